"""/products: the seller's own products, to add, change, pause and share. `orders.wares` decides."""

from telegram import Message, Update

from channels import amounts, codes
from channels.telegram import pages
from channels.telegram import wares as faces
from channels.telegram.faces import Face
from channels.telegram.lists import last_page
from channels.telegram.ware_taps import WareStep, WareTap
from handlers.telegram.front import BotContext, Front
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders import wares
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, UnknownParty
from orders.model import Account, Product, Seller
from orders.states import Actor

#: Steps that ask for one thing of a product, and how `orders.wares` calls it.
_CHANGES = {
    WareStep.TITLE: "title",
    WareStep.PRICE: "price",
    WareStep.DAYS: "days",
    WareStep.PHOTO: "photo",
    WareStep.TEXT: "text",
}


async def on_products(update: Update, context: BotContext) -> None:
    """The first page of what the shop offers."""
    said = await spoken(update, context)
    if said is None:
        return
    await said.leave_dialogue()
    if said.account.seller is None:
        await said.say(pages.stranger(said.voice))
    else:
        await said.say(await _page(said.front, said.account, said.account.seller, 1, said))


async def tap(tap: WareTap, tapped: Tapped) -> None:
    """A button among the products. Raises `UnknownParty`, `BadValue`."""
    seller = tapped.account.seller
    if seller is None:
        raise UnknownParty(Actor.SELLER)
    match tap.step:
        case WareStep.LIST:
            await leave(tapped.front, tapped.account.telegram_id)
            await tapped.show(await _page(tapped.front, tapped.account, seller, tap.value, tapped))
        case WareStep.OPEN:
            await leave(tapped.front, tapped.account.telegram_id)
            await _open(await _own(tapped, seller, tap.value), tapped)
        case WareStep.CODE:
            await _code(await _own(tapped, seller, tap.value), tapped)
        case _ if not tapped.account.owns_shop:
            raise UnknownParty(Actor.SELLER)
        case WareStep.PAUSE | WareStep.OFFER:
            paused = tap.step is WareStep.PAUSE
            office = tapped.front.office
            await _open(await wares.pause(office, seller.id, tap.value, paused=paused), tapped)
        case step if step in _CHANGES:
            await _ask_change(tap, tapped, seller)
        case _:
            await _press(tap.step, tapped, seller)
    await tapped.answer()


async def take(said: Spoken, draft: Dialogue) -> None:
    """The answer to a question about a product. Raises `BadValue`, `UnknownParty`."""
    seller = said.account.seller
    if seller is None or not said.account.owns_shop:
        raise UnknownParty(Actor.SELLER)
    value = _value(said.message, draft)
    known = wares.about(draft)
    if known is not None:
        product = await wares.change(said.front.office, seller.id, known, draft.step, value)
        await _put(said.front, said.account, draft.paused().taken(said.message.message_id))
        await said.say(faces.page(product, said.front.links, said.voice, owns=True))
        return
    draft = wares.answer(draft, value).taken(said.message.message_id)
    await _put(said.front, said.account, draft)
    await said.say(faces.question(draft, said.voice))


def _value(message: Message, draft: Dialogue) -> str:
    """What the message answers. Raises `BadValue`."""
    if draft.step == "photo":
        if not message.photo:
            raise BadValue("photo", "not_photo")
        # Telegram sends every photo in several sizes, the largest last.
        return message.photo[-1].file_id
    if message.text is None:
        raise BadValue(draft.step, "not_text")
    if draft.step == "price":
        return str(amounts.alone(message.text, draft.answers["currency"]))
    return message.text


async def _press(step: WareStep, tapped: Tapped, seller: Seller) -> None:
    """A button of the draft, or of the question that changes one thing."""
    front, who, office = tapped.front, tapped.account.telegram_id, tapped.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(who, office.clock.now())
    draft = known if known is not None and known.kind is DialogueKind.PRODUCT else None
    if step is WareStep.ADD and draft is not None and wares.begun(draft):
        await tapped.show(faces.offer_draft(draft, tapped.voice))
        return
    if step in (WareStep.ADD, WareStep.FRESH):
        await leave(front, who)
        draft = wares.begin(await front.currency_of(seller), office.clock.now(), office.policy)
    elif draft is None or not wares.takes(draft, step.value):
        await _stop(tapped, seller, who, draft)
        return
    elif step is WareStep.SUBMIT:
        product = await wares.add(office, who, draft, seller.id)
        await _open(product, tapped)
        return
    elif step is WareStep.SKIP and (product_id := wares.about(draft)) is not None:
        product = await wares.change(office, seller.id, product_id, draft.step, "")
        await leave(front, who)
        await _open(product, tapped)
        return
    else:
        draft = _moved(step, draft.resumed())
    await _put(front, tapped.account, draft)
    await tapped.show(faces.question(draft, tapped.voice))


def _moved(step: WareStep, draft: Dialogue) -> Dialogue:
    """The draft after Skip, Back or Go on. Raises `BadValue`."""
    if step is WareStep.SKIP:
        if draft.step not in wares.OPTIONAL:
            raise BadValue(draft.step, "empty")
        return wares.answer(draft, "")
    return wares.back(draft) if step is WareStep.BACK else draft


async def _stop(tapped: Tapped, seller: Seller, who: int, draft: Dialogue | None) -> None:
    """Forget the draft; a button of one that is gone leads to the list, too."""
    if draft is not None:
        async with tapped.front.office.store.write() as uow:
            await uow.dialogues.drop(who)
    await tapped.show(await _page(tapped.front, tapped.account, seller, 1, tapped))


async def _ask_change(tap: WareTap, tapped: Tapped, seller: Seller) -> None:
    office, what = tapped.front.office, _CHANGES[tap.step]
    product = await _own(tapped, seller, tap.value)
    await leave(tapped.front, tapped.account.telegram_id)
    draft = wares.asking(product, what, office.clock.now(), office.policy)
    await _put(tapped.front, tapped.account, draft)
    await tapped.show(faces.ask_change(product, what, tapped.voice))


async def _code(product: Product, tapped: Tapped) -> None:
    link = tapped.front.links.buy(product.code)
    if link is not None:
        drawn = await codes.picture(link)
        picture = faces.code(product, link, drawn, tapped.voice)
        await tapped.sender.picture(tapped.chat_id, picture, silent=True, topic_id=tapped.topic_id)


async def _open(product: Product, tapped: Tapped) -> None:
    owns = tapped.account.owns_shop
    await tapped.show(faces.page(product, tapped.front.links, tapped.voice, owns=owns))


async def _own(tapped: Tapped, seller: Seller, product_id: int) -> Product:
    return await wares.own(tapped.front.office, seller.id, product_id)


async def _page(
    front: Front, account: Account, seller: Seller, number: int, to: Tapped | Spoken
) -> Face:
    async with front.office.store.read() as uow:
        total = await uow.products.count(seller.id)
        number = min(number, last_page(total, faces.PAGE_SIZE))
        start = (number - 1) * faces.PAGE_SIZE
        found = await uow.products.page(seller.id, offset=start, limit=faces.PAGE_SIZE)
    return faces.listed(found, total, number, to.voice, owns=account.owns_shop)


async def _put(front: Front, account: Account, draft: Dialogue) -> None:
    async with front.office.store.write() as uow:
        await uow.dialogues.put(account.telegram_id, draft)
