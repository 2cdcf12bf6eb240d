"""Every letter and every page that one can meet, for the gallery. Nothing here asserts.

`python -m tests.unit.channels.gallery_mail` paints the golden letters anew.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from channels.mail import answers, letters
from channels.mail.addresses import mailbox
from channels.mail.answers import What
from channels.mail.compose import Composer
from channels.mail.letters import Letter
from channels.mail.stationery import Stationery
from channels.mail.tokens import Tokens
from channels.telegram.links import Links
from channels.texts import Voice
from channels.texts.catalogues import LOCALES
from channels.tidings import Tiding
from orders.asks import Asker
from orders.messages import Attachment, Content, Form
from orders.model import Happening
from orders.notices import Overdue
from orders.rounds import Waiting, Waits
from orders.sendings import Because
from orders.work import Kind, Topic, Work
from tests.unit.channels.gallery_sms import (
    NOW,
    OF_CUSTOMER,
    OF_SELLER,
    message_of,
    notice_of,
    tiding_of,
)
from tests.unit.channels.samples import (
    BOWL,
    CUSTOMER,
    MUG,
    NEW,
    PAID,
    QUESTION,
    SELLER,
    SENT,
    TEXTS,
    TIMEZONE,
    begin,
    order,
)

GOLDEN = Path(__file__).parent / "golden"
KEY = b"k" * 32
#: These differ only by why they came.
_SIMILAR = re.compile("new order, (?!copy|with)")


def paper(*, replies: bool = True, links: bool = True) -> Stationery:
    """With everything, or without."""
    return Stationery(
        mailbox("orders@orderbell.example"),
        Tokens(KEY),
        Links("orderbell_bot"),
        lambda text: "AbCdEfGhIjKlMnOpQrStUv",
        "Orderbell",
        "https://bell.example" if links else None,
        mailbox("replies@in.orderbell.example") if replies else None,
    )


def letters_of(voice: Voice) -> Iterator[tuple[str, Letter]]:
    """Every letter, each with the name of its situation."""
    full, bare = paper(), paper(replies=False, links=False)
    fresh = tiding_of(NEW, Topic.CARD, SELLER, voice)
    for because in Because:
        yield f"new order, {because}", _letter(replace(fresh, because=because), full)
    yield "new order, with nothing to answer or press", _letter(fresh, bare)
    yield "new order of several things", _letter(_of_many(voice), full)
    yield "customer, new order", _letter(tiding_of(NEW, Topic.CARD, CUSTOMER, voice), full)
    changed = (Happening.FEEDBACK_CHANGED, CUSTOMER)
    for to, happenings in ((SELLER, (*OF_SELLER, changed)), (CUSTOMER, OF_CUSTOMER)):
        for what, by in happenings:
            told = notice_of(SENT, what, by, to, voice)
            yield f"{to.actor}, {what} by {by.actor}", _letter(told, full)
    undone = notice_of(PAID, SENT.events[-1].what, SELLER, CUSTOMER, voice)
    yield "customer, correction", _letter(_as(undone, Topic.CORRECTION), full)
    yield "closing", _letter(tiding_of(SENT, Topic.CLOSING, SELLER, voice), full)
    for overdue in Overdue:
        told = replace(tiding_of(SENT, Topic.REMINDER, SELLER, voice), overdue=overdue)
        yield f"overdue, {overdue}", _letter(replace(told, since=NOW - timedelta(hours=2)), full)
    for asker in (Asker.CLOCK, Asker.SELLER):
        asked = replace(tiding_of(SENT, Topic.FEEDBACK, CUSTOMER, voice), asker=asker)
        yield f"feedback, asked by {asker}", _letter(asked, full)
    yield from _talk(voice, full)
    for news in What:
        yield f"answer, {news}", answers.answer(_row(news), SENT.view(), voice, full)
    asks = _row(What.UNHEARD)
    yield "answer about a question", answers.answer(asks, QUESTION, voice, full)
    waiting = Waiting(
        {Waits.CLOSING: 1, Waits.ANSWER: 1},
        ((Waits.CLOSING, PAID.order), (Waits.ANSWER, NEW.order)),
    )
    summed = replace(fresh.work, topic=Topic.DIGEST, order_number=None)
    yield "summary", letters.digest(summed, waiting, voice, NOW, full)


def painted(locale: str) -> str:
    """All of them as plain text, with their subjects."""
    composer = Composer(paper())
    voice = TEXTS.voice(locale, TIMEZONE)
    return "\n".join(
        f"=== {name}\n{letter.because}\n"
        if _SIMILAR.match(name)
        else f"=== {name}\n{letter.subject}\n\n{composer.text(letter)}"
        for name, letter in letters_of(voice)
    )


def _talk(voice: Voice, full: Stationery) -> Iterator[tuple[str, Letter]]:
    for to in (SELLER, CUSTOMER):
        said = message_of("Is it glazed inside, too?\n\nAnd <how> much does it hold?", to, voice)
        yield f"{to.actor}, message", _letter(said, full)
    assert said.message is not None
    changed = replace(said, message=replace(said.message, version=2))
    yield "customer, message that was changed", _letter(changed, full)
    photo = Content(Form.DOCUMENT, "As you wished", (), Attachment("f", "u", "sketch.pdf"))
    with_file = replace(said, message=replace(said.message, content=photo))
    yield "customer, file", _letter(with_file, full)
    waits = replace(message_of("Hello", SELLER, voice), because=Because.OUT_OF_REACH)
    yield "seller, message that Telegram brings later", _letter(waits, full)
    yield "seller, question", _letter(message_of("Hot tea?", SELLER, voice, QUESTION), full)


def _of_many(voice: Voice) -> Tiding:
    many = begin(order(MUG, *(replace(BOWL, title=f"Bowl {n}") for n in range(12))))
    return tiding_of(many, Topic.CARD, SELLER, voice)


def _letter(told: Tiding, on: Stationery) -> Letter:
    return letters.letter(_by_mail(told), on)


def _by_mail(told: Tiding) -> Tiding:
    return replace(told, work=replace(told.work, kind=Kind.MAIL))


def _as(told: Tiding, topic: Topic) -> Tiding:
    return replace(told, work=replace(told.work, topic=topic))


def _row(what: What) -> Work:
    of = answers.row(what, SELLER, 1043, NOW)
    told = _by_mail(tiding_of(SENT, Topic.ANSWER, SELLER, TEXTS.voice("en", TIMEZONE))).work
    return replace(told, details=of.details)


if __name__ == "__main__":
    for each in LOCALES:
        (GOLDEN / f"mail.{each}.txt").write_text(painted(each), encoding="utf-8")
