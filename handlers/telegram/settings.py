"""/settings and its buttons: where a shop's orders ring, and who works there, for its owner alone.

What everybody chooses, when they are written to and on which channels, are messages of their own (see
`rhythm`, `reaching`), and so are the marketplace's timings for its administration (see `timings`).
"""

from dataclasses import replace

from telegram import Update

from channels.telegram import settings
from channels.telegram.faces import Face
from channels.telegram.settings_taps import DismissTap, InviteTap, VenueTap
from channels.telegram.topics import Topics
from channels.texts import Voice
from handlers.telegram import reaching, rhythm, timings
from handlers.telegram.front import BotContext, Front
from handlers.telegram.spoken import spoken
from handlers.telegram.tapped import Tapped
from orders import linking, venues
from orders.errors import UnknownParty
from orders.model import Account, Seller
from orders.places import Mode, Venue
from orders.rhythm import listeners


async def on_settings(update: Update, context: BotContext) -> None:
    """Show them."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    front, account, voice = said.front, said.account, said.voice
    if account.owns_shop:
        topics = Topics(context.bot).in_private
        await said.say(await _page(front, account, voice, topics=topics))
    if listeners(account):
        await said.say(await rhythm.page(front, account, voice))
        if front.office.policy.ways:
            await said.say(await reaching.page(front, account, voice))
    if account.telegram_id in front.administrators:
        await said.say(timings.page(front, voice))
    elif not listeners(account):
        await said.say(settings.only_owner(voice))


async def choose(tap: VenueTap, tapped: Tapped) -> None:
    """Work in another way; a group must be picked first."""
    seller, office = _own(tapped.account), tapped.front.office
    async with office.store.read() as uow:
        venue = await uow.venues.of(seller.id)
    await tapped.answer()
    if tap.mode is Mode.GROUP:
        await tapped.sender.send(
            tapped.chat_id, settings.pick_group(tapped.voice), silent=True, topic_id=tapped.topic_id
        )
        return
    await venues.choose(office, replace(venue, mode=tap.mode))
    await _shown_again(tapped)


async def invite(_: InviteTap, tapped: Tapped) -> None:
    """A link for an assistant."""
    seller, front = _own(tapped.account), tapped.front
    token = await linking.invite_assistant(front.office, seller.id)
    await tapped.answer()
    face = settings.invitation(front.links.invite(token), tapped.voice)
    await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


async def dismiss(tap: DismissTap, tapped: Tapped) -> None:
    """Somebody no longer works for the shop."""
    await venues.dismiss(tapped.front.office, _own(tapped.account).id, tap.telegram_id)
    await tapped.answer()
    await _shown_again(tapped)


async def on_group(update: Update, context: BotContext) -> None:
    """A group was picked: take it if it will do, and say in it what happens there."""
    said = await spoken(update, context)
    shared = None if said is None else said.message.chat_shared
    if said is None or shared is None or shared.request_id != settings.GROUP_REQUEST:
        return
    seller, topics = said.account.seller, Topics(context.bot)
    if seller is None or not said.account.owns_shop:
        await said.say(settings.only_owner(said.voice))
        return
    if why := await topics.missing(shared.chat_id):
        await said.say(settings.unfit(why, said.voice))
        return
    venue = Venue(seller.id, Mode.GROUP, shared.chat_id, shared.title or "")
    await venues.choose(said.front.office, venue)
    await said.say(settings.picked(venue, said.voice))
    greeting = settings.greeting(seller.name, said.voice)
    await said.sender.send(shared.chat_id, greeting, silent=True)


def _own(account: Account) -> Seller:
    """The shop that is the account's own. Raises `UnknownParty`."""
    if account.seller is None or not account.owns_shop:
        raise UnknownParty(f"account {account.telegram_id}")
    return account.seller


async def _shown_again(tapped: Tapped) -> None:
    topics = Topics(tapped.query.get_bot()).in_private
    await tapped.show(await _page(tapped.front, tapped.account, tapped.voice, topics=topics))


async def _page(front: Front, account: Account, voice: Voice, *, topics: bool) -> Face:
    seller = _own(account)
    async with front.office.store.read() as uow:
        venue = await uow.venues.of(seller.id)
        assistants = await uow.venues.assistants(seller.id)
    return settings.page(venue, assistants, voice, topics=topics)
