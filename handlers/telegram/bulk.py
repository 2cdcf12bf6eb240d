"""Several orders of a list at once: tick them, take the step, take it back. Which step it is, `shelves` says."""

from channels.telegram import bulk as faces
from channels.telegram.bulk_taps import BulkStep, BulkTap
from channels.telegram.buttons import BadButton
from channels.telegram.toasts import toast
from handlers.telegram import shelves
from handlers.telegram.front import intention, party
from handlers.telegram.leaving import leave
from handlers.telegram.tapped import Tapped
from orders import bulk
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import UndoTooLate, UnknownParty
from orders.model import Party
from orders.shelves import Shelf
from orders.states import Actor

_PICK = "pick"


async def tap(tap: BulkTap, tapped: Tapped) -> None:
    """Whatever the button says. Raises `UnknownParty`, `UnknownOrder`, `UndoTooLate`."""
    by = party(tapped.account, Actor.SELLER)
    if by is None:
        raise UnknownParty(Actor.SELLER)
    match tap.step:
        case BulkStep.DO:
            await _do(tap, tapped, by)
        case BulkStep.UNDO:
            await _undo(tap, tapped, by)
        case BulkStep.STOP:
            await leave(tapped.front, tapped.account.telegram_id)
            await shelves.show(tapped, tap.shelf)
            await tapped.answer()
        case _:
            await _pick(tap, tapped, by)


async def _pick(tap: BulkTap, tapped: Tapped, by: Party) -> None:
    """Another tick or page; more than may be ticked changes nothing."""
    ticked = await _ticked(tap.shelf, tapped)
    front, begun = tapped.front, ticked is not None
    ticked = set() if ticked is None or tap.step in (BulkStep.BEGIN, BulkStep.NONE) else ticked
    async with front.office.store.read() as uow:
        shelf, page = await shelves.fetched(uow, front, by, tap.shelf)
        if tap.step is BulkStep.TICK:
            await bulk.check(uow, by, tap.value)
            ticked ^= {tap.value}
    if tap.step is BulkStep.ALL:
        ticked |= {line.number for line in page.lines}
    if len(ticked) > bulk.MAX_TICKED:
        await tapped.answer(faces.too_many(bulk.MAX_TICKED, tapped.voice), alert=True)
        return
    if not begun:
        await leave(front, tapped.account.telegram_id)
    await _keep(shelf, ticked, tapped)
    now = front.office.clock.now()
    await tapped.show(faces.picking(page, ticked, shelf, tapped.voice, now))
    await tapped.answer()


async def _do(tap: BulkTap, tapped: Tapped, by: Party) -> None:
    office, who, deed_id = tapped.front.office, tapped.account.telegram_id, tapped.update.update_id
    ticked = await _ticked(tap.shelf, tapped)
    action = tap.shelf.step
    assert action is not None
    async with office.store.read() as uow:
        deed = await uow.shelves.deed(who)
    if deed is None or deed.request_id != intention(tapped.update):
        if not ticked:
            known = deed is not None and ticked is None
            text = faces.already(tapped.voice) if known else faces.none_ticked(tapped.voice)
            await tapped.answer(text, alert=True)
            return
        deed = await bulk.act_on_all(
            office, by, who, deed_id, action, ticked, intention(tapped.update)
        )
    await tapped.show(faces.done(deed, tap.shelf, office.policy, tapped.voice))
    await tapped.answer()


async def _undo(tap: BulkTap, tapped: Tapped, by: Party) -> None:
    """Raises `UndoTooLate`."""
    office = tapped.front.office
    async with office.store.read() as uow:
        deed = await uow.shelves.deed(tapped.account.telegram_id)
    if deed is None or deed.id != tap.value:
        await tapped.answer(toast(BadButton(), tapped.voice), alert=True)
        return
    back = await bulk.take_back(office, by, deed)
    await tapped.show(faces.undone(back, tap.shelf, tapped.voice))
    if back.too_late:
        raise UndoTooLate(deed.done[0][0])
    await tapped.answer()


async def _ticked(shelf: Shelf, tapped: Tapped) -> set[int] | None:
    """What is ticked in this list; None where nobody ticks in it."""
    office = tapped.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    if (
        known is None
        or known.kind is not DialogueKind.BULK
        or known.answers["place"] != shelf.place
    ):
        return None
    return {int(number) for number in known.answers["ticked"].split()}


async def _keep(shelf: Shelf, ticked: set[int], tapped: Tapped) -> None:
    office = tapped.front.office
    answers = {"place": shelf.place.value, "ticked": " ".join(map(str, sorted(ticked)))}
    expires_at = office.clock.now() + office.policy.dialogue_life
    async with office.store.write() as uow:
        await uow.dialogues.put(
            tapped.account.telegram_id, Dialogue(DialogueKind.BULK, _PICK, expires_at, answers)
        )
