"""/admin: what was given up, what sellers complain of and ask for, with the buttons to decide."""

from telegram import Update

from channels.telegram import amount_requests, complaints, pages
from channels.telegram.card_taps import ReviveTap
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import spoken
from handlers.telegram.tapped import Tapped
from orders.amount_requests import waiting
from orders.complaining import quoted


async def on_admin(update: Update, context: BotContext) -> None:
    """Given-up rows, and who is not heard; for anybody else the command does not exist."""
    said = await spoken(update, context)
    if said is None:
        return
    if said.account.telegram_id not in said.front.administrators:
        await said.say(pages.not_understood(said.roles(), said.voice))
        return
    office = said.front.office
    async with office.store.read() as uow:
        dead = await uow.work.dead(limit=pages.MAX_DEAD)
        unheard = await uow.peace.unheard(limit=pages.MAX_UNHEARD)
        latest = await uow.complaints.latest(limit=complaints.MAX_SHOWN)
        stated = [await quoted(uow, each) for each in latest]
        asked = await uow.orders.asked_amounts(limit=amount_requests.MAX_SHOWN)
        requests = [(await uow.orders.view(n), await uow.orders.events(n)) for n in asked]
    now = office.clock.now()
    await said.say(pages.administration(dead, unheard, said.voice, now))
    if stated:
        await said.say(complaints.overseen(stated, said.voice, now))
    for view, events in requests:
        if (event := waiting(view.order, events)) is not None:
            await said.say(amount_requests.overseen(view, events, event, said.voice, now))


async def revive(tap: ReviveTap, tapped: Tapped) -> None:
    """Try a given-up row again, for the administration only."""
    office = tapped.front.office
    found = False
    if tapped.account.telegram_id in tapped.front.administrators:
        async with office.store.write() as uow:
            found = await uow.work.revive(tap.work_id, office.clock.now())
        office.wake()
    await tapped.answer(pages.revived(found, tapped.voice))
