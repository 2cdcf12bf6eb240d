"""What other programs read of an order's history: values, never how an event keeps them."""

from datetime import UTC, datetime

import pytest

from handlers.http.event_answers import event
from orders.amount_requests import ABOUT_REQUESTS
from orders.amounts import ABOUT_AMOUNTS, Change
from orders.complaints import ABOUT_COMPLAINTS, ComplaintType, event_text
from orders.delays import ABOUT_DELAYS
from orders.model import Event, Happening
from orders.money import Money
from orders.ratings import OPINIONS, Opinion
from tests.unit.channels.samples import NEW, SELLER

AT = datetime(2026, 12, 9, 21, 59, 59, tzinfo=UTC)
WORDS = "First 5 4\nthen <b>7</b> 450.00 UAH"


def _answer(what: Happening, text: str) -> dict[str, object]:
    order = NEW.order
    told = event(
        Event(order.number, 2, what, SELLER, AT, order.state, "t:1", text=text), NEW.view()
    )
    return {k: v for k, v in told.items() if k in NOTHING}


NOTHING = {"text": "", "amount": None, "until": None, "stars": None, "complaint": None}


@pytest.mark.parametrize("what", sorted(ABOUT_AMOUNTS | ABOUT_REQUESTS))
@pytest.mark.parametrize(("who", "words"), [("", ""), ("Ada M.", WORDS), ("", WORDS)])
def test_an_amount_is_two_amounts(what: Happening, who: str, words: str) -> None:
    """Decimals with their currency, who decided, and the words alone."""
    change = Change(Money(90_000, "UAH"), Money(85_000, "UAH"), words, who)
    before, after = ({"amount": a, "currency": "UAH"} for a in ("900.00", "850.00"))
    amount = {"before": before, "after": after, "decided_by": who or None}
    assert _answer(what, change.text) == {**NOTHING, "text": words, "amount": amount}


@pytest.mark.parametrize("what", sorted(ABOUT_DELAYS))
@pytest.mark.parametrize("words", ["", WORDS])
def test_a_delay_is_a_moment(what: Happening, words: str) -> None:
    """The end of the day that it names, and the words alone."""
    text = AT.isoformat() + (f"\n{words}" if words else "")
    assert _answer(what, text) == {**NOTHING, "text": words, "until": AT}


@pytest.mark.parametrize("what", sorted(ABOUT_COMPLAINTS))
@pytest.mark.parametrize("words", ["", WORDS])
def test_a_complaint_is_its_type(what: Happening, words: str) -> None:
    """Without the number of its row."""
    text = event_text(ComplaintType.OTHER, 17, words)
    assert _answer(what, text) == {**NOTHING, "text": words, "complaint": "other"}


@pytest.mark.parametrize("what", sorted(OPINIONS))
@pytest.mark.parametrize("words", ["", WORDS])
def test_an_opinion_is_its_stars(what: Happening, words: str) -> None:
    """For the product and for the seller."""
    told = _answer(what, Opinion(5, 4, words).text)
    assert told == {**NOTHING, "text": words, "stars": {"product": 5, "seller": 4}}


def test_words_stay_words() -> None:
    """Whatever they look like."""
    assert _answer(Happening.CANCELLED, WORDS) == {**NOTHING, "text": WORDS}
