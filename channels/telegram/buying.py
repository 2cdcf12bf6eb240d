"""The buy dialogue as a customer sees it. Which question comes next is `orders.shop`'s business."""

from telegram import InlineKeyboardButton, ReplyKeyboardRemove

from channels.phones import pretty
from channels.telegram import feedback
from channels.telegram.buy_taps import AskTap, BuyStep, BuyTap
from channels.telegram.faces import Face, Prompt
from channels.telegram.keyboards import GO, STOP, button, markup, share_phone
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name, one_line
from orders.dialogues import Dialogue
from orders.model import MAX_ADDRESS, MAX_COMMENT, MAX_NAME, Product
from orders.ratings import Rating
from orders.shop import QUESTIONS

NO_RATING = Rating()
#: Quantities offered as buttons; any other is typed.
_OFFERED = range(1, 6)
#: A name on a button, in UTF-16 units; Telegram cuts longer labels in the middle.
_LABEL_UNITS = 38
#: A description takes at most this many UTF-16 units: the question must stay in sight.
_DESCRIPTION_UNITS = 900


def question(
    draft: Dialogue,
    product: Product,
    shop: str,
    voice: Voice,
    *,
    suggested_name: str = "",
    known_phone: str | None = None,
    rating: Rating = NO_RATING,
) -> Face | Prompt:
    """The draft's present question, or its summary.

    `suggested_name` and `known_phone` (E.164) become buttons where they are given.
    """
    match draft.step:
        case "quantity":
            return product_card(product, shop, voice, rating)
        case "name":
            return ask_name(suggested_name, voice)
        case "phone" if known_phone is not None:
            return ask_known_phone(known_phone, voice)
        case "phone":
            return ask_phone(voice)
        case "address":
            return ask_address(voice)
        case "comment":
            return ask_comment(voice)
        case _:
            return summary(draft, product, shop, voice)


def product_card(product: Product, shop: str, voice: Voice, rating: Rating = NO_RATING) -> Face:
    """What is sold, by whom and how others liked that, and how many of it."""
    rows = [_offer("buy.product", product, shop, voice, rating)]
    if product.description:
        rows.append(lines(product.description, _DESCRIPTION_UNITS))
    facts = [voice("buy.price", amount=voice.money(product.price))]
    if product.production_days:
        facts.append(voice("buy.production", count=product.production_days))
    rows += [join("\n", facts), _step("quantity", voice)]
    quantities = [button(str(n), BuyTap(BuyStep.QUANTITY, str(n))) for n in _OFFERED]
    ask = button(voice.plain("button.ask"), AskTap(product.code))
    return Face(join("\n\n", rows), markup((quantities, [ask], [_abandon(voice)])))


def ask_seller(product: Product, shop: str, voice: Voice, rating: Rating = NO_RATING) -> Face:
    """What is written next goes to the seller; the product may be ordered at any time."""
    order = button(voice.plain("button.order_it"), BuyTap(BuyStep.BEGIN, product.code), GO)
    html = _offer("buy.ask_seller", product, shop, voice, rating)
    return Face(html, markup([[order]]))


def ask_name(suggested: str, voice: Voice) -> Face:
    """What to call the customer."""
    use = []
    if suggested:
        label = voice.plain("buy.use", value=one_line(suggested, _LABEL_UNITS))
        use.append(button(label, BuyTap(BuyStep.NAME), GO))
    return Face(_step("name", voice), markup((use, [_abandon(voice)])))


def ask_phone(voice: Voice) -> Prompt:
    """The phone: typed, or shared with Telegram's own button."""
    return Prompt(_step("phone", voice), share_phone(voice))


def ask_known_phone(phone: str, voice: Voice) -> Face:
    """The phone, where an earlier order had one (E.164)."""
    use = button(voice.plain("buy.use", value=pretty(phone)), BuyTap(BuyStep.PHONE), GO)
    return Face(_step("phone.known", voice), markup(([use], [_abandon(voice)])))


def phone_taken(phone: str, voice: Voice) -> Prompt:
    """The phone was taken (E.164); this takes the contact button away."""
    return Prompt(voice("buy.phone.taken", phone=pretty(phone)), ReplyKeyboardRemove())


