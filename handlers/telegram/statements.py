"""/statement: what a shop owes, month by month, and its weeks as a picture. Its owner alone reads it."""

from datetime import datetime

from telegram import Update

from channels import charts
from channels.telegram import fees, pages, weeks
from channels.telegram.faces import Picture
from channels.telegram.settings_taps import StatementTap
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders.errors import UnknownParty
from orders.model import Seller
from orders.numbers import numbers
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
        await _show_weeks(said, seller, now)


async def _show_weeks(said: Spoken, seller: Seller, now: datetime) -> None:
    """The past weeks and this one as a picture, once the fees can be read."""
    async with said.front.office.store.read() as uow:
        found = await numbers(uow, seller.id, now, said.voice.timezone, running=True)
    if found.empty:
        return
    drawn = await charts.picture(weeks.chart(found, said.voice))
    picture = Picture(drawn, weeks.caption(found, said.voice))
    chat_id = said.message.chat.id
    await said.sender.picture(chat_id, picture, silent=True, topic_id=said.topic_id)


async def turn(tap: StatementTap, tapped: Tapped) -> None:
    """Another month or page, in place. Raises `UnknownParty`."""
    seller, office = tapped.account.seller, tapped.front.office
    if seller is None or not tapped.account.owns_shop:
        raise UnknownParty(Actor.SELLER)
    found = await statement(office, seller, tap.month, tap.page)
    await tapped.show(fees.page(found, tapped.voice, office.clock.now()))
    await tapped.answer()
