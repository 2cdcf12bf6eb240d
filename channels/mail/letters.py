"""A tiding as a letter: subject, paragraphs, what to do now, why it came. It makes no message of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from channels.mail import passages
from channels.mail.stationery import Stationery
from channels.mail.tokens import Unwanted
from channels.texts import Html, Voice
from channels.texts.html import one_line
from channels.tidings import Tiding
from orders.model import Order
from orders.ports import EnquiryView
from orders.rounds import Waiting
from orders.routes import BULLETINS
from orders.sendings import Because
from orders.states import Actor
from orders.work import Topic, Work

#: Of a title in a subject, UTF-16 units.
_TITLE_UNITS = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A link, and what it says."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is in a letter. Strings are plain: they are escaped where they are put in."""

    subject: str
    paragraphs: tuple[Html, ...]
    voice: Voice
    #: Why it came this way.
    because: str = ""
    steps: tuple[Step, ...] = ()
    #: What is said of the steps.
    steps_note: str = ""
    #: Where an answer goes; empty where it is not read, and `answers` says so.
    answers: str = ""
    #: What people must not write below; empty where answers are not read.
    marker: str = ""
    stop: Step | None = None
    #: What a mail reader may do by itself where its person wants no more (RFC 8058).
    one_click: bool = False


def letter(tiding: Tiding, paper: Stationery) -> Letter:
    """About an order, or about a question before there is one."""
    work, voice, view = tiding.work, tiding.voice, tiding.view
    plain = Letter(_subject(tiding), passages.passages(tiding), voice, _because(tiding))
    told = answerable(plain, work, view.subject.number, paper)
    return _stoppable(_with_steps(told, tiding, paper), work, tiding.because, paper)


def digest(work: Work, waiting: Waiting, voice: Voice, now: datetime, paper: Stationery) -> Letter:
    """Which orders wait for their seller, each with a link to its page."""
    count = sum(waiting.counts.values())
    because = Because(work.details["because"])
    told = Letter(
        voice.plain("mail.subject.digest", count=count),
        passages.digest(waiting, voice, now),
        voice,
        voice.plain(f"mail.because.{because}"),
        tuple(
            Step(voice.plain("talk.which.order", number=order.number, title=order.title), url)
            for _, order in waiting.orders
            for _, url in paper.steps(order, work.to, paper.until(work.created_at))[:1]
        ),
        answers=voice.plain("mail.unread"),
    )
    return _stoppable(told, work, because, paper)


def subject(order: Order, what: str, voice: Voice, *, priced: bool = False) -> str:
    """The order's number, what it is about, what was ordered; one line, no HTML."""
    key = "mail.subject.priced" if priced else "mail.subject"
    title, amount = one_line(order.title, _TITLE_UNITS), voice.money(order.amount)
    return one_line(voice.plain(key, number=order.number, what=what, title=title, amount=amount))


def question_subject(view: EnquiryView, voice: Voice) -> str:
    """Of a conversation that no order has yet."""
    title = one_line(view.enquiry.product.title, _TITLE_UNITS)
    return one_line(voice.plain("mail.subject.question", title=title))


def steps_of(
    order: Order, work: Work, voice: Voice, paper: Stationery
) -> tuple[tuple[Step, ...], str]:
    """What its seller can do now, and until when the links work."""
    until = paper.until(work.created_at)
    found = paper.steps(order, work.to, until)
    if not found:
        return (), ""
    note = voice.plain("mail.steps.note", day=voice.day(until, work.created_at))
    return tuple(Step(voice.plain(f"action.{action}"), url) for action, url in found), note


def _subject(tiding: Tiding) -> str:
    voice, view = tiding.voice, tiding.view
    if isinstance(view, EnquiryView):
        return question_subject(view, voice)
    priced = tiding.work.topic is Topic.CARD
    return subject(view.order, _what(tiding), voice, priced=priced)


def _what(tiding: Tiding) -> str:
    """What has happened, in a word or two."""
    match tiding.work.topic:
        case Topic.NOTICE:
            assert tiding.event is not None, "a notice is about an event"
            key = str(tiding.event.what)
        case Topic.REMINDER:
            key = f"overdue.{tiding.overdue}"
        case topic:
            key = str(topic)
    return tiding.voice.plain(f"mail.what.{key}")


def _because(tiding: Tiding) -> str:
    said = tiding.voice.plain(f"mail.because.{tiding.because}")
    if not tiding.is_stopgap:
        return said
    return f"{said} {tiding.voice.plain('mail.stopgap')}"


def answerable(told: Letter, work: Work, number: int, paper: Stationery) -> Letter:
    """With where an answer goes, or that it is not read."""
    voice = told.voice
    if paper.reply_to(work.to, number) is None:
        return replace(told, answers=voice.plain("mail.unread"))
    answers = voice.plain(f"mail.answer.{work.to.actor}")
    return replace(told, answers=answers, marker=voice.plain("mail.marker"))


def _with_steps(told: Letter, tiding: Tiding, paper: Stationery) -> Letter:
    """The seller's next steps; for a customer, the way into Telegram."""
    view, voice, work = tiding.view, tiding.voice, tiding.work
    if isinstance(view, EnquiryView):
        return told
    if work.to.actor is Actor.SELLER:
        steps, note = steps_of(view.order, work, voice, paper)
        return replace(told, steps=steps, steps_note=note)
    url = paper.telegram(view.order.number) if work.to.actor is Actor.CUSTOMER else None
    if url is None:
        return told
    return replace(told, steps=(Step(voice.plain("mail.telegram"), url),))


def _stoppable(told: Letter, work: Work, because: Because, paper: Stationery) -> Letter:
    """With the way to have no more of these, where nobody is owed them."""
    bulletin = work.topic in BULLETINS
    if not bulletin and because is not Because.COPY:
        return told
    what = Unwanted.BULLETINS if bulletin else Unwanted.COPIES
    url = paper.unsubscribe(work.to, what)
    stop = None if url is None else Step(told.voice.plain(f"mail.stop.{what}"), url)
    return replace(told, stop=stop, one_click=bulletin and stop is not None)
