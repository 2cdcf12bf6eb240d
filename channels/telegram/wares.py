"""A seller's products as they see them, and as cards that they send into any chat. It reads no rows."""

from collections.abc import Sequence

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InputTextMessageContent,
)
from telegram.constants import ParseMode

from channels.telegram.faces import Face, Picture
from channels.telegram.keyboards import GO, STOP, Buttons, button, in_rows, markup, pager
from channels.telegram.links import Links
from channels.telegram.lists import last_page
from channels.telegram.ware_taps import WareStep, WareTap
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name, one_line
from orders.dialogues import Dialogue
from orders.model import Product
from orders.money import parse
from orders.wares import OPTIONAL, QUESTIONS

#: Products on one page; each has a button of its own.
PAGE_SIZE = 8
#: Of a title on a button, in a sentence; of a description, UTF-16 units.
_LABEL_UNITS, _TITLE_UNITS, _TEXT_UNITS = 40, 200, 700
#: Two buttons side by side.
_PAIR = 2
#: What can be changed, in the order of its buttons.
_CHANGES = (WareStep.TITLE, WareStep.PRICE, WareStep.DAYS, WareStep.PHOTO, WareStep.TEXT)


def listed(
    products: Sequence[Product], total: int, number: int, voice: Voice, *, owns: bool
) -> Face:
    """A page of the seller's products, each a button; the owner may add one."""
    html = voice("ware.list", count=total) if total else voice("ware.none")
    rows: Buttons = [
        [button(_label(each, voice), WareTap(WareStep.OPEN, each.id))] for each in products
    ]
    rows += pager(last_page(total, PAGE_SIZE), number, lambda to: WareTap(WareStep.LIST, to))
    add = [button(voice.plain("ware.add"), WareTap(WareStep.ADD), GO)] if owns else []
    return Face(html, markup([*rows, add]))


def page(product: Product, links: Links, voice: Voice, *, owns: bool) -> Face:
    """One product: what customers read, its links, and what the owner may do with it."""
    rows = [voice("ware.title", title=name(product.title, _TITLE_UNITS))]
    if product.description:
        rows.append(lines(product.description, _TEXT_UNITS))
    rows.append(_facts(product, voice))
    buy, ask = links.buy(product.code), links.ask(product.code)
    if buy and ask:
        rows.append(voice("ware.links", buy=buy, ask=ask))
    about = product.id
    keys: Buttons = []
    if buy and product.paused_at is None:
        share = InlineKeyboardButton(
            voice.plain("ware.share"), switch_inline_query=" ".join(product.title.split())
        )
        keys.append([share])
        copy = InlineKeyboardButton(voice.plain("ware.copy"), copy_text=CopyTextButton(buy))
        keys.append([copy, button(voice.plain("ware.code"), WareTap(WareStep.CODE, about))])
    if owns:
        changes = [button(voice.plain(f"ware.change.{s}"), WareTap(s, about)) for s in _CHANGES]
        paused = product.paused_at is not None
        step = WareStep.OFFER if paused else WareStep.PAUSE
        changes.append(button(voice.plain(f"ware.{step}"), WareTap(step, about)))
        keys += in_rows(changes, _PAIR)
    keys.append([button(voice.plain("button.back"), WareTap(WareStep.LIST, 1))])
    return Face(join("\n\n", rows), markup(keys))


def question(draft: Dialogue, voice: Voice) -> Face:
    """What the draft asks next, or its summary."""
    step = draft.step
    if step not in QUESTIONS:
        return summary(draft, voice)
    place = QUESTIONS.index(step) + 1
    head = voice("ware.step", number=place, last=len(QUESTIONS))
    html = join("\n", (head, voice(f"ware.ask.{step}", currency=draft.answers["currency"])))
    return Face(html, markup([_skip(step, voice), _ways(voice, first=place == 1)]))


def summary(draft: Dialogue, voice: Voice) -> Face:
    """All that was said, and the button that adds it."""
    said = draft.answers
    price = voice.money(parse(said["price"], said["currency"]))
    rows = [voice("ware.summary", title=name(said["title"], _TITLE_UNITS), price=price)]
    if said["days"]:
        rows.append(voice("buy.production", count=int(said["days"])))
    rows.append(voice("ware.photo.has" if said["photo"] else "ware.photo.none"))
    submit = button(voice.plain("ware.submit"), WareTap(WareStep.SUBMIT), GO)
    return Face(join("\n", rows), markup([[submit], _ways(voice)]))