def ask_address(voice: Voice) -> Face:
    """Where the order goes."""
    return Face(_step("address", voice), markup([[_abandon(voice)]]))


def ask_comment(voice: Voice) -> Face:
    """What the seller should know, if anything."""
    skip = button(voice.plain("buy.skip"), BuyTap(BuyStep.COMMENT))
    return Face(_step("comment", voice), markup([[skip], [_abandon(voice)]]))


def summary(
    draft: Dialogue, product: Product, shop: str, voice: Voice, *, price_changed: bool = False
) -> Face:
    """Everything answered, to be looked over and sent. The draft must be complete."""
    html = _answers(draft, product, shop, voice)
    if price_changed:
        html = join("\n\n", (html, voice("buy.price_changed")))
    submit = button(voice.plain("buy.submit"), BuyTap(BuyStep.SUBMIT), GO)
    change = button(voice.plain("buy.change"), BuyTap(BuyStep.CHANGE))
    return Face(html, markup(([submit], [change, _abandon(voice)])))


def choose_change(draft: Dialogue, product: Product, shop: str, voice: Voice) -> Face:
    """The summary, asking which answer to change."""
    html = join("\n\n", (_answers(draft, product, shop, voice), voice("buy.change.which")))
    which = [button(voice.plain(f"buy.change.{q}"), BuyTap(BuyStep.CHANGE, q)) for q in QUESTIONS]
    keep = button(voice.plain("button.back"), BuyTap(BuyStep.KEEP))
    return Face(html, markup((which[:2], which[2:4], [*which[4:], keep])))


def offer_draft(title: str, code: str, voice: Voice) -> Face:
    """A half-made draft for `title` is there: go on, or begin with the product `code` afresh."""
    resume = button(voice.plain("buy.resume"), BuyTap(BuyStep.RESUME), GO)
    restart = button(voice.plain("buy.restart"), BuyTap(BuyStep.RESTART, code))
    html = voice("buy.draft", title=name(title))
    return Face(html, markup(([resume], [restart], [_abandon(voice)])))


def submitted(number: int, voice: Voice) -> Face:
    """The request was sent; the order's live card comes next."""
    return Face(voice("buy.submitted", number=number))


def abandoned(voice: Voice) -> Face:
    """The customer stopped; nothing was sent."""
    return Face(voice("buy.abandoned"))


def gone(voice: Voice) -> Face:
    """The product is no longer offered, or never was."""
    return Face(voice("buy.gone"))


def over(voice: Voice) -> Face:
    """A button of a request that was sent, left or forgotten."""
    return Face(voice("buy.over"))


def own_product(voice: Voice) -> Face:
    """A seller opened the Buy link of their own product."""
    return Face(voice("buy.own"))


def _offer(key: str, product: Product, shop: str, voice: Voice, rating: Rating) -> Html:
    """The product with its seller, and the seller's rating where there is one."""
    offered = voice(key, title=name(product.title), shop=name(shop))
    return join("\n", [row for row in (offered, feedback.rating(rating, voice)) if row])


def _step(asked: str, voice: Voice) -> Html:
    return voice(f"buy.ask.{asked}")


def _answers(draft: Dialogue, product: Product, shop: str, voice: Voice) -> Html:
    said = draft.answers
    quantity = int(said["quantity"])
    total = voice.money(product.price.times(quantity))
    item = voice("card.item", quantity=quantity, title=name(product.title))
    rows = [
        voice("buy.summary", shop=name(shop)),
        join("\n", (item, voice("card.total", amount=total))),
        join(
            "\n",
            (
                voice("card.customer", name=name(said["name"], 2 * MAX_NAME)),
                voice("card.phone", phone=pretty(said["phone"])),
                voice("card.address", address=lines(said["address"], 2 * MAX_ADDRESS)),
            ),
        ),
    ]
    if said["comment"]:
        rows.append(voice("card.comment", comment=lines(said["comment"], 2 * MAX_COMMENT)))
    return join("\n\n", rows)


def _abandon(voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain("buy.abandon"), BuyTap(BuyStep.ABANDON), STOP)
