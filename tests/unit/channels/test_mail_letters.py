"""Letters as messages: they look as they did, and whatever people wrote stays where it belongs."""

import difflib
import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.mail import letters
from channels.mail.addresses import mailbox
from channels.mail.compose import Composer
from channels.texts import Html
from channels.texts.catalogues import LOCALES
from orders.messages import Content, Form
from orders.model import Contact
from orders.work import Topic, Work
from tests.unit.channels.gallery_mail import GOLDEN, letters_of, painted, paper
from tests.unit.channels.gallery_sms import NOW, message_of, tiding_of
from tests.unit.channels.samples import MUG, NEW, SELLER, TEXTS, TIMEZONE, Story, begin, order

VOICE = TEXTS.voice("en", TIMEZONE)
COMPOSER = Composer(paper())
TO = mailbox("olena@clay.example")
#: With all that headers could be broken by.
WRITTEN = st.text(
    st.one_of(st.sampled_from("\r\n\t\v\f\x00\x85\u2028\u2029:<>\"'&?=, "), st.characters()),
    min_size=1,
    max_size=80,
)


def sent(
    letter: letters.Letter, work: Work | None = None, number: int | None = 1043
) -> EmailMessage:
    """The message as its receiver's mail reader parses it."""
    row = work or tiding_of(NEW, Topic.CARD, SELLER, VOICE).work
    raw = COMPOSER.compose(letter, row, TO, number, NOW).as_bytes(policy=SMTP)
    parsed = email.message_from_bytes(raw, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(message: EmailMessage, kind: str) -> str:
    """One of its two parts."""
    part = message.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_look_as_they_did(locale: str) -> None:
    """Whoever changes a word sees all that it changes: `python -m tests.unit.channels.gallery_mail`."""
    before = (GOLDEN / f"mail.{locale}.txt").read_text(encoding="utf-8").splitlines()
    now = painted(locale).splitlines()
    assert list(difflib.unified_diff(before, now, "golden", "now", lineterm="", n=1)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_letter_says_the_same_twice(locale: str) -> None:
    """As text and as HTML, with a subject of one line, and nothing left to fill in."""
    for name, letter in letters_of(TEXTS.voice(locale, TIMEZONE)):
        message = sent(letter)
        assert message["Subject"] == letter.subject, name
        assert len(letter.subject) <= 120, name
        html, text = body(message, "html"), body(message, "plain")
        for step in letter.steps:
            assert step.url in text, name
            assert step.url in html, name
        assert "<b>" not in text, name
        assert "{" not in text, name
        assert letter.because in text, name
        assert f'lang="{locale}"' in html, name


@given(title=WRITTEN, name=WRITTEN, comment=WRITTEN)
def test_nothing_that_was_written_becomes_a_header(title: str, name: str, comment: str) -> None:
    """Whatever a product, a person or a comment is called, the headers are those of any letter."""
    told = tiding_of(_written(title, name, comment), Topic.CARD, SELLER, VOICE)
    message = sent(letters.letter(told, paper()))
    plain = sent(letters.letter(tiding_of(NEW, Topic.CARD, SELLER, VOICE), paper()))
    assert sorted(message.keys()) == sorted(plain.keys())
    for header, value in plain.items():
        if header not in ("Subject", "Content-Type"):
            assert message[header] == value
    assert not any(sign in message["Subject"] for sign in "\r\n\x00\x85\u2028\u2029")


@given(text=WRITTEN)
def test_what_was_written_is_text_in_html(text: str) -> None:
    """No tag of anybody's stands in a letter: the same tags as in one that says nothing."""
    told = message_of("x", SELLER, VOICE)
    assert told.message is not None
    said = replace(told.message, content=Content(Form.TEXT, f"x{text}"))
    html = COMPOSER.html(letters.letter(replace(told, message=said), paper()))
    plain = COMPOSER.html(letters.letter(told, paper()))
    assert html.replace("<br>", "").count("<") == plain.replace("<br>", "").count("<")


def test_a_letter_that_goes_out_twice_is_one() -> None:
    """Its name and its thread follow from the row; another row has another name."""
    told = tiding_of(NEW, Topic.CARD, SELLER, VOICE)
    first, again = (sent(letters.letter(told, paper()), told.work) for _ in range(2))
    other = sent(letters.letter(told, paper()), replace(told.work, id=2))
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["In-Reply-To"] == other["In-Reply-To"] == other["References"]
    assert first["Message-ID"].endswith("@orderbell.example>")


def test_a_letter_that_nobody_is_owed_can_be_stopped_with_a_click() -> None:
    """RFC 8058: both headers, and the link that they name stands in the letter; others have neither."""
    found = dict(letters_of(VOICE))
    asked = sent(found["feedback, asked by clock"])
    assert asked["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert asked["List-Unsubscribe"].strip(" <>") in body(asked, "plain")
    assert sent(found["summary"])["List-Unsubscribe"] is not None
    for name in ("new order, copy", "closing", "customer, message"):
        assert sent(found[name])["List-Unsubscribe"] is None


def test_a_line_end_of_our_own_is_refused_too() -> None:
    """The last wall: a subject that somebody forgot to clean."""
    letter = letters.Letter("Hello\r\nBcc: all@example.com", (Html("x"),), VOICE)
    message = sent(letter)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: all@example.com"


def _written(title: str, name: str, comment: str) -> Story:
    made = order(replace(MUG, title=title), comment=comment)
    return begin(replace(made, contact=Contact(name, "+380671234567", None)))
