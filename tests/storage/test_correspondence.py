"""Conversations as they are read afterwards, on both databases."""

from orders.messages import Content, Fate, Form, Message, NewMessage, Relay, Replaced
from orders.model import Party
from orders.states import Actor
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import HARD_TEXTS, NOW, SECOND

BY, TO = Party(Actor.CUSTOMER, 7), Party(Actor.SELLER, 8)


async def said(store: SqlStore, number: int, text: str) -> Message:
    """A message, taken down and on its way."""
    async with store.write() as uow:
        new = NewMessage(Content(Form.TEXT, text), f"t:{number}:{text}")
        message = await uow.talk.add(number, BY, new, None, NOW)
        await uow.talk.put_relay(Relay(message.id, TO, Fate.WAITING))
        return message


async def test_a_message_comes_with_its_versions_and_its_fate(store: SqlStore) -> None:
    """All that it said before, and how far it is, to the microsecond and the last sign."""
    order = await examples.order(store)
    edited = await said(store, order.number, "first")
    texts = ["first", *HARD_TEXTS]
    relay = Relay(edited.id, TO, Fate.UNDELIVERED, 2, "blocked", NOW + SECOND)
    async with store.write() as uow:
        for minute, text in enumerate(HARD_TEXTS):
            newer = Content(Form.TEXT, text)
            edited = await uow.talk.revise(edited, newer, NOW + minute * SECOND)
        await uow.talk.put_relay(relay)
    other = await said(store, order.number, "never edited")
    async with store.read() as uow:
        one, two = await uow.talk.entries(order.number, after=0, limit=10)
    assert (one.message, one.relay, one.edited_at) == (edited, relay, one.earlier[-1].at)
    assert list(one.earlier) == [
        Replaced(version, NOW + (version - 1) * SECOND, Content(Form.TEXT, text))
        for version, text in enumerate(texts[:-1], start=1)
    ]
    assert (two.message, two.earlier, two.edited_at) == (other, (), None)


async def test_messages_are_read_page_by_page_of_one_order_or_of_all(store: SqlStore) -> None:
    """By id, above the last one seen; another order's messages stay out, unless all are wanted."""
    mine, other = await examples.order(store), await examples.order(store)
    ids = [
        (await said(store, order.number, f"{n}")).id for n in range(3) for order in (mine, other)
    ]
    async with store.read() as uow:
        first = await uow.talk.entries(mine.number, after=0, limit=2)
        rest = await uow.talk.entries(mine.number, after=first[-1].message.id, limit=2)
        every = await uow.talk.entries(None, after=ids[0], limit=100)
        assert await uow.talk.entries(mine.number + 2, after=0, limit=2) == []
    assert [entry.message.id for entry in (*first, *rest)] == ids[::2]
    assert [entry.message.id for entry in every] == ids[1:]
