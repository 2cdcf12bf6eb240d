"""A seller's customers: listed by last order, searched literally, counted; one of two that were merged."""

from dataclasses import replace

from orders.model import Contact
from orders.patrons import Tally
from orders.states import State
from storage.unit import SqlStore
from tests.storage import examples


async def found(store: SqlStore, seller_id: int, text: str = "") -> list[tuple[str, int, int]]:
    """Name, number of orders and last order of those on the first page."""
    async with store.read() as uow:
        page = await uow.patrons.page(seller_id, text, offset=0, limit=9)
    assert page.total == len(page.lines)
    return [(line.name, line.orders, line.number) for line in page.lines]


async def ordered(store: SqlStore, seller: int, customer: int, name: str, phone: str | None) -> int:
    """The number of an order under this name."""
    contact = Contact(name, phone, None)
    order = await examples.order(store, seller_id=seller, customer_id=customer, contact=contact)
    return order.number


async def test_customers_are_listed_and_found(store: SqlStore) -> None:
    """By last order; by every name and phone they gave here; not by what they gave elsewhere."""
    one, taras = await examples.shop(store, "one")
    two, iryna = await examples.shop(store, "two")
    await ordered(store, one.id, taras.id, "Тарас_100%", "+380671112233")
    b = await ordered(store, one.id, iryna.id, "Iryna", None)
    c = await ordered(store, one.id, taras.id, "Taras O'Hara", "+380671112233")
    await ordered(store, two.id, iryna.id, "Secret", "+380990000000")
    assert await found(store, one.id) == [("Taras O'Hara", 2, c), ("Iryna", 1, b)]
    for text in ("тарас", "ТАРАС", "_100%", "o'h", "0671112233"):
        assert await found(store, one.id, text) == [("Taras O'Hara", 2, c)], text
    for text in ("%", "_"):
        assert len(await found(store, one.id, text)) == 1, text
    for text in ("Secret", "99000", "' OR 1=1 --", "\\", "%%"):
        assert await found(store, one.id, text) == [], text


async def test_what_is_found_does_not_grow_without_end(store: SqlStore) -> None:
    """Somebody with a name for every order is found by the last ones."""
    one, taras = await examples.shop(store, "one")
    for n in range(20):
        last = await ordered(store, one.id, taras.id, f"{n:02}" + "x" * 98, None)
    assert await found(store, one.id, "19x") == [("19" + "x" * 98, 20, last)]
    assert await found(store, one.id, "00x") == []


async def test_a_dossier_counts_here_and_everywhere(store: SqlStore) -> None:
    """None for strangers; others' orders are counts."""
    one, taras = await examples.shop(store, "one")
    two, _ = await examples.shop(store, "two")
    stranger, _ = await examples.shop(store, "three")
    first = await examples.order(store, seller_id=one.id, customer_id=taras.id)
    last = await examples.order(store, seller_id=one.id, customer_id=taras.id)
    other = await examples.order(store, seller_id=two.id, customer_id=taras.id)
    async with store.write() as uow:
        for order, state in ((first, State.CLOSED), (other, State.CANCELLED)):
            after, event = examples.approved(order)
            await uow.orders.save(replace(after, state=state), event)
    async with store.read() as uow:
        dossier = await uow.patrons.dossier(one.id, taras.id)
        page = await uow.patrons.orders(one.id, taras.id, offset=0, limit=9)
        assert await uow.patrons.dossier(stranger.id, taras.id) is None
        assert await uow.patrons.dossier(one.id, 999_999) is None
    assert dossier is not None
    assert (dossier.here, dossier.everywhere) == (Tally(2, 1, 0), Tally(3, 1, 1))
    assert (dossier.newest, dossier.address) == (last.number, last.shipping_address)
    assert [line.number for line in page.lines] == [last.number, first.number]


async def test_two_that_become_one_are_one_in_every_list(store: SqlStore) -> None:
    """Found by what either was called; with the later of their last orders."""
    one, taras = await examples.shop(store, "one")
    two, other = await examples.shop(store, "two")
    await ordered(store, one.id, taras.id, "Taras", None)
    last = await ordered(store, one.id, other.id, "Tariel", None)
    only = await ordered(store, two.id, other.id, "Tariel", None)
    async with store.write() as uow:
        await uow.people.link_customer(taras.id, 77)
        kept = await uow.people.link_customer(other.id, 77)
    for text in ("", "taras", "tariel"):
        assert await found(store, one.id, text) == [("Tariel", 2, last)], text
    assert await found(store, two.id) == [("Tariel", 1, only)]
    async with store.read() as uow:
        gone = taras.id + other.id - kept.id
        by_old = await uow.patrons.dossier(one.id, gone)
    assert by_old is not None
    assert (by_old.customer.id, by_old.here) == (kept.id, Tally(2))
