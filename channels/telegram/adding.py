"""An order that a seller adds, as they are asked for it. Which question comes next is `orders.adding`'s business."""

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton

from channels.phones import pretty
from channels.telegram import paragraphs
from channels.telegram.add_taps import AddStep, AddTap
from channels.telegram.card_taps import OpenTap
from channels.telegram.faces import Face
from channels.telegram.keyboards import GO, STOP, Buttons, button, in_rows, markup, pager
from channels.telegram.lists import last_page
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name, one_line
from orders import goods
from orders.adding import QUESTIONS, SUMMARY
from orders.dialogues import Dialogue
from orders.model import MAX_ITEMS, Item, Order, Product, total
from orders.patrons import PatronLine

#: In `AddStep.DROP` stands how many things there were, this many times, and the thing's place.
_OF = 10 * MAX_ITEMS
#: Quantities offered as buttons; any other is typed.
_OFFERED = range(1, 6)
#: On a button, in UTF-16 units.
_LABEL_UNITS = 40
#: What may be left out, with a button.
_OPTIONAL = frozenset({"days", "comment"})
_PAIR = 2


def place(step: str) -> int:
    """The place of a question, from 1."""
    return QUESTIONS.index(step) + 1


def dropped(value: int) -> tuple[int, int]:
    """Of how many things which one goes (from 1): tapped twice, it is the same one."""
    of, place = divmod(value, _OF)
    return place, of


def opener(voice: Voice) -> InlineKeyboardButton:
    """The way to it, below the list of orders."""
    return button(voice.plain("add.begin"), AddTap(AddStep.BEGIN))


def who(found: Sequence[PatronLine], total: int, number: int, typed: str, voice: Voice) -> Face:
    """For whom: one of the seller's customers, or somebody new; `typed`: what was looked for."""
    rows: Buttons = [
        [button(_person(each), AddTap(AddStep.CUSTOMER, each.customer_id))] for each in found
    ]
    rows += pager(last_page(total), number, lambda to: AddTap(AddStep.WHO, to))
    if typed:
        label = voice.plain("add.new", name=one_line(typed, _LABEL_UNITS))
        rows.append([button(label, AddTap(AddStep.NEW), GO)])
        html = voice("add.who.typed", name=name(typed))
    else:
        html = voice("add.who" if found else "add.who.first")
    return Face(html, markup([*rows, [_stop(voice)]]))


def what(found: Sequence[Product], total: int, number: int, voice: Voice) -> Face:
    """What was sold: one of the seller's products, or whatever is typed."""
    rows: Buttons = [
        [button(_product(each, voice), AddTap(AddStep.PRODUCT, each.id))] for each in found
    ]
    rows += pager(last_page(total), number, lambda to: AddTap(AddStep.WHAT, to))
    return Face(
        voice("add.what" if found else "add.what.first"), markup([*rows, _ways("title", voice)])
    )


def question(draft: Dialogue, voice: Voice) -> Face:
    """One of the other questions, or the summary."""
    step = draft.step
    if step == SUMMARY:
        return summary(draft, voice)
    html = voice(f"add.ask.{step}", currency=draft.answers["currency"])
    keys: Buttons = []
    if step == "quantity":
        keys.append([button(str(n), AddTap(AddStep.QUANTITY, n)) for n in _OFFERED])
    if step in _OPTIONAL:
        skip = AddTap(AddStep.SKIP, place(step))
        keys.append([button(voice.plain(f"add.skip.{step}"), skip)])
    return Face(html, markup([*keys, _ways(step, voice)]))


def no_phone(draft: Dialogue, voice: Voice) -> Face:
    """A contact without a phone was shared: their name is kept, the phone is asked for."""
    html = join(
        "\n",
        (
            voice("add.no_phone", name=name(draft.answers["name"])),
            voice("add.ask.phone", currency=""),
        ),
    )
    return Face(html, markup([_ways("phone", voice)]))


