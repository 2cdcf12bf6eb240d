"""The draft of an added order on its way: kept, asked about, offered again. `orders.adding` decides."""

from dataclasses import replace

from channels.telegram import adding as faces
from channels.telegram.faces import Face
from channels.telegram.lists import PAGE_SIZE
from handlers.telegram import naming
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import adding
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import UnknownParty
from orders.model import Account, Seller
from orders.states import Actor

#: Among the answers of a draft: the update last applied.
_SEEN = "seen"


def seller_of(account: Account) -> Seller:
    """Who adds it. Raises `UnknownParty`."""
    if account.seller is None:
        raise UnknownParty(Actor.SELLER)
    return account.seller


async def below(tapped: Tapped, face: Face) -> None:
    """Show it under the tapped message, which stays as it is."""
    await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


async def put(asked: Tapped | Spoken, draft: Dialogue) -> None:
    """Keep it."""
    # A crash between this and the inbox's "done" brings the same update again: it must not
    # answer the next question as well.
    seen = replace(draft, answers=draft.answers | {_SEEN: str(asked.update.update_id)})
    async with asked.front.office.store.write() as uow:
        await uow.dialogues.put(asked.account.telegram_id, seen)


def applied(draft: Dialogue, asked: Tapped | Spoken) -> bool:
    """Whether this update has changed it before."""
    return draft.answers.get(_SEEN) == str(asked.update.update_id)


async def held(asked: Tapped | Spoken) -> Dialogue | None:
    """The account's draft, if it is about one."""
    office = asked.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(asked.account.telegram_id, office.clock.now())
    return known if known is not None and known.kind is DialogueKind.ADD_ORDER else None


async def begun(asked: Tapped | Spoken, seller: Seller, known: Dialogue | None) -> Face:
    """The first question; a half-made draft is offered instead."""
    if known is not None and known.kind is DialogueKind.ADD_ORDER and adding.begun(known):
        return faces.offer_draft(known, asked.voice)
    office = asked.front.office
    currency = await asked.front.currency_of(seller)
    draft = adding.begin(currency, office.clock.now(), office.policy)
    await put(asked, draft)
    return await question(asked, seller, draft)


async def question(
    asked: Tapped | Spoken, seller: Seller, draft: Dialogue, number: int = 1
) -> Face:
    """The draft's present question, with a page of what can be chosen."""
    start = (number - 1) * PAGE_SIZE
    async with asked.front.office.store.read() as uow:
        if draft.step == "name":
            typed = draft.answers.get(naming.TYPED, "")
            patrons = await uow.patrons.page(seller.id, typed, offset=start, limit=PAGE_SIZE)
            return faces.who(patrons.lines, patrons.total, number, typed, asked.voice)
        if draft.step == "title":
            total = await uow.products.count(seller.id)
            found = await uow.products.page(seller.id, offset=start, limit=PAGE_SIZE)
            return faces.what(found, total, number, asked.voice)
    return faces.question(draft, asked.voice)