def ask_change(product: Product, what: str, voice: Voice) -> Face:
    """What the owner types (or sends) next replaces this one thing."""
    title = name(product.title, _TITLE_UNITS)
    html = voice(f"ware.ask.{what}", currency=product.price.currency)
    head = voice("ware.changing", title=title)
    back = [button(voice.plain("button.back"), WareTap(WareStep.OPEN, product.id))]
    return Face(join("\n", (head, html)), markup([_skip(what, voice), back]))


def offer_draft(draft: Dialogue, voice: Voice) -> Face:
    """A half-made product is offered again."""
    title = draft.answers.get("title", "")
    html = (
        voice("ware.draft", title=name(title, _TITLE_UNITS)) if title else voice("ware.draft.bare")
    )
    resume = button(voice.plain("ware.resume"), WareTap(WareStep.RESUME), GO)
    fresh = button(voice.plain("ware.fresh"), WareTap(WareStep.FRESH))
    return Face(html, markup([[resume], [fresh]]))


def code(product: Product, link: str, drawn: bytes, voice: Voice) -> Picture:
    """The QR code with the link below it, to print or to show."""
    title = name(product.title, _TITLE_UNITS)
    return Picture(drawn, voice("ware.code.caption", title=title, link=link))


def cards(
    products: Sequence[Product], shop: str, links: Links, voice: Voice
) -> list[InlineQueryResult]:
    """The products as results of an inline query: each becomes a card with a Buy button in any chat."""
    found: list[InlineQueryResult] = []
    for each in products:
        buy = links.buy(each.code)
        if buy is None:
            continue
        keys = InlineKeyboardMarkup([[InlineKeyboardButton(voice.plain("ware.buy"), url=buy)]])
        html = _card(each, shop, voice)
        title, price = one_line(each.title, _LABEL_UNITS), voice.plain_money(each.price)
        if each.photo is not None:
            found.append(
                InlineQueryResultCachedPhoto(
                    f"p:{each.id}",
                    each.photo,
                    title=title,
                    description=price,
                    caption=html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keys,
                )
            )
        else:
            said = InputTextMessageContent(html, parse_mode=ParseMode.HTML)
            found.append(
                InlineQueryResultArticle(
                    f"p:{each.id}", title, said, reply_markup=keys, description=price
                )
            )
    return found


def _card(product: Product, shop: str, voice: Voice) -> Html:
    rows = [voice("ware.card", title=name(product.title, _TITLE_UNITS), shop=name(shop))]
    if product.description:
        rows.append(lines(product.description, _TEXT_UNITS))
    return join("\n", (*rows, *_terms(product, voice)))


def _terms(product: Product, voice: Voice) -> list[Html]:
    """What it costs, and how long it takes."""
    terms = [voice("buy.price", amount=voice.money(product.price))]
    if product.production_days:
        terms.append(voice("buy.production", count=product.production_days))
    return terms


def _facts(product: Product, voice: Voice) -> Html:
    facts = _terms(product, voice)
    facts.append(voice("ware.photo.has" if product.photo else "ware.photo.none"))
    if product.paused_at is not None:
        facts.append(voice("ware.paused"))
    return join("\n", facts)


def _label(product: Product, voice: Voice) -> str:
    title = one_line(product.title, _LABEL_UNITS)
    key = "ware.label.paused" if product.paused_at is not None else "ware.label"
    return voice.plain(key, title=title, price=voice.plain_money(product.price))


def _skip(what: str, voice: Voice) -> list[InlineKeyboardButton]:
    """Leave it out, where that may be."""
    if what not in OPTIONAL:
        return []
    return [button(voice.plain(f"ware.skip.{what}"), WareTap(WareStep.SKIP))]


def _ways(voice: Voice, *, first: bool = False) -> list[InlineKeyboardButton]:
    stop = button(voice.plain("ware.stop"), WareTap(WareStep.STOP), STOP)
    back = button(voice.plain("button.back"), WareTap(WareStep.BACK))
    return [stop] if first else [back, stop]
