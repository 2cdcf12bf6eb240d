"""Lists show whose orders they are, newest first, with totals; a search takes its text literally."""

from dataclasses import replace

import pytest

from orders.model import Contact, Item, Order, Party, Record
from orders.money import Money
from orders.notes import Note
from orders.states import Actor, State
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW


async def _orders(store: SqlStore, count: int) -> list[Order]:
    known, buyer = await examples.shop(store)
    return [
        await examples.order(store, seller_id=known.id, customer_id=buyer.id) for _ in range(count)
    ]


async def test_a_partys_orders_come_newest_first_in_pages(store: SqlStore) -> None:
    """A page holds `limit` lines; the total counts all pages, also past the end."""
    orders = await _orders(store, 5)
    await examples.order(store)
    seller = Party(Actor.SELLER, orders[0].seller_id)
    async with store.read() as uow:
        first = await uow.orders.of_party(seller, None, offset=0, limit=2)
        last = await uow.orders.of_party(seller, None, offset=4, limit=2)
        beyond = await uow.orders.of_party(seller, None, offset=6, limit=2)
        everyone = await uow.orders.of_party(
            Party(Actor.ADMINISTRATION, 7), None, offset=0, limit=9
        )
    newest = [o.number for o in reversed(orders)]
    assert [line.number for line in first.lines] == newest[:2]
    assert [line.number for line in last.lines] == newest[4:]
    assert (first.total, last.total, beyond.total) == (5, 5, 5)
    assert beyond.lines == ()
    assert everyone.total == 6


async def test_a_line_says_what_the_order_is_about(store: SqlStore) -> None:
    """State, first title, how many more, whose it is, how much, since when."""
    order = await examples.order(store)
    async with store.read() as uow:
        customer = Party(Actor.CUSTOMER, order.customer_id)
        (line,) = (await uow.orders.of_party(customer, State.NEW, offset=0, limit=6)).lines
    assert (line.number, line.state, line.title) == (order.number, State.NEW, "Mug")
    assert (line.more_items, line.customer_name, line.seller_name) == (1, "Bohdan", "Anna")
    assert (line.amount, line.placed_at) == (Money(99900, "UAH"), NOW)


async def test_tabs_count_and_filter_by_state(store: SqlStore) -> None:
    """A tab's number is the total of its list; empty tabs are left out."""
    orders = await _orders(store, 3)
    async with store.write() as uow:
        await uow.orders.save(*examples.approved(orders[1]))
    seller = Party(Actor.SELLER, orders[0].seller_id)
    async with store.read() as uow:
        assert await uow.orders.counts(seller) == {State.NEW: 2, State.CONFIRMED: 1}
        confirmed = await uow.orders.of_party(seller, State.CONFIRMED, offset=0, limit=6)
        assert [line.number for line in confirmed.lines] == [orders[1].number]
        nobody = Party(Actor.SELLER, 999)
        assert await uow.orders.counts(nobody) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("чашка", {1}), ("ЧАШКА", {1}), ("50% off", {2}), ("%", {2}), ("_", {3}), ("a_b", {3}),
        ("aXb", set()), ("+38067", {1, 2, 3}), ("олена", {2}), ("1001", {1}), ("10", {1, 2, 3}),
        ("02", {2}), ("00", set()), ("0" * 12, set()), ("1" * 13, set()),
        ("\\", {3}), ("'", {3}), ("second", {1}), ("🧶", {2}), ("100\x1f", set()),
    ],
)  # fmt: skip
async def test_find_takes_the_text_literally_and_ignores_case(
    store: SqlStore, text: str, found: set[int]
) -> None:
    """Number, customer, phone and titles are searched; `%` and `_` mean themselves."""
    known, buyer = await examples.shop(store)
    phone = "+380671234567"
    money = Money(1, "UAH")
    for name, title in (("Богдан", "Чашка"), ("Олена", "Mug 50% off 🧶"), ("O'Hara", "a_b\\c")):
        items = (Item(title, 1, money), *([Item("Second", 1, money)] if title == "Чашка" else []))
        await examples.order(
            store,
            seller_id=known.id,
            customer_id=buyer.id,
            contact=Contact(name, phone, None),
            items=items,
        )
    stranger = await examples.order(store, contact=Contact("Богдан Олена %_", phone, None))
    async with store.read() as uow:
        page = await uow.orders.find(known.id, text, offset=0, limit=10)
        theirs = await uow.orders.find(stranger.seller_id, "1001", offset=0, limit=10)
    assert {line.number - 1000 for line in page.lines} == found
    assert page.total == len(found)
    assert theirs.total == 0


