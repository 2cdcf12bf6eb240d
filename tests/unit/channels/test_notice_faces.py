"""Notices, corrections and alarms as their receivers read them."""

from datetime import timedelta

import pytest
from telegram import InlineKeyboardMarkup

from channels.telegram import notices
from channels.telegram.buttons import decode
from channels.telegram.card_taps import OpenTap, ReviveTap
from channels.telegram.faces import Face
from channels.texts.html import shown
from orders.model import CancelReason, Party
from orders.states import TRANSITIONS, Action, Actor
from tests.unit.channels.samples import (
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    NEW,
    PAID,
    PARTIES,
    SELLER,
    SENT,
    Story,
    voice,
)


def _told(story: Story, to: Party, locale: str = "en") -> str:
    face = notices.notice(story.view(), story.events[-1], to, voice(locale), story.now)
    return shown(face.html)


def _only(face: Face) -> str:
    assert isinstance(face.keyboard, InlineKeyboardMarkup)
    ((button,),) = face.keyboard.inline_keyboard
    return str(button.callback_data)


@pytest.mark.parametrize("locale", ["en", "uk"])
def test_whoever_the_table_tells_has_words_for_it(locale: str) -> None:
    """Every row of the table that tells somebody can be told, to each of them."""
    for step in TRANSITIONS:
        story = NEW.with_order(state=step.source, auto_close_at=NEW.now)
        after = story.then(step.action, step.actor, CancelReason.NOT_PAID)
        for actor in step.tells:
            assert "#1043" in _told(after, PARTIES[actor], "en")
            assert "Clay mug" in _told(after, PARTIES[actor], locale)


def test_a_customer_hears_what_happened() -> None:
    """Number, title, and what it means."""
    said = _told(PAID, CUSTOMER)
    assert said == (
        "💰 Your order #1043 “Clay mug” is marked as paid: the payment came or is agreed."
    )


def test_a_reason_is_told_with_the_notice() -> None:
    """In the customer's words, or in the seller's own where they wrote them."""
    story = CONFIRMED.then(Action.CANCEL, reason=CancelReason.CANNOT_MAKE)
    assert _told(story, CUSTOMER).endswith("Reason: out of stock, or it cannot be made.")
    typed = CONFIRMED.then(Action.CANCEL, reason=CancelReason.OTHER, text="The <kiln> broke.")
    assert _told(typed, CUSTOMER).endswith("Reason: The <kiln> broke.")


def test_the_seller_hears_who_cancelled() -> None:
    """By name, and that there is nothing to do."""
    said = _told(ENDINGS["cancelled by customer"], SELLER)
    assert said == "✖️ Olena Koval cancelled order #1043 “Clay mug”. Nothing to do."


def test_closing_by_the_clock_is_explained_to_the_seller() -> None:
    """That it counts as a sale, what that costs, and what to do if it was none."""
    said = _told(ENDINGS["expired"], SELLER)
    for part in ("closed by itself", "by 20 Dec", "the fee is due", "write to the administration"):
        assert part in said


def test_a_correction_says_what_was_wrong_and_what_is_true() -> None:
    """The step that was taken back, and the state the order has again."""
    undone = PAID.then(Action.UNDO, after=timedelta(seconds=30))
    face = notices.correction(undone.view(), PAID.events[-1], CUSTOMER, voice())
    assert shown(face.html) == (
        "↩️ A correction: your order #1043 “Clay mug” was marked as paid by mistake. "
        "It is again: Confirmed."
    )


def test_every_step_that_can_be_taken_back_can_be_corrected() -> None:
    """A seller's every step has its words in a correction."""
    for story in (CONFIRMED, PAID, SENT, ENDINGS["closed"], ENDINGS["cancelled: fraud"]):
        undone = story.then(Action.UNDO, after=timedelta(seconds=30))
        face = notices.correction(undone.view(), story.events[-1], CUSTOMER, voice("uk"))
        assert "помилково" in face.html


def test_a_notice_opens_its_order() -> None:
    """The live card may be far above."""
    face = notices.notice(PAID.view(), PAID.events[-1], CUSTOMER, voice(), PAID.now)
    assert decode(_only(face)) == OpenTap(1043)


def test_an_alarm_names_what_whom_and_why_and_can_try_again() -> None:
    """All that the administration needs, without looking anything up."""
    details = {
        "what": "dead",
        "topic": "card",
        "to": "seller",
        "person": "Глина <&> вогонь",
        "attempts": "12",
        "error": "our defect: can't parse entities",
        "work_id": "55",
    }
    face = notices.alarm(details, 1043, voice())
    for part in ("#1043", "the order’s card", "the seller", "Глина <&> вогонь", "12", "our defect"):
        assert part in shown(face.html)
    assert decode(_only(face)) == ReviveTap(55)


def test_a_person_out_of_reach_is_no_row_to_try_again() -> None:
    """There is no button: messages go out again when the person comes back."""
    face = notices.alarm({"what": "unreachable", "to": "seller", "work_id": "55"}, 1043, voice())
    assert face.keyboard is None
    assert "can’t be reached" in face.html


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"what": "dead", "work_id": "-1"},
        {"what": "dead", "work_id": "٧"},
        {"what": "dead", "work_id": "0"},
        {"what": "dead", "work_id": "9" * 5_000},
        {"what": "strange", "topic": "unheard of", "to": "<nobody>", "error": "x" * 10_000},
    ],
)
def test_an_alarm_never_fails_itself(details: dict[str, str]) -> None:
    """Whatever a row carries, the administration hears of it."""
    face = notices.alarm(details, None, voice("uk"))
    assert len(face.html) < 2_000
    assert face.keyboard is None
    assert Actor.SELLER not in face.html
