"""Sellers' ready-made replies: kept in order, one of a title, each seller's own."""

from orders.templates import Template
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import HARD_TEXTS


async def test_templates_are_kept_in_the_order_they_came(store: SqlStore) -> None:
    """With any text in them; a title that is known takes the new text and keeps its place."""
    known, _ = await examples.shop(store)
    async with store.write() as uow:
        for n, text in enumerate(HARD_TEXTS):
            await uow.templates.put(known.id, f"Title {n}", text)
        changed = await uow.templates.put(known.id, "Title 0", "New")
        kept = await uow.templates.of_seller(known.id)
    assert [one.title for one in kept] == [f"Title {n}" for n in range(len(HARD_TEXTS))]
    assert [one.text for one in kept] == ["New", *HARD_TEXTS[1:]]
    assert kept[0] == changed == Template(kept[0].id, "Title 0", "New")


async def test_a_seller_has_their_own_templates_alone(store: SqlStore) -> None:
    """The same title at another's is another; nobody drops what is not theirs."""
    one, _ = await examples.shop(store, "one")
    two, _ = await examples.shop(store, "two")
    async with store.write() as uow:
        mine = await uow.templates.put(one.id, "Hello", "Mine")
        theirs = await uow.templates.put(two.id, "Hello", "Theirs")
        await uow.templates.drop(one.id, theirs.id)
        assert await uow.templates.of_seller(two.id) == [theirs]
        await uow.templates.drop(one.id, mine.id)
        assert await uow.templates.of_seller(one.id) == []
        last = await uow.templates.put(one.id, "Again", "x")
        assert await uow.templates.of_seller(one.id) == [last]