async def test_find_looks_into_the_sellers_own_notes(store: SqlStore) -> None:
    """Literally and without regard to case; a note that was changed or dropped is found no more."""
    known, buyer = await examples.shop(store)
    other, _ = await examples.shop(store, "other")
    ours = await examples.order(store, seller_id=known.id, customer_id=buyer.id)
    theirs = await examples.order(store, seller_id=other.id, customer_id=buyer.id)

    async def found(text: str, seller_id: int = known.id) -> list[int]:
        async with store.read() as uow:
            page = await uow.orders.find(seller_id, text, offset=0, limit=9)
        assert page.total == len(page.lines)
        return [line.number for line in page.lines]

    async with store.write() as uow:
        await uow.notes.put(Note(ours.number, known.id, "Завдаток 50%_\nПЕРЕДЗВОНИТИ", NOW))
        await uow.notes.put(Note(theirs.number, other.id, "Передзвонити", NOW))
    assert await found("передзвонити") == [ours.number]
    assert await found("Передзвонити", other.id) == [theirs.number]
    assert await found("50%_") == [ours.number]
    assert await found("50_") == []
    async with store.write() as uow:
        await uow.notes.put(Note(ours.number, known.id, "Paid", NOW))
    assert await found("передзвонити") == []
    assert await found("PAID") == [ours.number]
    async with store.write() as uow:
        await uow.notes.drop(Note(ours.number, known.id, "", NOW))
    assert await found("paid") == []


async def test_a_view_holds_the_people_and_the_customers_earlier_orders(store: SqlStore) -> None:
    """The record counts what came before this order, at any seller."""
    known, buyer = await examples.shop(store)
    other, _ = await examples.shop(store, "other")
    ours = {"seller_id": known.id, "customer_id": buyer.id}
    early = await examples.order(store, **ours, placed_at=NOW - 30 * DAY)
    elsewhere = await examples.order(store, seller_id=other.id, customer_id=buyer.id)
    this = await examples.order(store, **ours)
    await examples.order(store, **ours)
    async with store.write() as uow:
        for order, state in ((early, State.CLOSED), (elsewhere, State.CANCELLED)):
            after, event = examples.approved(order)
            await uow.orders.save(replace(after, state=state), event)
    async with store.read() as uow:
        view = await uow.orders.view(this.number)
        first = await uow.orders.view(early.number)
    assert (view.order, view.seller, view.customer) == (this, known, buyer)
    assert view.record == Record(1, 1, 1, (NOW - 30 * DAY).date(), closed_here=1)
    assert first.record == Record(0, 0, 0, None)
    assert view.unreachable == frozenset()


async def test_a_view_says_who_blocked_the_bot(store: SqlStore) -> None:
    """The card can warn that the other side will not be told."""
    order = await examples.order(store)
    async with store.write() as uow:
        for person in (71, 72):
            await uow.people.meet(person, "P", "en", NOW)
        await uow.people.link_seller(order.seller_id, 71)
        await uow.people.link_customer(order.customer_id, 72)
        await uow.people.block(72, NOW)
    async with store.read() as uow:
        assert (await uow.orders.view(order.number)).unreachable == {"customer"}


async def test_http_lists_go_down_by_number_below_a_cursor(store: SqlStore) -> None:
    """State and seller narrow it down; an unknown seller has none."""
    orders = await _orders(store, 3)
    other = await examples.order(store)
    async with store.write() as uow:
        await uow.orders.save(*examples.approved(orders[0]))

    async def listed(
        state: State | None, ref: str | None, after: int | None = None, limit: int = 9
    ) -> list[int]:
        async with store.read() as uow:
            views = await uow.orders.listed(state, ref, after=after, limit=limit)
        return [view.order.number for view in views]

    numbers = [o.number for o in orders]
    assert await listed(None, None) == [other.number, *reversed(numbers)]
    assert await listed(None, "anna", limit=2) == [numbers[2], numbers[1]]
    assert await listed(None, "anna", after=numbers[1]) == [numbers[0]]
    assert await listed(State.CONFIRMED, None) == [numbers[0]]
    assert await listed(State.NEW, "anna") == [numbers[2], numbers[1]]
    assert await listed(None, "nobody") == []


async def test_open_orders_come_oldest_first(store: SqlStore) -> None:
    """After linking, each order that has not ended gets its card."""
    orders = await _orders(store, 3)
    async with store.write() as uow:
        after, event = examples.approved(orders[1])
        await uow.orders.save(replace(after, state=State.CLOSED), event)
    async with store.read() as uow:
        for party in (
            Party(Actor.SELLER, orders[0].seller_id),
            Party(Actor.CUSTOMER, orders[0].customer_id),
        ):
            assert await uow.orders.open_of(party, limit=9) == [orders[0], orders[2]]
            assert await uow.orders.open_of(party, limit=1) == [orders[0]]
