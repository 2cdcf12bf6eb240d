"""Letters that answer what somebody did by e-mail: a step that was taken, links asked for, an answer not passed on."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from channels.mail import letters
from channels.mail.letters import Letter
from channels.mail.stationery import Stationery
from channels.texts import Voice
from channels.texts.html import name
from orders.model import Party
from orders.ports import EnquiryView, TalkView
from orders.sendings import Because
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work

#: Of a title in a sentence, UTF-16 units.
_TITLE_UNITS = 60


class What(StrEnum):
    """What the letter answers."""

    #: The seller took a step on a page: what is possible next.
    STEP = "step"
    #: The links of an earlier letter work no more, and new ones were asked for.
    LINKS = "links"
    #: An answer had nothing in it that could be read.
    UNREADABLE = "unreadable"
    #: An answer came from an address that is not the person's.
    STRANGER = "stranger"
    #: The seller takes no messages from this customer.
    UNHEARD = "unheard"
    #: An answer was passed on, but for its files.
    FILES = "files"


#: These say where the order stands now.
_OF_STATE = frozenset({What.STEP, What.LINKS})


def row(what: What, to: Party, number: int, now: datetime) -> NewWork:
    """To be written in the transaction of what it answers; one of a kind waits at a time."""
    return NewWork(
        Kind.MAIL,
        Topic.ANSWER,
        to,
        now,
        Priority.NOTICE,
        number,
        merge_key=f"{Kind.MAIL}:{Topic.ANSWER}:{what}:{number}:{to.actor}:{to.id}",
        details={"because": Because.ASKED.value, "what": what.value},
    )


def answer(work: Work, view: TalkView, voice: Voice, paper: Stationery) -> Letter:
    """The letter of such a row."""
    what, why = What(work.details["what"]), voice.plain(f"mail.because.{work.details['because']}")
    if isinstance(view, EnquiryView):
        title = name(view.enquiry.product.title, _TITLE_UNITS)
        said = voice(f"mail.answered.{what}", about=voice("mail.about.question", title=title))
        subject = letters.question_subject(view, voice)
        return letters.answerable(
            Letter(subject, (said,), voice, why), work, view.subject.number, paper
        )
    order = view.order
    title, state = name(order.title, _TITLE_UNITS), voice.plain(f"state.{order.state}")
    about = voice("mail.about.order", number=order.number, title=title)
    said = voice(f"mail.answered.{what}", about=about, state=state)
    news = state if what in _OF_STATE else voice.plain(f"mail.what.{what}")
    told = Letter(letters.subject(order, news, voice), (said,), voice, why)
    if work.to.actor is Actor.SELLER and what in _OF_STATE:
        steps, note = letters.steps_of(order, work, voice, paper)
        told = replace(told, steps=steps, steps_note=note)
    return letters.answerable(told, work, order.number, paper)
