"""Batches from the first to the last row: all of them, each once, and no other seller's."""

from dataclasses import replace

from orders.messages import Content, Fate, Form, NewMessage, Relay
from orders.model import Contact, Fee, Party
from orders.ports import Patron
from orders.states import Actor, FeeReason, State
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW


async def test_orders_are_read_on_from_the_last_one(store: SqlStore) -> None:
    """By number, with their seller's ref; a seller's alone, or everybody's."""
    known, buyer = await examples.shop(store)
    own = [await examples.order(store, seller_id=known.id, customer_id=buyer.id) for _ in range(3)]
    other = await examples.order(store)
    async with store.read() as uow:
        first = await uow.orders.kept(known.id, after=0, limit=2)
        last = await uow.orders.kept(known.id, after=own[1].number, limit=2)
        every = await uow.orders.kept(None, after=0, limit=9)
    assert first == [(own[0], known.ref), (own[1], known.ref)]
    assert last == [(own[2], known.ref)]
    assert [order for order, _ in every] == [*own, other]


async def test_a_customer_is_as_their_newest_order_says(store: SqlStore) -> None:
    """Counts are of this seller's orders alone; what another shop was given stays there."""
    known, buyer = await examples.shop(store)
    first = await examples.order(store, seller_id=known.id, customer_id=buyer.id)
    async with store.write() as uow:
        order, event = examples.approved(first)
        await uow.orders.save(replace(order, state=State.CANCELLED), event)
    later = Contact("Bohdan Jr", None, "new@example.org")
    await examples.order(
        store, seller_id=known.id, customer_id=buyer.id, contact=later, placed_at=NOW + DAY
    )
    await examples.order(store, customer_id=buyer.id, contact=Contact("B", "1", None))
    async with store.write() as uow:
        other = await uow.people.put_customer(examples.customer(ref="other"))
    await examples.order(store, seller_id=known.id, customer_id=other.id)
    async with store.read() as uow:
        [one] = await uow.orders.patrons(known.id, after=0, limit=1)
        [two] = await uow.orders.patrons(known.id, after=buyer.id, limit=9)
        none = await uow.orders.patrons(known.id, after=other.id, limit=9)
    assert one == Patron(buyer.id, later, 2, 0, 1, NOW, NOW + DAY)
    assert (two.customer_id, two.orders, two.first_at) == (other.id, 1, NOW)
    assert none == []


async def test_fees_and_messages_of_one_seller(store: SqlStore) -> None:
    """Nobody else's stand between them."""
    order, other = await examples.order(store), await examples.order(store)
    async with store.write() as uow:
        for one in (order, other):
            await uow.fees.due(Fee(one.number, one.seller_id, FeeReason.SALE, NOW))
            by = Party(Actor.CUSTOMER, one.customer_id)
            new = NewMessage(Content(Form.TEXT, f"about {one.number}"), f"r:{one.number}")
            said = await uow.talk.add(one.number, by, new, None, NOW)
            to = Party(Actor.SELLER, one.seller_id)
            await uow.talk.put_relay(Relay(said.id, to, Fate.UNDELIVERED))
            await uow.talk.revise(said, replace(new.content, text="changed"), NOW)
    async with store.read() as uow:
        fees = await uow.fees.listed(after=0, limit=9, seller_id=other.seller_id)
        [entry] = await uow.talk.entries_with(other.seller_id, after=0, limit=9)
        everybody = await uow.talk.entries(None, after=0, limit=9)
        beyond = await uow.talk.entries_with(other.seller_id, after=entry.message.id, limit=9)
    assert [fee.order_number for fee, _ in fees] == [other.number]
    assert (entry.message.order_number, entry.message.content.text) == (other.number, "changed")
    assert [old.content.text for old in entry.earlier] == [f"about {other.number}"]
    assert entry in everybody
    assert len(everybody) == 2
    assert beyond == []
