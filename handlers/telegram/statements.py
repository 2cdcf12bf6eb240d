"""/statement: what a shop owes, month by month. Its owner alone reads it."""

from telegram import Update

from channels.telegram import fees, pages
from channels.telegram.settings_taps import StatementTap
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import spoken
from handlers.telegram.tapped import Tapped
from orders.errors import UnknownParty
from orders.statements import statement
from orders.states import Actor


async def on_statement(update: Update, context: BotContext) -> None:
    """The present month."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    seller, office = said.account.seller, said.front.office
    if seller is None:
        await said.say(pages.stranger(said.voice))
    elif not said.account.owns_shop:
        await said.say(fees.only_owner(said.voice))
    else:
        now = office.clock.now()
        await said.say(fees.page(await statement(office, seller), said.voice, now))


async def turn(tap: StatementTap, tapped: Tapped) -> None:
    """Another month or page, in place. Raises `UnknownParty`."""
    seller, office = tapped.account.seller, tapped.front.office
    if seller is None or not tapped.account.owns_shop:
        raise UnknownParty(Actor.SELLER)
    found = await statement(office, seller, tap.month, tap.page)
    await tapped.show(fees.page(found, tapped.voice, office.clock.now()))
    await tapped.answer()
