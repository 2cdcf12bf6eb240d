"""A seller's ready-made replies: three placeholders and nothing else, twenty of them, theirs alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import replies
from orders.errors import BadValue, NotYours, UnknownParty
from orders.model import Party
from orders.states import Actor
from orders.templates import (
    MAX_TEMPLATES,
    MAX_TEXT,
    MAX_TITLE,
    Template,
    filled,
    fitting,
    text_of,
    title_of,
)
from tests.unit.orders.office import Shop, open_shop

ANNA, BORYS = Party(Actor.SELLER, 1), Party(Actor.SELLER, 2)
BUYER = Party(Actor.CUSTOMER, 1)
VALUES = {"customer": "{amount} %s {0}", "number": "1001", "amount": "90.00 €"}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop with two sellers."""
    async with open_shop(tmp_path) as opened:
        yield opened


def test_the_three_placeholders_are_filled_in_once() -> None:
    """What was put in is not looked through again: a customer's name may hold anything."""
    text = "{customer}: {number}, {amount}; {{number}} {number.x} {0} {} { %s"
    assert filled(text, VALUES) == ("{amount} %s {0}: 1001, 90.00 €; {1001} {number.x} {0} {} { %s")


def test_a_reply_is_found_by_its_words() -> None:
    """All of them, anywhere, in either case; nothing typed finds everything."""
    one = Template(1, "On its way", "Parcel #{number} left")
    for words in ("", "  ", "WAY", "parcel on"):
        assert fitting(one, words)
    for words in ("ways", "way home"):
        assert not fitting(one, words)


@given(st.text().filter(lambda text: "{" not in text))
def test_a_text_without_braces_stays_as_it_is(text: str) -> None:
    """Whatever else stands in it."""
    assert filled(text, VALUES) == text


@pytest.mark.parametrize("text", ["{name}", "{}", "{ number }", "{number.real}", "{0}", "{a\nb}"])
def test_a_placeholder_that_nobody_fills_in_is_refused(text: str) -> None:
    """Rather than sent to a customer as it stands."""
    with pytest.raises(BadValue, match=r"^reply_text: unknown_placeholder$"):
        text_of(f"Hello {text}!")


@pytest.mark.parametrize(
    ("title", "why"),
    [("x" * (MAX_TITLE + 1), "too_long"), ("\n", "empty"), ("\u200b", "empty")],
)
def test_a_title_fits_a_button(title: str, why: str) -> None:
    """One line, at most forty characters, something to see."""
    with pytest.raises(BadValue, match=f"^reply_title: {why}"):
        title_of(title)
    assert title_of(" On\nits way ") == "On its way"


async def test_a_seller_keeps_twenty(shop: Shop) -> None:
    """The next is refused and changes nothing; a known title still takes another text."""
    for n in range(MAX_TEMPLATES):
        await replies.check_room(shop.office, ANNA)
        await replies.keep(shop.office, ANNA, f"Title {n}", "x" * MAX_TEXT)
    with pytest.raises(BadValue, match=r"^replies: too_many"):
        await replies.check_room(shop.office, ANNA)
    with pytest.raises(BadValue, match=r"^replies: too_many"):
        await replies.keep(shop.office, ANNA, "One more", "x")
    await replies.keep(shop.office, ANNA, "Title 3", "New")
    kept = await replies.own(shop.office, ANNA)
    assert len(kept) == MAX_TEMPLATES
    assert kept[3].text == "New"
    assert await replies.own(shop.office, BORYS) == []
    await replies.drop(shop.office, BORYS, kept[0].id)
    assert len(await replies.own(shop.office, ANNA)) == MAX_TEMPLATES


async def test_only_a_seller_has_replies(shop: Shop) -> None:
    """A customer has none to keep or to drop."""
    with pytest.raises(UnknownParty):
        await replies.keep(shop.office, BUYER, "Hello", "x")
    with pytest.raises(UnknownParty):
        await replies.drop(shop.office, BUYER, 1)


async def test_a_reply_is_a_message_of_the_orders_seller_said_once(shop: Shop) -> None:
    """The same intention again is the same message, whatever it would say; nobody else says any."""
    number = (await shop.places()).order.number
    first, again = [
        await replies.say(shop.office, number, ANNA, text, request_id="r", speaker=7)
        for text in ("Hello", "Goodbye")
    ]
    assert first == again
    assert (first.by, first.content.text) == (ANNA, "Hello")
    for by in (BORYS, BUYER):
        with pytest.raises(NotYours):
            await replies.say(shop.office, number, by, "Hello", request_id="s", speaker=8)
