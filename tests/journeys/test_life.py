"""The whole life of an order, by buttons."""

from orders.states import Actor
from tests.journeys.town import SECOND, Town


async def test_an_order_rings_once_and_is_worked_to_its_end(town: Town) -> None:
    """From the call of the marketplace to the fee, with five taps, everybody seeing each step."""
    olena = await town.seller()
    rings = olena.rings
    placed = await town.shop.places()
    await olena.sees(f"New order #{placed.number}")
    taras = await town.customer(placed)
    for label, toast, state in (
        ("Approve", "Approved.", "Confirmed"),
        ("Mark as paid", "Marked as paid.", "Paid"),
        ("Mark as sent", "Marked as sent.", "Sent"),
        ("Close order", "Closed.", "Closed"),
    ):
        answer = await (await olena.taps(label)).answered()
        assert answer.text.startswith(toast)
        await olena.sees(f"Order #{placed.number} · {state}")
        await taras.sees(f"Order #{placed.number} · {state}")
        await town.passes(10 * SECOND)
    assert olena.rings == rings + 1
    assert taras.rings == 4
    assert town.events(placed.number) == [
        "placed", "approved", "marked_paid", "marked_sent", "closed",
    ]  # fmt: skip
    assert town.fee(placed.number) == "sale"
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Closed by you." in card.text
