"""Inline queries: a seller types the bot's name and a word; their replies stand above the keyboard.

What they choose comes as a message of their own, and goes the way of all they write.
"""

from telegram import Update

from channels.telegram import replies as faces
from handlers.telegram.front import BotContext, party
from orders import replies
from orders.states import Actor


async def on_query(update: Update, context: BotContext) -> None:
    """Offer the replies that fit; nothing to people who sell nothing.

    Who asks has not come to the bot: they may be in any chat, and may have blocked it.
    """
    query = update.inline_query
    if query is None:
        return
    front, who = context.front, query.from_user.id
    async with front.office.store.read() as uow:
        account = await uow.people.account(who)
    by = None if account is None else party(account, Actor.SELLER)
    if account is None or by is None:
        await context.sender.offer(query.id, [])
        return
    own = await replies.own(front.office, by)
    views = await replies.meant(front.office, who, by)
    found = faces.inline(views, own, query.query, front.voice(account))
    await context.sender.offer(query.id, found)
