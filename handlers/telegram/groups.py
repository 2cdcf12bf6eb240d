"""A shop's group: what its staff write in the orders' topics is for the customers."""

from telegram import Update

from channels.telegram import inward, settings
from handlers.telegram import answering
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import Spoken, spoken
from orders import asking, linking, venues
from orders.decide import has_part


async def on_message(update: Update, context: BotContext) -> None:
    """What the staff write in an order's topic is for its customer; other talk is their own."""
    said = await spoken(update, context)
    if said is None:
        return
    number = await _order_here(said)
    if number is None:
        # Among themselves people may say what they like, unless they speak to the bot.
        if _speaks_to(said, context.bot.id):
            await said.say(settings.in_topics_only(said.voice))
        return
    async with said.front.office.store.read() as uow:
        view = await asking.view(uow, number)
    if not any(has_part(view.subject, party) for party in linking.parties(said.account)):
        await said.say(settings.not_staff(view.seller.name, said.voice))
    elif update.edited_message is not None:
        await answering.amend(said)
    else:
        await answering.take(said)


async def on_migration(update: Update, context: BotContext) -> None:
    """A group became a supergroup: both chats say so, one of them is enough."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await venues.move_group(context.front.office, message.chat.id, message.migrate_to_chat_id)


async def _order_here(said: Spoken) -> int | None:
    """The order whose topic this is, or which the message replied to belongs to."""
    replied = said.message.reply_to_message
    async with said.front.office.store.read() as uow:
        if said.topic is not None and (number := await uow.venues.order_in(*said.topic)):
            return number
        return None if replied is None else await uow.talk.order_at(inward.spot(replied))


def _speaks_to(said: Spoken, bot_id: int) -> bool:
    replied = said.message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot_id:
        return True
    name = f"@{said.front.links.username}".casefold()
    return name in (said.message.text or said.message.caption or "").casefold()
