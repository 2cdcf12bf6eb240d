"""The new-order alert: it rings once and has everything that the first call to the customer needs."""

from datetime import timedelta

import pytest

from orders.states import Actor
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True

CUSTOMER = {
    "ref": "c-7",
    "name": "Taras Shevchuk",
    "phone": "+380671112233",
    "email": "taras@example.com",
    "registered_at": "2024-03-01T10:00:00Z",
}
ITEMS = [
    {"title": "Clay mug", "quantity": 2, "price": {"amount": "450.00", "currency": "UAH"}},
    {"title": "Tea bowl", "quantity": 1, "price": {"amount": "320.50", "currency": "UAH"}},
]
ENGLISH = (
    "🔔 New order #1001",
    "Placed 22 Nov, 12:00",
    "2 × Clay mug — 900.00 UAH",
    "1 × Tea bowl — 320.50 UAH",
    "Total: 1,220.50 UAH",
    "Taras Shevchuk",
    "+380 67 111 2233",
    "taras@example.com",
    "First order with you",
    "registered in March 2024",
    "Kyiv, Khreshchatyk 1",
    "Blue, please",
    "Ready by 2 Dec (10 days to make)",
    "Closes by itself on 16 Dec",
)
UKRAINIAN = (
    "🔔 Нове замовлення №1001",
    "22 листопада, 12:00",
    "2 × Clay mug — 900,00 ₴",
    "Разом: 1 220,50 ₴",
    "Taras Shevchuk",
    "+380 67 111 2233",
    "Перше замовлення у вас",
    "Kyiv, Khreshchatyk 1",
    "Blue, please",
    "Має бути готове до 2 грудня (10 днів на виготовлення)",
    "Закриється автоматично 16 грудня",
)


@pytest.mark.parametrize(("language", "wanted"), [("en", ENGLISH), ("uk", UKRAINIAN)])
async def test_the_alert_has_everything(town: Town, language: str, wanted: tuple[str, ...]) -> None:
    """Name, phone, past orders, items, amount, address, comment, term and auto-close, in one card."""
    olena = await town.seller(language=language)
    rings = olena.rings
    await town.shop.places(customer=CUSTOMER, items=ITEMS)
    alert = await olena.sees("1001")
    assert [line for line in wanted if line not in read(alert)] == []
    assert "<code>+380" in alert.html, "one tap copies the phone"
    await town.settles()
    assert olena.rings == rings + 1


async def test_the_alert_is_the_card(town: Town) -> None:
    """The message that rang is the one that changes afterwards; no second one comes."""
    olena = await town.seller()
    placed = await town.shop.places()
    alert = await olena.sees("New order")
    before = len(olena.messages)
    await olena.taps("Approve")
    await olena.sees("Confirmed")
    assert await town.card(placed.number, Actor.SELLER, olena) is alert
    assert len(olena.messages) == before


async def test_the_alert_counts_the_customers_earlier_orders(town: Town) -> None:
    """What became of the orders before this one, with this seller."""
    olena = await town.seller()
    first = await town.shop.places(customer=CUSTOMER)
    await town.shop.caller.acts(first.number, "approve", "clay")
    await town.shop.caller.acts(first.number, "mark_paid", "clay")
    await town.shop.caller.acts(first.number, "close", "clay")
    second = await town.shop.places(customer=CUSTOMER)
    await town.shop.caller.acts(second.number, "cancel", "clay", reason="not_paid")
    third = await town.shop.places(customer=CUSTOMER)
    alert = await olena.sees(f"New order #{third.number}")
    assert "2 earlier orders with you · 1 closed · 1 cancelled" in alert.text


async def test_an_order_without_a_term_closes_two_weeks_after_it_was_placed(town: Town) -> None:
    """No production term: nothing is said of one."""
    olena = await town.seller()
    await town.shop.places(production_days=None, comment="")
    alert = await olena.sees("New order")
    assert "Ready by" not in alert.text
    assert "Closes by itself on 6 Dec" in alert.text


async def test_the_alert_names_days_where_the_seller_lives(town: Town) -> None:
    """The seller's time zone decides which day it is."""
    await town.passes(timedelta(hours=13))
    olena = await town.seller()
    await town.shop.places(production_days=None)
    assert "Placed 23 Nov, 01:00" in (await olena.sees("New order")).text


async def test_ten_orders_ring_ten_times(town: Town) -> None:
    """No alert swallows another."""
    olena = await town.seller()
    rings = olena.rings
    numbers = [(await town.shop.places()).number for _ in range(10)]
    await town.settles()
    for number in numbers:
        await olena.sees(f"New order #{number}\n")
    assert olena.rings == rings + 10


async def test_the_alert_comes_after_the_service_was_away(town: Town) -> None:
    """An order that was taken is rung as soon as somebody can ring, days later if need be."""
    olena = await town.seller()
    town.world.telegram.faults.cut("sendMessage", times=None)
    placed = await town.shop.places()
    await town.closes()
    town.world.telegram.faults.clear()
    town.clock.passes(3 * DAY)
    await town.opens()
    await olena.sees(f"New order #{placed.number}")
