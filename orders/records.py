"""What a seller keeps on an order for themselves: private notes. Nothing of it is ever relayed.

A note has a type, a table and a way of its own; the talk about an order knows none of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from orders import notices
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import NotYours
from orders.model import Order, Party
from orders.notes import Jotting, Note, Writing
from orders.places import Mode
from orders.ports import Office, UnitOfWork
from orders.states import Actor


async def note_on(office: Office, number: int, by: Party) -> Note | None:
    """The seller's note on the order. Raises `UnknownOrder`, `NotYours`."""
    async with office.store.read() as uow:
        await _own(uow, number, by)
        return await uow.notes.get(number)


async def note_for(uow: UnitOfWork, number: int, viewer: Party) -> Note | None:
    """What the viewer's card shows of the note; None for everybody but the order's seller."""
    if viewer.actor is not Actor.SELLER:
        return None
    note = await uow.notes.get(number)
    return note if note is not None and note.seller_id == viewer.id else None


async def shared(office: Office, by: Party) -> bool:
    """Whether people besides the seller work the shop's orders: its notes are theirs too."""
    async with office.store.read() as uow:
        venue = await uow.venues.of(by.id)
        return venue.mode is Mode.GROUP or bool(await uow.venues.assistants(by.id))


async def begin_note(office: Office, telegram_id: int, number: int, by: Party) -> Note | None:
    """What this account types next is the order's note; the one that it has now.

    Raises `UnknownOrder`, `NotYours`.
    """
    until = office.clock.now() + office.policy.talk_life
    dialogue = Dialogue(DialogueKind.NOTE, "note", until, {"number": str(number)})
    async with office.store.write() as uow:
        order = await _own(uow, number, by)
        await uow.dialogues.put(telegram_id, dialogue)
        # The question must not outlive the dialogue: it promises that nobody else sees the words.
        await uow.work.add([notices.card_again(order, until)])
        return await uow.notes.get(number)


async def put_note(
    office: Office,
    number: int,
    by: Party,
    said: Writing,
    typed: Jotting | None = None,
    who: str = "",
) -> Note:
    """Keep it as the order's note, in place of the one it had; the card shows it.

    Raises `UnknownOrder`, `NotYours`, `BadValue` ("note").
    """
    async with office.store.write() as uow:
        known = await put_note_within(uow, number, by, said, office.clock.now(), typed, who)
    office.wake()
    return known


async def put_note_within(
    uow: UnitOfWork,
    number: int,
    by: Party,
    said: Writing,
    now: datetime,
    typed: Jotting | None = None,
    who: str = "",
) -> Note:
    """`put_note` inside the caller's transaction; the caller wakes the runner after the commit."""
    order = await _own(uow, number, by)
    known = _note(number, by, said.checked(), now, typed, who)
    await _put(uow, known, order, by)
    return known


async def add_to_note(
    office: Office,
    number: int,
    by: Party,
    more: Writing,
    who: str,
    telegram_id: int,
    done: Dialogue,
) -> Note:
    """Keep it below what the order's note says: it is the rest of what this account typed.

    `done` is where the account stands then; kept together with the note, so that no part comes twice.
    Raises `UnknownOrder`, `NotYours`, `BadValue` ("note").
    """
    async with office.store.write() as uow:
        order = await _own(uow, number, by)
        begun = await uow.notes.get(number)
        said = more.checked()
        if begun is not None:
            said = Writing(begun.text, begun.marks, begun.photo).with_more(more)
        # An edit of one part must not stand for the whole.
        known = _note(number, by, said, office.clock.now(), None, who)
        await _put(uow, known, order, by)
        await uow.dialogues.put(telegram_id, done)
    office.wake()
    return known


async def amend_note(
    office: Office, by: Party, typed: Jotting, said: Writing, who: str = ""
) -> Note | None:
    """The message typed there was edited: change the note that it became; None: it is none now.

    Raises `BadValue` ("note").
    """
    async with office.store.write() as uow:
        known = await uow.notes.typed_at(typed)
        if known is None or known.seller_id != by.id:
            return None
        now, number = office.clock.now(), known.order_number
        changed = _note(number, by, said.checked(), now, typed, who)
        await _put(uow, changed, await uow.orders.get(number), by)
    office.wake()
    return changed


async def drop_note(office: Office, number: int, by: Party, who: str = "") -> None:
    """Have no note any more; what it was is kept. Raises `UnknownOrder`, `NotYours`."""
    async with office.store.write() as uow:
        await _own(uow, number, by)
        if await uow.notes.get(number) is not None:
            await uow.notes.drop(Note(number, by.id, "", office.clock.now(), who=who))


async def versions(office: Office, number: int, by: Party) -> Sequence[Note]:
    """All that the note has been, oldest first. Raises `UnknownOrder`, `NotYours`."""
    async with office.store.read() as uow:
        await _own(uow, number, by)
        return [each for each in await uow.notes.versions(number) if each.seller_id == by.id]


def _note(
    number: int, by: Party, said: Writing, now: datetime, typed: Jotting | None, who: str
) -> Note:
    return Note(number, by.id, said.text, now, typed, said.marks, said.photo, who)


async def _put(uow: UnitOfWork, note: Note, order: Order, by: Party) -> None:
    before = await uow.notes.get(note.order_number)
    # Handled once more, an update makes no further version.
    if before is None or replace(before, at=note.at) != note:
        await uow.notes.put(note)
    await uow.work.add([notices.card(order, by)])


async def _own(uow: UnitOfWork, number: int, by: Party) -> Order:
    order = await uow.orders.get(number)
    if by != notices.seller_of(order):
        raise NotYours(number)
    return order
