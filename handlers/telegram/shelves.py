"""A seller's tabs and filters, turned in place; where they were is remembered. Customers' lists are `lists`."""

from collections.abc import Mapping
from dataclasses import replace

from channels.telegram import bulk, exports, lists, shelves
from channels.telegram.export_taps import ExportAsk
from channels.telegram.faces import Face
from channels.telegram.list_taps import ListTap, ShelfTap
from channels.texts import Voice
from handlers.telegram.front import Front, party
from handlers.telegram.tapped import Tapped
from orders.errors import UnknownParty
from orders.model import Account, Party
from orders.ports import Page, UnitOfWork
from orders.shelves import CLOSING_WITHIN, Shelf, Sort, sorts
from orders.states import Actor, State


async def opened(front: Front, account: Account, voice: Voice) -> Face | None:
    """Where they were, or, with nothing left there, the first state that has orders."""
    by = party(account, Actor.SELLER)
    if by is None:
        return None
    async with front.office.store.read() as uow:
        counts = await uow.orders.counts(by)
        kept = await uow.shelves.kept(account.telegram_id)
        first = next((state for state in State if counts.get(state)), State.NEW)
        shelf, page = await fetched(uow, front, by, kept or Shelf(first))
        if not page.total:
            shelf, page = await fetched(uow, front, by, Shelf(first, shelf.sort))
    return _face(front, account, voice, counts, shelf, page)


async def turn(tap: ShelfTap, tapped: Tapped) -> None:
    """Another tab, filter, order or page, in place. Raises `UnknownParty`."""
    await show(tapped, Shelf(tap.place, tap.sort, tap.page))
    await tapped.answer()


async def turn_tab(tap: ListTap, tapped: Tapped) -> None:
    """The same from a button that says no order: as it was. Raises `UnknownParty`."""
    assert tap.tab is not None
    async with tapped.front.office.store.read() as uow:
        kept = await uow.shelves.kept(tapped.account.telegram_id)
    await show(tapped, Shelf(tap.tab, Sort.NEWEST if kept is None else kept.sort, tap.page))
    await tapped.answer()


async def show(tapped: Tapped, shelf: Shelf) -> None:
    """Show it in place of the tapped message, and remember it. Raises `UnknownParty`."""
    front, account = tapped.front, tapped.account
    by = party(account, Actor.SELLER)
    if by is None:
        raise UnknownParty(Actor.SELLER)
    async with front.office.store.read() as uow:
        counts = await uow.orders.counts(by)
        shelf, page = await fetched(uow, front, by, shelf)
    await tapped.show(_face(front, account, tapped.voice, counts, shelf, page))
    async with front.office.store.write() as uow:
        await uow.shelves.keep(account.telegram_id, shelf)


async def fetched(uow: UnitOfWork, front: Front, by: Party, shelf: Shelf) -> tuple[Shelf, Page]:
    """The page; one that is gone is the last one, an order that makes no sense the usual one."""
    now = front.office.clock.now()
    if shelf.sort not in sorts(shelf.place):
        shelf = replace(shelf, sort=Sort.NEWEST)
    page, number = await uow.shelves.page(
        by.id, shelf, now=now, closing_by=now + CLOSING_WITHIN, limit=lists.PAGE_SIZE
    )
    return replace(shelf, page=number), page


def _face(
    front: Front,
    account: Account,
    voice: Voice,
    counts: Mapping[State, int],
    shelf: Shelf,
    page: Page,
) -> Face:
    below = []
    if page.total and shelf.step is not None:
        below.append(bulk.opener(shelf, voice))
    # Who only works for the shop does not take its customers along.
    if account.owns_shop and counts:
        below.append(exports.opener(ExportAsk(shelf.state or State.NEW, shelf.page), voice))
    now = front.office.clock.now()
    return shelves.face(page, counts, shelf, voice, now, below=below)
