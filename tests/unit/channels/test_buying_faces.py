"""The buy dialogue as a customer sees it."""

from dataclasses import replace

import pytest
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from channels.telegram import buying
from channels.telegram.buttons import decode
from channels.telegram.buy_taps import BuyStep, BuyTap
from channels.telegram.faces import Face, Prompt
from channels.telegram.wire import Tap
from channels.texts.html import shown
from orders import shop
from orders.dialogues import Dialogue
from tests.unit.channels.samples import PLACED_AT, POLICY, PRODUCT, voice

ANSWERS = ("2", "Olena", "+380671234567", "Kyiv", "Blue, please")
SHOP = "Clay & Fire"


def _draft(answered: int) -> Dialogue:
    draft = shop.begin(PRODUCT, PLACED_AT, POLICY)
    for answer in ANSWERS[:answered]:
        draft = shop.answer(draft, answer)
    return draft


def _taps(face: Face | Prompt) -> list[Tap]:
    keyboard = face.keyboard
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return [decode(str(b.callback_data)) for row in keyboard.inline_keyboard for b in row]


def _ask(answered: int, name: str = "", phone: str | None = None) -> Face | Prompt:
    return buying.question(
        _draft(answered), PRODUCT, SHOP, voice(), suggested_name=name, known_phone=phone
    )


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        (0, "How many would you like?"),
        (1, "What is your name?"),
        (2, "What is your phone number?"),
        (3, "Where should it go?"),
        (4, "Anything the seller should know?"),
        (5, "Please check your request"),
    ],
)
def test_each_step_asks_its_question(answered: int, asked: str) -> None:
    """In the order of `orders.shop`, ending with the summary."""
    assert asked in shown(_ask(answered).html)


def test_the_product_is_shown_with_its_price_and_time() -> None:
    """Before anything is asked."""
    text = shown(_ask(0).html)
    for part in (
        "Clay mug",
        "from Clay & Fire",
        "Holds 300 ml.",
        "450.00\xa0UAH",
        "14 days to make",
    ):
        assert part in text
    assert BuyTap(BuyStep.QUANTITY, "5") in _taps(_ask(0))


def test_a_product_without_description_or_term_has_no_empty_lines() -> None:
    """What is not known is not shown."""
    bare = replace(PRODUCT, description="", production_days=None)
    text = shown(buying.product_card(bare, SHOP, voice()).html)
    assert "\n\n\n" not in text
    assert "🗓" not in text


def test_the_telegram_name_is_one_tap_away() -> None:
    """As a button that carries no name, and is cut to a label's length."""
    face = _ask(1, name="Олена" * 50)
    assert _taps(face)[0] == BuyTap(BuyStep.NAME)
    assert isinstance(face.keyboard, InlineKeyboardMarkup)
    assert len(face.keyboard.inline_keyboard[0][0].text) <= 40
    assert _taps(_ask(1)) == [BuyTap(BuyStep.ABANDON)]


def test_the_phone_comes_from_telegrams_own_button() -> None:
    """Which asks the person first, and goes away afterwards."""
    face = _ask(2)
    assert isinstance(face.keyboard, ReplyKeyboardMarkup)
    assert face.keyboard.keyboard[0][0].request_contact is True
    taken = buying.phone_taken("+380671234567", voice())
    assert isinstance(taken.keyboard, ReplyKeyboardRemove)
    assert "+380 67 123 4567" in taken.html


def test_a_known_phone_is_offered() -> None:
    """It is shown to its owner, and the button carries no number."""
    face = _ask(2, phone="+380671234567")
    assert _taps(face)[0] == BuyTap(BuyStep.PHONE)


def test_a_comment_may_be_skipped() -> None:
    """Nobody has to have wishes."""
    assert _taps(_ask(4))[0] == BuyTap(BuyStep.COMMENT)


def test_the_summary_repeats_every_answer_and_the_total() -> None:
    """What is sent is what was read."""
    text = shown(_ask(5).html)
    for part in (
        "2 × Clay mug",
        "900.00\xa0UAH",
        "Olena",
        "+380 67 123 4567",
        "Kyiv",
        "Blue, please",
    ):
        assert part in text
    assert _taps(_ask(5)) == [
        BuyTap(BuyStep.SUBMIT),
        BuyTap(BuyStep.CHANGE),
        BuyTap(BuyStep.ABANDON),
    ]


def test_a_skipped_comment_leaves_no_trace() -> None:
    """No empty quotation."""
    draft = shop.answer(_draft(4), "")
    assert "blockquote" not in buying.summary(draft, PRODUCT, SHOP, voice()).html


def test_a_changed_price_is_said() -> None:
    """At the end, next to Submit."""
    face = buying.summary(_draft(5), PRODUCT, SHOP, voice(), price_changed=True)
    assert shown(face.html).splitlines()[-1].startswith("⚠️ The price has changed")


def test_every_answer_can_be_changed() -> None:
    """One button for each question, and the way back to the summary."""
    taps = _taps(buying.choose_change(_draft(5), PRODUCT, SHOP, voice()))
    assert taps == [*(BuyTap(BuyStep.CHANGE, q) for q in shop.QUESTIONS), BuyTap(BuyStep.KEEP)]


def test_a_half_made_draft_is_offered_again() -> None:
    """Go on with it, begin this product afresh, or stop."""
    face = buying.offer_draft("Bowl", PRODUCT.code, voice())
    assert "“Bowl”" in face.html
    assert _taps(face) == [
        BuyTap(BuyStep.RESUME),
        BuyTap(BuyStep.RESTART, PRODUCT.code),
        BuyTap(BuyStep.ABANDON),
    ]


@pytest.mark.parametrize("answered", [0, 1, 3, 4, 5])
def test_every_step_can_be_left(answered: int) -> None:
    """A button always gets out of a dialogue; where there can be none, /cancel is named."""
    assert BuyTap(BuyStep.ABANDON) in _taps(_ask(answered))
    assert "/cancel" in _ask(2).html
