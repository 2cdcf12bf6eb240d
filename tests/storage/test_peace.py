"""How sellers hear their customers, and when what was said goes out."""

from datetime import timedelta

from orders.messages import Content, Fate, Form, NewMessage, Relay
from orders.model import Party
from orders.places import Hush, Quiet
from orders.states import Actor
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW, SECOND


async def test_a_wish_about_a_customer_is_kept_and_replaced(store: SqlStore) -> None:
    """Heard until the seller says otherwise; the administration sees who is not heard, newest first."""
    order = await examples.order(store)
    seller, customer = order.seller_id, order.customer_id
    async with store.write() as uow:
        assert await uow.peace.of(seller, customer) is Quiet.HEARD
        for quiet in (Quiet.MUTED, Quiet.UNHEARD):
            await uow.peace.put(Hush(seller, customer, quiet, order.number, NOW))
            assert await uow.peace.of(seller, customer) is quiet
        [(hush, who, whom)] = await uow.peace.unheard(limit=9)
        assert hush == Hush(seller, customer, Quiet.UNHEARD, order.number, NOW)
        assert (who, whom) == ("Anna", "Bohdan")
        await uow.peace.put(Hush(seller, customer, Quiet.HEARD, order.number, NOW))
        assert await uow.peace.unheard(limit=9) == []


async def test_a_wish_follows_a_customer_who_turns_out_to_be_another(store: SqlStore) -> None:
    """Two rows of one person become one, with the wish about the one that stays."""
    seller, _ = await examples.shop(store)
    other, _ = await examples.shop(store, "other")
    async with store.write() as uow:
        kept = await uow.people.put_customer(examples.customer(ref="c-1"))
        gone = await uow.people.put_customer(examples.customer(name="Bo"))
        order = await uow.orders.add(examples.draft(seller.id, gone.id))
        for shop, customer, quiet in (
            (seller, gone, Quiet.UNHEARD),
            (other, gone, Quiet.UNHEARD),
            (other, kept, Quiet.MUTED),
        ):
            await uow.peace.put(Hush(shop.id, customer.id, quiet, order.number, NOW))
        await uow.people.link_customer(gone.id, 77)
        await uow.people.link_customer(kept.id, 77)
        assert await uow.peace.of(seller.id, kept.id) is Quiet.UNHEARD
        assert await uow.peace.of(other.id, kept.id) is Quiet.MUTED
        assert await uow.peace.of(seller.id, gone.id) is Quiet.HEARD


async def test_when_the_last_messages_go_out(store: SqlStore) -> None:
    """Of one party about one order, newest first; what has no time of its own counts from its writing."""
    order = await examples.order(store)
    by, to = Party(Actor.CUSTOMER, order.customer_id), Party(Actor.SELLER, order.seller_id)
    async with store.write() as uow:
        assert await uow.talk.dues(order.number, by, limit=9) == []
        for n, due_at in enumerate((NOW, NOW + DAY, None)):
            new = NewMessage(Content(Form.TEXT, "x"), f"tg:{n}:")
            message = await uow.talk.add(order.number, by, new, None, NOW + n * SECOND)
            await uow.talk.put_relay(Relay(message.id, to, Fate.WAITING, at=due_at))
        reply = await uow.talk.add(
            order.number, to, NewMessage(Content(Form.TEXT, "y"), "tg:9:"), None, NOW
        )
        await uow.talk.put_relay(Relay(reply.id, by, Fate.WAITING, at=NOW))
        found = await uow.talk.dues(order.number, by, limit=2)
    assert found == [NOW + timedelta(seconds=2), NOW + DAY]
