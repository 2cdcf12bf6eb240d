"""A seller's ready-made replies as messages and buttons, and the ones that the catalogue has."""

from collections.abc import Mapping, Sequence

from telegram import (
    InlineKeyboardButton,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.constants import InlineQueryLimit, MessageLimit

from channels.telegram.faces import Face
from channels.telegram.keyboards import STOP, button, markup
from channels.telegram.seller_taps import RepliesTap, ReplyStep, SayTap
from channels.texts import Voice
from channels.texts.html import lines, name, one_line, units
from orders.ports import OrderView
from orders.templates import (
    MAX_OFFERED,
    MAX_TEXT,
    PLACEHOLDERS,
    Template,
    filled,
    fitting,
    is_open,
)

#: Replies that every seller has until they have their own, by their names in the catalogue.
READY = ("greeting", "payment", "done")
#: Of a title on a button and of a text in a message, UTF-16 units.
_TITLE_UNITS, _TEXT_UNITS = 40, 2 * MAX_TEXT
#: Of the preview under an inline result, UTF-16 units; clients show about two lines.
_DESCRIPTION_UNITS = 120
_MAX_RESULTS = InlineQueryLimit.RESULTS


def ready(voice: Voice) -> tuple[Template, ...]:
    """The catalogue's replies in the seller's language, with their placeholders."""
    customer, number, amount = (f"{{{key}}}" for key in PLACEHOLDERS)
    return tuple(
        Template(
            place,
            voice.plain(f"reply.{key}.title"),
            voice.plain(f"reply.{key}.text", customer=customer, number=number, amount=amount),
            ready=True,
        )
        for place, key in enumerate(READY, start=1)
    )


def values(view: OrderView, voice: Voice) -> Mapping[str, str]:
    """What a reply about this order says in the places of its placeholders."""
    order = view.order
    customer, number = " ".join(order.contact.name.split()), str(order.number)
    return {"customer": customer, "number": number, "amount": str(voice.money(order.amount))}


def choice(view: OrderView, own: Sequence[Template], voice: Voice, *, hello: bool = False) -> Face:
    """What to tell the customer: write, or tap one of the replies; with `hello`, unasked for."""
    html = voice(
        "reply.hello" if hello else "reply.choose",
        who=name(view.order.contact.name),
        number=view.order.number,
    )
    return Face(html, markup(_choices(view.order.number, own, voice)))


def said(view: OrderView, text: str, voice: Voice) -> Face:
    """What the choice came to."""
    who, number = name(view.order.contact.name), view.order.number
    return Face(voice("reply.said", who=who, number=number, text=lines(text, _TEXT_UNITS)))


def inline(
    views: Sequence[OrderView], own: Sequence[Template], words: str, voice: Voice
) -> list[InlineQueryResultArticle]:
    """The replies with all `words`, as results of an inline query; what is open in them is filled in.

    One that leaves nothing open stands there once, any other once for each of the orders.
    """
    found = []
    for one in own or ready(voice):
        if not fitting(one, words):
            continue
        title = one_line(one.title, _TITLE_UNITS)
        if not is_open(one.text):
            found.append(_result(f"{one.id}", title, one.text))
            continue
        for view in views:
            number = view.order.number
            label = voice.plain("reply.about", title=title, number=number)
            text = filled(one.text, values(view, voice))
            # Names may make it longer than one message: then it is left to the buttons.
            if units(text) <= MessageLimit.MAX_TEXT_LENGTH:
                found.append(_result(f"{one.id}:{number}", label, text))
    return found[:_MAX_RESULTS]


def mine(own: Sequence[Template], voice: Voice) -> Face:
    """The seller's replies, each to be opened, and a way to add one."""
    rows = [
        [button(one_line(one.title, _TITLE_UNITS), RepliesTap(ReplyStep.OPEN, one.id))]
        for one in own
    ]
    add = button(voice.plain("button.reply.add"), RepliesTap(ReplyStep.ADD))
    return Face(voice("reply.mine" if own else "reply.none"), markup([*rows, [add]]))


def page(one: Template, voice: Voice, *, sure: bool = False) -> Face:
    """One reply with its text; with `sure`, the question whether to remove it."""
    html = voice(
        "reply.remove.sure" if sure else "reply.page",
        title=name(one.title),
        text=lines(one.text, _TEXT_UNITS),
    )
    if sure:
        yes = button(voice.plain("reply.remove.yes"), RepliesTap(ReplyStep.SURE, one.id), STOP)
        keep = button(voice.plain("customer.cancel.keep"), RepliesTap(ReplyStep.OPEN, one.id))
        return Face(html, markup([[yes], [keep]]))
    remove = button(voice.plain("button.reply.remove"), RepliesTap(ReplyStep.REMOVE, one.id))
    return Face(html, markup([[remove], [_back(voice)]]))


def ask_title(voice: Voice) -> Face:
    """Asks for the new reply's name."""
    return Face(voice("reply.ask.title"), markup([[_back(voice)]]))


def ask_text(title: str, voice: Voice) -> Face:
    """Asks for its text, and says what may be left open in it."""
    return Face(voice("reply.ask.text", title=name(title)), markup([[_back(voice)]]))


def not_filled_in(voice: Voice) -> Face:
    """The text leaves something open that nobody would fill in: which three are known."""
    return Face(voice("reply.unknown"), markup([[_back(voice)]]))


def removed(voice: Voice) -> str:
    """Toast: the reply is gone, now or already before."""
    return voice.plain("reply.removed")


def _result(result_id: str, title: str, text: str) -> InlineQueryResultArticle:
    content, preview = InputTextMessageContent(text), one_line(text, _DESCRIPTION_UNITS)
    return InlineQueryResultArticle(result_id, title, content, description=preview)


def _choices(
    number: int, own: Sequence[Template], voice: Voice
) -> list[list[InlineKeyboardButton]]:
    rows = [
        [button(one_line(one.title, _TITLE_UNITS), SayTap(number, one.id, one.ready))]
        for one in (own or ready(voice))[:MAX_OFFERED]
    ]
    return [*rows, [button(voice.plain("button.replies"), RepliesTap(ReplyStep.MINE))]]


def _back(voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain("button.back"), RepliesTap(ReplyStep.LIST))
