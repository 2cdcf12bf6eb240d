"""Inline queries: a seller types the bot's name and a word; their replies and products stand above the keyboard.

A reply that they choose comes as a message of their own, and goes the way of all they write. A product
goes into whatever chat they are in, as a card with a Buy button.
"""

from telegram import Update
from telegram.constants import InlineQueryLimit

from channels.telegram import replies as faces
from channels.telegram import wares
from handlers.telegram.front import BotContext, Front, party
from orders import replies
from orders.model import Product
from orders.states import Actor

#: Replies before the products: beyond these nobody scrolls.
_REPLIES = 20


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
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdecimal() else 0
    voice, found = front.voice(account), []
    if not offset:
        own = await replies.own(front.office, by)
        views = await replies.meant(front.office, who, by)
        found = faces.inline(views, own, query.query, voice)[:_REPLIES]
    room = InlineQueryLimit.RESULTS - len(found)
    products = await _offered(front, by.id, query.query)
    some = products[offset : offset + room]
    shop = "" if account.seller is None else account.seller.name
    more = str(offset + room) if offset + room < len(products) else ""
    cards = wares.cards(some, shop, front.links, voice)
    await context.sender.offer(query.id, [*found, *cards], more)


async def _offered(front: Front, seller_id: int, words: str) -> list[Product]:
    """The seller's products whose title has all the words, as far as they are offered."""
    async with front.office.store.read() as uow:
        known = await uow.products.of_seller(seller_id)
    wanted = words.casefold().split()
    return [
        each
        for each in known
        if each.paused_at is None and all(word in each.title.casefold() for word in wanted)
    ]
