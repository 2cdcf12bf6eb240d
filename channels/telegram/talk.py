"""The bot's own words around a conversation: who speaks, which order is meant, what was not delivered."""

from collections.abc import Sequence
from datetime import datetime

from channels.phones import pretty
from channels.telegram.faces import Face
from channels.telegram.keyboards import button, markup, open_order
from channels.telegram.notices import TITLE_UNITS
from channels.telegram.talk_taps import ChooseTap
from channels.texts import Html, Voice
from channels.texts.html import join, name, one_line
from orders.messages import Message
from orders.model import Order, Party
from orders.ports import OrderView
from orders.states import Actor

#: Of a name in the line over a message, and of a title on a button, UTF-16 units.
_NAME_UNITS = 80
_BUTTON_UNITS = 40
#: Of each message that is said again, UTF-16 units.
_LINE_UNITS = 400


def head(view: OrderView, to: Party, voice: Voice, *, edited: bool) -> str:
    """The line over a message that `to` gets: who speaks about which order; one line, no HTML."""
    key = "talk.head.edited" if edited else "talk.head"
    return voice.plain(key, who=_counterpart(view, to), number=view.order.number)


def which(choices: Sequence[Order], voice: Voice) -> Face:
    """Asks which order a message is about; it has been kept."""
    rows = [
        [
            button(
                voice.plain(
                    "talk.which.order",
                    number=order.number,
                    title=one_line(order.title, _BUTTON_UNITS),
                ),
                ChooseTap(order.number),
            )
        ]
        for order in choices
    ]
    return Face(voice("talk.which"), markup(rows))


def chosen(view: OrderView, by: Party, voice: Voice) -> Face:
    """The question is answered: what was kept has gone out."""
    return Face(
        voice(
            "talk.chosen",
            number=view.order.number,
            title=name(view.order.title, TITLE_UNITS),
            who=name(_counterpart(view, by)),
        )
    )


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


def undelivered(view: OrderView, author: Party, voice: Voice) -> Face:
    """What the author wrote waits, and what they may do meanwhile."""
    rows: list[Html] = [
        voice(
            f"talk.undelivered.{author.actor}",
            who=name(_counterpart(view, author)),
            number=view.order.number,
        )
    ]
    if author.actor is Actor.SELLER and view.order.contact.phone:
        rows.append(voice("card.phone", phone=pretty(view.order.contact.phone)))
    return Face(join("\n", rows), open_order(view.order.number, voice))


def topic_name(view: OrderView, voice: Voice) -> str:
    """What an order's topic is called: number, status and customer, in at most 128 characters."""
    order = view.order
    return voice.plain(
        "topic.name",
        number=order.number,
        state=voice.plain(f"state.{order.state}"),
        customer=one_line(order.contact.name, _NAME_UNITS),
    )


def last_lines(view: OrderView, said: Sequence[Message], voice: Voice, now: datetime) -> Face:
    """The end of the talk again, for a topic that had to be made anew."""
    if not said:
        return Face(voice("topic.again.empty", number=view.order.number))
    rows = [voice("topic.again", number=view.order.number)]
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


def _counterpart(view: OrderView, party: Party) -> str:
    """Whom this party talks with: the shop's name, or the customer's as given with the order."""
    who = view.order.contact if party.actor is Actor.SELLER else view.seller
    return one_line(who.name, _NAME_UNITS)
