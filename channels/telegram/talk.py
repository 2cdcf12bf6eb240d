"""The bot's own words around a conversation: who speaks, which order is meant, what was not delivered."""

from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardMarkup

from channels.phones import pretty
from channels.telegram.add_taps import RepeatTap
from channels.telegram.faces import Face
from channels.telegram.keyboards import button, markup, open_order
from channels.telegram.notices import TITLE_UNITS
from channels.telegram.talk_taps import ChooseTap
from channels.texts import Html, Voice
from channels.texts.html import join, name, one_line
from orders.enquiries import Enquiry, Subject
from orders.messages import Message
from orders.model import Party
from orders.ports import EnquiryView, OrderView, TalkView
from orders.states import Actor

#: Of a name in the line over a message, and of a title on a button, UTF-16 units.
_NAME_UNITS = 80
_BUTTON_UNITS = 40
#: Of each message that is said again, UTF-16 units.
_LINE_UNITS = 400


def head(view: TalkView, to: Party, voice: Voice, *, edited: bool) -> str:
    """The line over a message that `to` gets: who speaks about what; one line, no HTML."""
    who = _counterpart(view, to)
    key = "talk.head.edited" if edited else "talk.head"
    if isinstance(view, EnquiryView):
        title = one_line(view.enquiry.product.title, _NAME_UNITS)
        return voice.plain(f"{key}.question", who=who, title=title)
    return voice.plain(key, who=who, number=view.order.number)


def which(choices: Sequence[Subject], parties: Sequence[Party], voice: Voice) -> Face:
    """Asks which order (or question) a message is about; it has been kept."""
    rows = [[button(_choice(one, parties, voice), ChooseTap(one.number))] for one in choices]
    return Face(voice("talk.which"), markup(rows))


def chosen(view: TalkView, by: Party, voice: Voice) -> Face:
    """The question is answered: what was kept has gone out."""
    who = name(_counterpart(view, by))
    if isinstance(view, EnquiryView):
        title = name(view.enquiry.product.title, TITLE_UNITS)
        return Face(voice("talk.chosen.question", who=who, title=title))
    order = view.order
    title = name(order.title, TITLE_UNITS)
    return Face(voice("talk.chosen", number=order.number, title=title, who=who))


def to_order(number: int, voice: Voice) -> InlineKeyboardMarkup | None:
    """Under a question: an order may be made of it."""
    return markup([[button(voice.plain("button.make_order"), RepeatTap(number))]])


def write_now(view: OrderView, by: Party, voice: Voice) -> str:
    """Toast: what is written next goes to the other side."""
    return voice.plain("talk.write", who=_counterpart(view, by), number=view.order.number)


def not_passed_on(voice: Voice) -> Face:
    """The bot cannot pass on what was sent, such as a poll."""
    return Face(voice("talk.unsupported"))


def slowed(voice: Voice) -> Face:
    """A customer writes faster than can be passed on; said once."""
    return Face(voice("talk.slowed"))


def change_lost(voice: Voice) -> Face:
    """An edit of a message that belongs to no conversation."""
    return Face(voice("talk.edit_lost"))


def undelivered(view: TalkView, author: Party, voice: Voice) -> Face:
    """What the author wrote waits, and what they may do meanwhile."""
    key, who = f"talk.undelivered.{author.actor}", name(_counterpart(view, author))
    if isinstance(view, EnquiryView):
        title = name(view.enquiry.product.title, TITLE_UNITS)
        rows: list[Html] = [voice(f"{key}.question", who=who, title=title)]
        keyboard = None
    else:
        rows = [voice(key, who=who, number=view.order.number)]
        keyboard = open_order(view.order.number, voice)
    if author.actor is Actor.SELLER and view.phone:
        rows.append(voice("card.phone", phone=pretty(view.phone)))
    return Face(join("\n", rows), keyboard)


def topic_name(view: OrderView, voice: Voice) -> str:
    """What an order's topic is called: number, status and customer, in at most 128 characters."""
    order = view.order
    return voice.plain(
        "topic.name",
        number=order.number,
        state=voice.plain(f"state.{order.state}"),
        customer=one_line(order.contact.name, _NAME_UNITS),
    )


def last_lines(
    view: OrderView, said: Sequence[Message], voice: Voice, now: datetime, *, again: bool
) -> Face:
    """The end of the talk, for a topic that comes after it; `again`: one that had to be made anew."""
    if not said:
        return Face(voice("topic.again.empty", number=view.order.number))
    rows = [voice("topic.again" if again else "topic.before", number=view.order.number)]
    for message in said:
        who = view.seller if message.by.actor is Actor.SELLER else view.order.contact
        text = message.content.text or voice.plain(f"form.{message.content.form}")
        rows.append(
            voice(
                "topic.again.line",
                moment=voice.moment(message.at, now),
                who=name(who.name, _NAME_UNITS),
                text=name(text, _LINE_UNITS),
            )
        )
    return Face(join("\n\n", rows))


def _choice(one: Subject, parties: Sequence[Party], voice: Voice) -> str:
    """An order's number and title; a question's title, and for its seller who asks."""
    if not isinstance(one, Enquiry):
        title = one_line(one.title, _BUTTON_UNITS)
        return voice.plain("talk.which.order", number=one.number, title=title)
    title = one_line(one.product.title, _BUTTON_UNITS)
    if Party(Actor.SELLER, one.seller_id) not in parties:
        return voice.plain("talk.which.question", title=title)
    who = one_line(one.asker, _BUTTON_UNITS)
    return voice.plain("talk.which.asked", who=who, title=title)


def _counterpart(view: TalkView, party: Party) -> str:
    """Whom this party talks with: the shop's name, or the customer's as given with the order."""
    return one_line(view.asker if party.actor is Actor.SELLER else view.seller.name, _NAME_UNITS)
