"""A seller without Telegram and phone works orders by e-mail alone: letters, pages, answers."""

import pytest

from simulator.post.letters import Letter
from simulator.post.mailboxes import Mailbox
from tests.journeys.town import MAIL_FROM, Town

PHONES = True
ONE_WAY = True
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

SELLER = "olena@clay.example"


async def shop_by_mail(town: Town, address: str = SELLER, locale: str = "en") -> Mailbox:
    """A seller who has nothing but e-mail."""
    await town.shop.adds_seller(phone=None, email=address, locale=locale)
    return town.world.mailbox(address)


def plain(letter: Letter) -> str:
    """Its text, every space the same."""
    return letter.text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_new_order_comes_as_a_letter(town: Town) -> None:
    """Number, state, title and amount in the subject; whom to contact, and where it goes, in the letter."""
    box = await shop_by_mail(town)
    placed = await town.shop.places()
    await town.settles()
    [letter] = box.letters
    assert letter.subject.replace("\u00a0", " ") == (
        f"Order #{placed.number}: new – Clay mug, 900.00 UAH"
    )
    assert letter.sender == MAIL_FROM
    said = plain(letter)
    for words in ("Olena Koval", "+380 50 123 4567", "Kyiv, Khreshchatyk 1", "> Blue, please"):
        assert words in said
    assert "because you are not connected in Telegram" in said
    assert letter.header("Auto-Submitted") == "auto-generated"
    assert letter.header("List-Unsubscribe") == ""
