"""The paragraphs of letters, by what they tell. They have no subject and no links yet.

What happened is said in the words of Telegram's messages, but for those that speak of its buttons.
"""

from collections.abc import Iterable
from datetime import datetime

from channels.telegram import notices, paragraphs, summaries
from channels.telegram.happenings import kind
from channels.telegram.paragraphs import Paragraph, Room
from channels.telegram.talk import head
from channels.texts import Html, Voice
from channels.texts.html import escape, join, name
from channels.tidings import Tiding
from orders.model import MAX_ITEMS
from orders.rounds import Waiting
from orders.states import Actor
from orders.work import Topic

#: A letter has room for all that people wrote, UTF-16 units.
_ROOM = Room(2000, 8000, 8000, 8000, 8000)
_TITLE_UNITS = 60


def passages(tiding: Tiding) -> tuple[Html, ...]:
    """What the letter says, each paragraph with its lines."""
    match tiding.work.topic:
        case Topic.CARD:
            rows = _new_order(tiding)
        case Topic.MESSAGE:
            return tuple(_talk(tiding))
        case Topic.FEEDBACK:
            rows = _question(tiding)
        case _:
            rows = [(said,) for said in _news(tiding)]
    return tuple(join("\n", row) for row in rows if row)


def digest(waiting: Waiting, voice: Voice, now: datetime) -> tuple[Html, ...]:
    """Which orders wait for their seller."""
    return tuple(map(Html, summaries.digest(waiting, voice, now).html.split("\n\n")))


def _new_order(tiding: Tiding) -> Iterable[Paragraph]:
    """Whole, as the card has it: the letter may be all that somebody has."""
    view, voice, now = tiding.order, tiding.voice, tiding.now
    order, events = view.order, tiding.events
    items = paragraphs.items(order, voice, _ROOM, most=MAX_ITEMS)
    if tiding.work.to.actor is Actor.CUSTOMER:
        address = voice("card.address", address=escape(order.shipping_address))
        return (
            (voice("customer.head.new", number=order.number), *paragraphs.seller(view, voice)),
            items,
            (address,),
            paragraphs.what_next(order, events, voice, now),
        )
    return (
        (voice("card.head.new", number=order.number), paragraphs.since(events, voice, now)),
        items,
        paragraphs.customer(view, voice),
        paragraphs.delivery(order, voice, _ROOM),
        paragraphs.terms(order, events, voice, now),
    )


def _news(tiding: Tiding) -> Iterable[Html]:
    """An event, a correction, a warning, a reminder."""
    work, view, voice, now = tiding.work, tiding.order, tiding.voice, tiding.now
    match work.topic:
        case Topic.NOTICE:
            assert tiding.event is not None, "a notice is about an event"
            what = tiding.event.what
            own = _own(f"mail.notice.{what}", voice)
            yield notices.notice(view, tiding.event, work.to, voice, now, words=own).html
            if then := _own(f"mail.say.{what}", voice):
                yield voice(then)
        case Topic.CORRECTION:
            assert tiding.event is not None, "a correction is about an event"
            yield notices.correction(view, tiding.event, work.to, voice).html
        case Topic.CLOSING:
            yield notices.closing(view, voice, now, words="mail.closing.next").html
        case _:
            assert tiding.overdue is not None, "a reminder is about something"
            since = tiding.since or now
            own = _own(f"mail.overdue.{tiding.overdue}", voice)
            yield notices.reminder(view, tiding.overdue, since, voice, now, words=own).html


def _talk(tiding: Tiding) -> Iterable[Html]:
    """What somebody said, whole; a file is named."""
    message, voice = tiding.message, tiding.voice
    assert message is not None, "the row is about a message"
    content = message.content
    yield join("", (Html("<b>"), escape(_head(tiding)), Html("</b>")))
    file = kind(content.form, content.attachment, voice)
    if content.text.strip():
        yield escape(content.text.strip())
    if file:
        yield join("\n", (*file, voice("mail.file")))


def _head(tiding: Tiding) -> str:
    message = tiding.message
    edited = message is not None and message.version > 1
    return head(tiding.view, tiding.work.to, tiding.voice, edited=edited)


def _question(tiding: Tiding) -> Iterable[Paragraph]:
    """How was it?"""
    view, voice = tiding.order, tiding.voice
    asked = voice(
        f"feedback.ask.{tiding.asker}",
        number=view.order.number,
        title=name(view.order.title, _TITLE_UNITS),
        seller=name(view.seller.name),
    )
    return ((asked,), (voice("mail.feedback"),))


def _own(key: str, voice: Voice) -> str | None:
    """The text that a letter has of its own, where Telegram's speaks of buttons."""
    return key if voice.has(key) else None
