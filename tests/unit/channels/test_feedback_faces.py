"""Feedback under cards and in messages: which button when, and that the longest words fit."""

from dataclasses import replace

import pytest
from telegram import InlineKeyboardButton

from channels.telegram import feedback
from channels.telegram.buttons import decode
from channels.telegram.faces import MAX_TEXT, Face
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.texts.html import shown, units
from orders.model import Event, Happening
from orders.ratings import MAX_FEEDBACK, Feedback, Opinion, Rating
from tests.unit.channels.gallery_feedback import SHORT, happened, judged
from tests.unit.channels.samples import (
    CLOSED,
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    NEW,
    PAID,
    POLICY,
    SELLER,
    SENT,
    Story,
    voice,
)

GOT, BEGIN = FeedbackStep.GOT, FeedbackStep.BEGIN
REMIND, ANSWER = FeedbackStep.REMIND, FeedbackStep.ANSWER
PAID_AND_HERE = happened(PAID, Happening.RECEIVED)[0]
SENT_AND_HERE = happened(SENT, Happening.RECEIVED)[0]
GIVEN, DONE = judged(SHORT), judged(SHORT, "Thank you!")


def step_of(buttons: list[InlineKeyboardButton]) -> FeedbackStep | None:
    """What the button does; there is at most one."""
    if not buttons:
        return None
    [only] = buttons
    assert isinstance(only.callback_data, str)
    tap = decode(only.callback_data)
    assert isinstance(tap, FeedbackTap)
    return tap.step


@pytest.mark.parametrize(
    ("story", "known", "customers", "sellers"),
    [
        (NEW, None, None, None),
        (CONFIRMED, None, None, None),
        (PAID, None, GOT, None),
        (PAID_AND_HERE, None, BEGIN, REMIND),
        (SENT, None, GOT, REMIND),
        (SENT_AND_HERE, None, BEGIN, REMIND),
        (SENT_AND_HERE, GIVEN, None, ANSWER),
        (CLOSED, None, BEGIN, REMIND),
        (CLOSED, GIVEN, None, ANSWER),
        (CLOSED, DONE, None, None),
        (ENDINGS["cancelled by customer"], None, None, None),
        (ENDINGS["voided"], None, None, None),
        (ENDINGS["voided"], GIVEN, None, None),
        # The customer was told of a cancellation: only they themselves come back to it.
        (ENDINGS["restored"], None, BEGIN, None),
    ],
)
def test_which_button_a_card_has(
    story: Story,
    known: Feedback | None,
    customers: FeedbackStep | None,
    sellers: FeedbackStep | None,
) -> None:
    """One for each side, or none."""
    order, events = story.order, story.events
    assert step_of(feedback.customers(order, events, known, voice())) is customers
    assert step_of(feedback.sellers(order, events, known, voice())) is sellers


def test_a_rating_is_read_aloud_in_each_language() -> None:
    """With the plural and the decimal sign of the language; nothing where there is none."""
    assert feedback.rating(Rating(), voice()) == ""
    assert feedback.rating(Rating(1, 5, 5), voice()) == "⭐ 5 · 1 feedback"
    assert feedback.rating(Rating(12, 0, 57), voice()) == "⭐ 4.8 · 12 feedbacks"
    for count, words in ((1, "1 відгук"), (3, "3 відгуки"), (12, "12 відгуків"), (21, "21 відгук")):
        assert feedback.rating(Rating(count, 0, 5 * count), voice("uk")) == f"⭐ 5 · {words}"
    assert "4,8" in feedback.rating(Rating(12, 0, 57), voice("uk"))


@pytest.mark.parametrize("sign", ["x", "&", "<", "ї", "👩🏽‍🎨", "\n"])
def test_the_longest_words_fit_every_message(sign: str) -> None:
    """Of signs that take the most room, in both languages."""
    words = ("x" + sign * MAX_FEEDBACK)[: MAX_FEEDBACK - 1] + "x"
    opinion = Opinion(1, 5, words)
    known = judged(opinion, words)
    view, now = replace(CLOSED.view(), feedback=known), CLOSED.now
    said = {Happening.FEEDBACK_CHANGED: opinion.text, Happening.FEEDBACK_ANSWERED: words}
    faces = []
    for locale in ("en", "uk"):
        speak = voice(locale)
        faces += [
            feedback.given(view, known, POLICY, speak, now),
            feedback.ask_comment(view, opinion, speak, typed=True),
        ]
        for what, text in said.items():
            to = CUSTOMER if what is Happening.FEEDBACK_ANSWERED else SELLER
            event = Event(1043, 9, what, SELLER, now, view.order.state, "t:9", text=text)
            faces.append(feedback.told(view, event, to, speak))
    assert all(fits(face) for face in faces)


def fits(face: Face) -> bool:
    """Whether Telegram takes it."""
    return 0 < units(shown(face.html)) <= MAX_TEXT
