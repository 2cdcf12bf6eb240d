"""Private notes of sellers: one per order, found by where they were typed."""

from dataclasses import replace

from orders.notes import Jotting, Note
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import HARD_TEXTS, NOW, SECOND


async def test_an_order_has_one_note_the_newest(store: SqlStore) -> None:
    """With any text in it, until it is dropped."""
    order = await examples.order(store)
    first = Note(order.number, order.seller_id, HARD_TEXTS[0], NOW, Jotting(2**40, 60))
    async with store.write() as uow:
        assert await uow.notes.get(order.number) is None
        await uow.notes.put(first)
        assert await uow.notes.get(order.number) == first
        for text in HARD_TEXTS:
            newer = replace(first, text=text, at=NOW + SECOND, typed=None)
            await uow.notes.put(newer)
            assert await uow.notes.get(order.number) == newer
        await uow.notes.drop(replace(first, text="", typed=None))
        assert await uow.notes.get(order.number) is None


async def test_a_note_is_found_by_where_it_was_typed_while_it_is_the_newest(
    store: SqlStore,
) -> None:
    """An edit of an older message changes nothing."""
    order = await examples.order(store)
    one, two = Jotting(5, 60), Jotting(5, 61)
    note = Note(order.number, order.seller_id, "One", NOW, one)
    async with store.write() as uow:
        await uow.notes.put(note)
        assert await uow.notes.typed_at(one) == note
        assert await uow.notes.typed_at(Jotting(6, 60)) is None
        await uow.notes.put(replace(note, text="Two", typed=two))
        assert await uow.notes.typed_at(one) is None
        assert await uow.notes.typed_at(two) == replace(note, text="Two", typed=two)


async def test_notes_of_other_orders_are_left_alone(store: SqlStore) -> None:
    """Dropping one drops one."""
    one, two = await examples.order(store), await examples.order(store)
    async with store.write() as uow:
        for order in (one, two):
            await uow.notes.put(Note(order.number, order.seller_id, "x", NOW))
        await uow.notes.drop(Note(one.number, one.seller_id, "", NOW))
        assert await uow.notes.get(two.number) is not None


async def test_every_version_of_a_note_is_kept(store: SqlStore) -> None:
    """With its formatting, photo, author and time; also that it was removed."""
    order = await examples.order(store)
    marks = ({"type": "bold", "offset": 0, "length": 1},)
    first = Note(order.number, order.seller_id, "One", NOW, None, marks, "photo-1", "Olena")
    kept = [
        first,
        replace(first, text="Two", marks=(), photo=None, who="", at=NOW + SECOND),
        replace(first, text="", marks=(), photo=None, at=NOW + 2 * SECOND),
    ]
    async with store.write() as uow:
        await uow.notes.put(first)
        assert await uow.notes.get(order.number) == first
        await uow.notes.put(kept[1])
        await uow.notes.drop(kept[2])
        assert await uow.notes.get(order.number) is None
        assert await uow.notes.versions(order.number) == kept
        assert [note.removed for note in kept] == [False, False, True]
