"""/start with and without a link: a seller binds, a customer follows or buys, a stranger is met."""

from telegram import Update

from channels.telegram import links, pages, presence, settings
from channels.telegram.links import AskLink, BuyLink, InviteLink, OrderLink
from handlers.telegram import asking, buying
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import Spoken, spoken
from orders import linking
from orders.errors import LinkUnusable
from orders.linking import parties
from orders.model import Seller
from orders.states import Actor


async def on_start(update: Update, context: BotContext) -> None:
    """Do what the link asks for; repeated, it does no more than the first time."""
    said = await spoken(update, context)
    if said is None:
        return
    link = links.read(said.argument)
    if not isinstance(link, BuyLink):
        await said.leave_dialogue()
    try:
        match link:
            case InviteLink(token):
                await _bind_seller(said, context, token)
            case OrderLink(number, proof):
                await linking.follow_order(said.front.office, said.visitor, number, proof)
                await said.say(pages.customer_linked(number, said.voice))
            case BuyLink(code):
                await buying.begin(said, code)
            case AskLink(code):
                await asking.begin(said, code)
            case None if said.argument:
                raise LinkUnusable("unknown")
            case None:
                await _greet(said)
    except LinkUnusable as error:
        await said.say(pages.refused(error, said.voice))


async def _bind_seller(said: Spoken, context: BotContext, token: str) -> None:
    seller = await linking.accept_invite(said.front.office, said.visitor, token)
    assists = seller.telegram_id != said.account.telegram_id and await _assists(said, seller)
    page = settings.welcome_assistant if assists else pages.seller_linked
    await said.say(page(seller, said.voice))
    roles = said.roles() | {Actor.SELLER}
    await presence.greet(context.bot, said.account.telegram_id, roles, said.voice)


async def _assists(said: Spoken, seller: Seller) -> bool:
    async with said.front.office.store.read() as uow:
        found = await uow.venues.assistants(seller.id)
    return any(each.telegram_id == said.account.telegram_id for each in found)


async def _greet(said: Spoken) -> None:
    if parties(said.account):
        await said.say(pages.welcome_back(said.account, said.voice))
    else:
        await said.say(pages.stranger(said.voice))