def summary(draft: Dialogue, voice: Voice) -> Face:
    """All of it, before it is added."""
    said, items = draft.answers, goods.all_of(draft)
    room = paragraphs.ROOMS[0 if len(items) == 1 else 2]
    rows = [
        voice("add.summary"),
        voice("card.customer", name=name(said["name"])),
        voice("card.phone", phone=pretty(said["phone"])),
        *paragraphs.things(items, voice, room),
        voice("card.total", amount=voice.money(total(items))),
        voice("card.address", address=lines(said["address"], room.address)),
    ]
    if said["days"]:
        rows.append(voice("buy.production", count=int(said["days"])))
    if said["comment"]:
        rows.append(voice("card.comment", comment=lines(said["comment"], room.comment)))
    submit = button(voice.plain("add.submit"), AddTap(AddStep.SUBMIT), GO)
    change = button(voice.plain("add.change"), AddTap(AddStep.CHANGE))
    more = button(voice.plain("add.more"), AddTap(AddStep.MORE))
    keys = [[submit], [change, more]] if len(items) < MAX_ITEMS else [[submit], [change]]
    return Face(join("\n", rows), markup([*keys, [_stop(voice)]]))


def choose_change(draft: Dialogue, voice: Voice) -> Face:
    """What is to be asked again? Of several things the last one's; any of them may go."""
    items = goods.all_of(draft)
    html, drops = voice("add.choose"), []
    if len(items) > 1:
        html = voice("add.choose.last", title=name(items[-1].title))
        drops = [
            [button(_without(item, voice), AddTap(AddStep.DROP, _OF * len(items) + place))]
            for place, item in enumerate(items, start=1)
        ]
    keys = [
        button(voice.plain(f"add.label.{question}"), AddTap(AddStep.ASK, place))
        for place, question in enumerate(QUESTIONS, start=1)
    ]
    keep = button(voice.plain("add.keep"), AddTap(AddStep.RESUME))
    return Face(html, markup([*in_rows(keys, _PAIR), *drops, [keep]]))


def offer_draft(draft: Dialogue, voice: Voice, *, instead: int | None = None) -> Face:
    """A half-made order is offered again. `instead`: the number of what was to be repeated."""
    who = draft.answers.get("name")
    html = voice("add.draft", name=name(who)) if who else voice("add.draft.bare")
    resume = button(voice.plain("add.resume"), AddTap(AddStep.RESUME), GO)
    if instead is None:
        fresh = button(voice.plain("add.fresh"), AddTap(AddStep.FRESH))
    else:
        fresh = button(voice.plain("add.instead"), AddTap(AddStep.REPEAT, instead))
    return Face(html, markup([[resume], [fresh]]))


def added(order: Order, link: str | None, told: bool, voice: Voice) -> Face:
    """It is there; the customer is told, or the seller passes the link on."""
    customer = name(order.contact.name)
    rows = [voice("add.done", number=order.number)]
    keys = [[button(voice.plain("button.open"), OpenTap(order.number))]]
    if told:
        rows.append(voice("add.told", customer=customer))
    elif link is not None:
        rows.append(voice("add.pass_on", customer=customer, link=link))
        copy = InlineKeyboardButton(voice.plain("add.copy"), copy_text=CopyTextButton(link))
        keys.insert(0, [copy])
    return Face(join("\n", rows), markup(keys))


def stopped(voice: Voice) -> Face:
    """Nothing was added."""
    return Face(voice("add.stopped"))


def card_note(*, disowned: bool, customer: str, voice: Voice) -> Html:
    """On the seller's card: who placed it, and what the customer says of that."""
    return voice("card.disowned", customer=name(customer)) if disowned else voice("card.added")


def _person(line: PatronLine) -> str:
    who = one_line(line.name, _LABEL_UNITS)
    return f"{who} · {pretty(line.phone)}" if line.phone else who


def _product(product: Product, voice: Voice) -> str:
    return f"{one_line(product.title, _LABEL_UNITS)} · {voice.plain_money(product.price)}"


def _without(item: Item, voice: Voice) -> str:
    title = one_line(item.title, _LABEL_UNITS)
    return voice.plain("add.drop", quantity=item.quantity, title=title)


def _stop(voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain("add.stop"), AddTap(AddStep.STOP), STOP)


def _ways(step: str, voice: Voice) -> list[InlineKeyboardButton]:
    back = button(voice.plain("button.back"), AddTap(AddStep.BACK, place(step)))
    return [back, _stop(voice)]
