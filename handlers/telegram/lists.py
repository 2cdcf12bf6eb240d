"""/orders and /find: pages of orders, turned in place. A seller's tabs and filters are `shelves`."""

import re

from telegram import Update

from channels.telegram import lists, pages
from channels.telegram.buttons import BadButton
from channels.telegram.faces import Face
from channels.telegram.list_taps import FindPage, ListTap
from channels.telegram.toasts import toast
from channels.texts import Voice
from handlers.telegram import shelves
from handlers.telegram.front import BotContext, Front, party
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders.dialogues import Dialogue, DialogueKind
from orders.model import Account, Seller
from orders.states import Actor

#: What is looked for, in characters; the longest thing that can be found is an address.
MAX_QUERY = 100
#: A phone as a card shows it or as people write it; rows hold it without the signs in between.
_PHONE = re.compile(r"[+(]?\d[\d\s().-]{4,}\d", re.ASCII)


async def on_orders(update: Update, context: BotContext) -> None:
    """/orders: the seller's tabs, or the customer's orders."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    # Somebody who sells and buys gets both lists.
    both = (
        await shelves.opened(said.front, said.account, said.voice),
        await _mine(said.front, said.account, said.voice, 1),
    )
    shown = [face for face in both if face is not None]
    await said.say(*(shown or [pages.stranger(said.voice)]))


async def turn(tap: ListTap, tapped: Tapped) -> None:
    """Another page of a customer's orders, or, from a button of old, a seller's tab, in place."""
    if tap.tab is not None:
        await shelves.turn_tab(tap, tapped)
        return
    face = await _mine(tapped.front, tapped.account, tapped.voice, tap.page)
    if face is not None:
        await tapped.show(face)
    await tapped.answer()


async def on_find(update: Update, context: BotContext) -> None:
    """/find TEXT, or /find and the text as the next message."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    if said.account.seller is None:
        await said.say(pages.stranger(said.voice))
    elif said.argument:
        await find(said, said.account.seller, said.argument)
    else:
        await _remember(said, "")
        await said.say(pages.ask_query(said.voice))


async def find(said: Spoken, seller: Seller, text: str) -> None:
    """Show the first page of what was found, and remember the text for the other pages."""
    text = text.strip()[:MAX_QUERY]
    await _remember(said, text)
    await said.say(await _found(said.front, seller, said.voice, text, 1))


async def turn_found(tap: FindPage, tapped: Tapped) -> None:
    """Another page of what was found, in place."""
    office, seller = tapped.front.office, tapped.account.seller
    async with office.store.read() as uow:
        known = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    found = known is not None and known.kind is DialogueKind.FIND and known.answers.get("text")
    if seller is not None and found:
        await tapped.show(await _found(tapped.front, seller, tapped.voice, found, tap.page))
        await tapped.answer()
    else:
        await tapped.answer(toast(BadButton(), tapped.voice), alert=True)


async def _remember(said: Spoken, text: str) -> None:
    office = said.front.office
    expires_at = office.clock.now() + office.policy.dialogue_life
    dialogue = Dialogue(DialogueKind.FIND, "found" if text else "text", expires_at, {"text": text})
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, dialogue)


async def _mine(front: Front, account: Account, voice: Voice, number: int) -> Face | None:
    """A page of the customer's orders."""
    by = party(account, Actor.CUSTOMER)
    if by is None:
        return None
    async with front.office.store.read() as uow:
        total = sum((await uow.orders.counts(by)).values())
        number = min(number, lists.last_page(total))
        start = (number - 1) * lists.PAGE_SIZE
        page = await uow.orders.of_party(by, None, offset=start, limit=lists.PAGE_SIZE)
    return lists.customer_orders(page, number, voice, front.office.clock.now())


async def _found(front: Front, seller: Seller, voice: Voice, text: str, number: int) -> Face:
    start = (number - 1) * lists.PAGE_SIZE
    async with front.office.store.read() as uow:
        page = await uow.orders.find(seller.id, sought(text), offset=start, limit=lists.PAGE_SIZE)
    return lists.found(page, text, number, voice, front.office.clock.now())


def sought(text: str) -> str:
    """A phone as rows hold it, where it is one; anything else as it is."""
    return re.sub(r"[^+\d]", "", text) if _PHONE.fullmatch(text) else text
