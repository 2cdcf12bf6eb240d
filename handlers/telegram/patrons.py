"""/customers: the seller's own customers, their pages, their orders. Who they are is the store's business."""

import structlog
from telegram import Update

from channels.telegram import customers, pages, patrons
from channels.telegram.faces import Face
from channels.telegram.patron_taps import PatronStep, PatronTap, quiet_of
from channels.texts import Voice
from handlers.telegram.front import BotContext, Front
from handlers.telegram.leaving import leave
from handlers.telegram.lists import MAX_QUERY, sought
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders import acquaintances, peace
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import Party, Seller
from orders.patrons import Acquaintance
from orders.states import Actor

_log = structlog.get_logger(__name__)


async def on_customers(update: Update, context: BotContext) -> None:
    """/customers, or /customers and whom to look for."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    seller = said.account.seller
    if seller is None:
        await said.say(pages.stranger(said.voice))
    elif said.argument:
        await _find(said, seller, said.argument)
    else:
        await said.say(await _listed(said.front, seller, said.voice, "", 1))


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """Whom to look for was typed. Raises `BadValue`."""
    seller, text = said.account.seller, said.message.text
    if seller is None:
        await said.say(pages.stranger(said.voice))
    elif text is None:
        raise BadValue(dialogue.step, "not_text")
    else:
        await _find(said, seller, text)


async def tap(tap: PatronTap, tapped: Tapped) -> None:
    """A page, a customer, their orders, or how they are heard."""
    seller = tapped.account.seller
    if seller is None:
        await _refuse(tap, tapped)
    elif tap.step is PatronStep.SEARCH:
        await leave(tapped.front, tapped.account.telegram_id)
        await _remember(tapped.front, tapped.account.telegram_id, "")
        await tapped.show(patrons.ask(tapped.voice))
        await tapped.answer()
    elif tap.step in (PatronStep.LIST, PatronStep.FOUND):
        text = await _sought(tapped) if tap.step is PatronStep.FOUND else ""
        await tapped.show(await _listed(tapped.front, seller, tapped.voice, text, tap.value))
        await tapped.answer()
    else:
        await _about(tap, tapped, seller)


async def _about(tap: PatronTap, tapped: Tapped, seller: Seller) -> None:
    """A tap about one customer; of somebody else's there is none."""
    office = tapped.front.office
    known = await acquaintances.known(office, seller.id, tap.value)
    if known is None:
        await _refuse(tap, tapped)
    elif tap.step is PatronStep.ORDERS:
        await tapped.show(await _orders(known, seller, tap.page, tapped))
        await tapped.answer()
    elif tap.step is PatronStep.OPEN:
        await _shown(known, tap.page, tapped)
        await tapped.answer()
    else:
        await _hush(tap, known, tapped, seller)


async def _hush(tap: PatronTap, known: Acquaintance, tapped: Tapped, seller: Seller) -> None:
    quiet, newest = quiet_of(tap.step), known.dossier.newest
    if newest is None:
        await _refuse(tap, tapped)
        return
    office = tapped.front.office
    await peace.hush(office, newest, Party(Actor.SELLER, seller.id), quiet)
    await tapped.answer(customers.hushed(quiet, tapped.voice))
    now_known = await acquaintances.known(office, seller.id, tap.value)
    if now_known is not None:
        await _shown(now_known, 1, tapped)


async def _shown(known: Acquaintance, page: int, tapped: Tapped) -> None:
    now = tapped.front.office.clock.now()
    await tapped.show(customers.patron(known, page, tapped.voice, now))


async def _orders(known: Acquaintance, seller: Seller, number: int, tapped: Tapped) -> Face:
    dossier, office = known.dossier, tapped.front.office
    number = min(number, patrons.last_page(dossier.here.orders))
    start = (number - 1) * patrons.PAGE_SIZE
    async with office.store.read() as uow:
        page = await uow.patrons.orders(
            seller.id, dossier.customer.id, offset=start, limit=patrons.PAGE_SIZE
        )
    return patrons.orders(dossier, page, number, tapped.voice, office.clock.now())


async def _refuse(tap: PatronTap, tapped: Tapped) -> None:
    by = tapped.account.telegram_id
    _log.info("no such customer of theirs", by=by, step=tap.step, customer=tap.value)
    await tapped.answer(patrons.unknown(tapped.voice), alert=True)


async def _find(said: Spoken, seller: Seller, text: str) -> None:
    text = text.strip()[:MAX_QUERY]
    await _remember(said.front, said.account.telegram_id, text)
    await said.say(await _listed(said.front, seller, said.voice, text, 1))


async def _listed(front: Front, seller: Seller, voice: Voice, text: str, number: int) -> Face:
    """A page of those found; the last one where there are fewer."""
    async with front.office.store.read() as uow:
        while True:
            start = (number - 1) * patrons.PAGE_SIZE
            found = await uow.patrons.page(
                seller.id, sought(text), offset=start, limit=patrons.PAGE_SIZE
            )
            last = patrons.last_page(found.total)
            if number <= last:
                return patrons.page(found, text, number, voice, front.office.clock.now())
            number = last


async def _sought(tapped: Tapped) -> str:
    """What was looked for last; "" once it is forgotten."""
    office = tapped.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    if known is None or known.kind is not DialogueKind.PATRONS:
        return ""
    return known.answers.get("text", "")


async def _remember(front: Front, telegram_id: int, text: str) -> None:
    """Look for it again when pages are turned; "": what comes next is whom to look for."""
    office = front.office
    expires_at, step = office.clock.now() + office.policy.dialogue_life, "found" if text else "text"
    dialogue = Dialogue(DialogueKind.PATRONS, step, expires_at, {"text": text})
    async with office.store.write() as uow:
        await uow.dialogues.put(telegram_id, dialogue)
