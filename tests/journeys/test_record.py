"""The customer's record: what the alert says, what stands under Customer, and what is copied by a tap."""

from orders.states import Actor
from tests.journeys.scenes import both, taps
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

WHO = {"ref": "c-1", "name": "Olena Koval", "phone": "+380671234567"}


async def ends(town: Town, number: int, *actions: str, seller: str = "clay") -> None:
    """Let the marketplace act for the seller."""
    for action in actions:
        reason = {"reason": "not_paid"} if action == "cancel" else {}
        reply = await town.shop.caller.acts(number, action, seller, **reason)
        assert reply.status == 200


async def test_the_alert_counts_here_and_in_all(town: Town) -> None:
    """Orders with this shop, then what ended anywhere; nothing tells which other shop it was."""
    olena = await town.seller()
    await town.seller("Ivan Franko", "wood", "Wood & Son")
    one = await town.shop.places(customer=WHO)
    await ends(town, one.number, "approve", "mark_paid", "close")
    other = await town.shop.places("wood", customer=WHO)
    await ends(town, other.number, "cancel", seller="wood")
    last = await town.shop.places(customer=WHO)
    await town.settles()
    card = await town.card(last.number, Actor.SELLER, olena)
    assert "1 earlier order with you · 1 closed · in all 1 closed, 1 cancelled" in read(card)
    await taps(town, olena, "Customer")
    assert "With you: 2 orders · 1 closed\nIn all: 3 orders · 1 closed · 1 cancelled" in read(card)
    assert "Wood" not in read(card)
    assert str(other.number) not in read(card)


async def test_phone_and_address_are_copied_by_one_tap(town: Town) -> None:
    """As they are dialled, and as they were given, signs of HTML and all."""
    olena = await town.seller()
    where = "Lviv, <b>Rynok</b> & 1"
    placed = await town.shop.places(shipping_address=where)
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    await taps(town, olena, "Customer")
    assert where in read(card)
    found = {b.plain: b.copy_text for row in card.buttons for b in row if b.copy_text}
    assert list(found.values()) == ["+380501234567", where]
    await taps(town, olena, "Back")
    assert f"New order #{placed.number}" in read(card)


async def test_an_address_too_long_for_a_button_is_copied_from_the_page(town: Town) -> None:
    """No button then: the address is one that Telegram copies when it is touched."""
    olena = await town.seller()
    where = "Lviv, " + "🏠" * 126
    placed = await town.shop.places(shipping_address=where)
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    await taps(town, olena, "Customer")
    assert card.button("Copy address") is None
    assert where in read(card)


async def test_how_a_customer_is_reached(town: Town) -> None:
    """By Telegram once they are there; not any more once they block the bot."""
    olena, taras, placed = await both(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Customer", on=card)).answered()
    await town.settles()
    assert "I reach them by Telegram" in read(card)
    taras.blocks_bot()
    await taps(town, olena, "Back", "Approve")
    await town.passes(11 * SECOND)
    await (await olena.taps("Customer", on=card)).answered()
    await town.settles()
    assert "blocked the bot" in read(card)
