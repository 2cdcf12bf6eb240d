"""What a seller keeps on an order for themselves: private notes. Nothing of it is ever relayed.

A note has a type, a table and a way of its own; the talk about an order knows none of them.
"""

from dataclasses import replace
from datetime import datetime

from orders import notices
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import NotYours
from orders.model import Order, Party, within
from orders.notes import MAX_NOTE, Jotting, Note
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
    office: Office, number: int, by: Party, text: str, typed: Jotting | None = None
) -> Note:
    """Keep the text as the order's note, in place of the one it had; the card shows it.

    Raises `UnknownOrder`, `NotYours`, `BadValue` ("note").
    """
    async with office.store.write() as uow:
        known = await put_note_within(uow, number, by, text, office.clock.now(), typed)
    office.wake()
    return known


async def put_note_within(
    uow: UnitOfWork,
    number: int,
    by: Party,
    text: str,
    now: datetime,
    typed: Jotting | None = None,
) -> Note:
    """`put_note` inside the caller's transaction; the caller wakes the runner after the commit."""
    order = await _own(uow, number, by)
    known = Note(number, by.id, within(text, MAX_NOTE, "note"), now, typed)
    await uow.notes.put(known)
    await uow.work.add([notices.card(order, by)])
    return known


async def amend_note(office: Office, by: Party, typed: Jotting, text: str) -> Note | None:
    """The message typed there was edited: change the note that it became; None: it is none now.

    Raises `BadValue` ("note").
    """
    async with office.store.write() as uow:
        known = await uow.notes.typed_at(typed)
        if known is None or known.seller_id != by.id:
            return None
        changed = replace(known, text=within(text, MAX_NOTE, "note"), at=office.clock.now())
        await uow.notes.put(changed)
        order = await uow.orders.get(known.order_number)
        await uow.work.add([notices.card(order, by)])
    office.wake()
    return changed


async def drop_note(office: Office, number: int, by: Party) -> None:
    """Forget the note. Raises `UnknownOrder`, `NotYours`."""
    async with office.store.write() as uow:
        await _own(uow, number, by)
        await uow.notes.drop(number)


async def _own(uow: UnitOfWork, number: int, by: Party) -> Order:
    order = await uow.orders.get(number)
    if by != notices.seller_of(order):
        raise NotYours(number)
    return order
