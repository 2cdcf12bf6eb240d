"""The buy dialogue in Telegram: show the question, take the answer, submit. `orders.shop` decides."""

from dataclasses import dataclass, replace

from telegram import Message, Update

from channels import phones
from channels.telegram import buying
from channels.telegram.buy_taps import BuyStep, BuyTap
from channels.telegram.faces import Face, Prompt
from channels.telegram.toasts import bad_value
from channels.texts import Voice
from channels.texts.html import escape
from handlers.telegram.front import Front
from handlers.telegram.offers import offered
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import desk, shop
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import MAX_NAME, Account, Product, Seller
from orders.ratings import Rating

#: Keys of a draft that are no answers: which product at which price, and the update last applied.
_CODE, _SEEN = "code", "seen"


@dataclass(frozen=True, slots=True)
class _Counter:
    """A draft with what it is about."""

    draft: Dialogue
    product: Product
    seller: Seller
    rating: Rating


async def begin(said: Spoken, code: str) -> None:
    """Somebody opened a product's Buy link."""
    known = await said.dialogue()
    await said.say(await _begun(said.front, said.account, said.update, known, code))


async def _begun(
    front: Front, who: Account, update: Update, known: Dialogue | None, code: str
) -> Face | Prompt:
    """The first question about a product; a half-made draft is offered first."""
    office, voice = front.office, front.voice(who)
    offer = await offered(front, who, code)
    if isinstance(offer, Face):
        return offer
    product, seller, rating = offer
    if held := await _held(front, known):
        return buying.offer_draft(held.product.title, code, voice)
    draft = shop.begin(product, office.clock.now(), office.policy)
    await _put(front, who, update, draft)
    return _question(_Counter(draft, product, seller, rating), who, voice)


async def answer(said: Spoken, draft: Dialogue) -> None:
    """A typed or shared answer to the draft's question; a bad one is explained and asked again."""
    counter = await _counter(said.front, draft)
    if counter is None:
        await _drop(said.front, said.account)
        await said.say(buying.gone(said.voice))
        return
    first: list[Face | Prompt] = []
    asked = draft.step
    if draft.answers.get(_SEEN) != str(said.update.update_id):
        try:
            draft = shop.answer(draft, _value(said.message, draft.step, said.front))
        except BadValue as error:
            await said.say(Face(escape(bad_value(error, said.voice))))
            return
        await _put(said.front, said.account, said.update, draft)
        if asked == "phone":
            first = [buying.phone_taken(draft.answers["phone"], said.voice)]
    await said.say(*first, _question(replace(counter, draft=draft), said.account, said.voice))


async def tap(tap: BuyTap, tapped: Tapped) -> None:
    """A button of the dialogue."""
    office = tapped.front.office
    async with office.store.read() as uow:
        draft = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    if tap.step is BuyStep.SUBMIT:
        await _submit(tapped, draft)
        return
    await tapped.answer()
    if tap.step is BuyStep.BEGIN:
        face = await _begun(tapped.front, tapped.account, tapped.update, draft, tap.value)
        await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)
        return
    if draft is None or draft.kind is not DialogueKind.BUY:
        await tapped.show(buying.over(tapped.voice))
        return
    counter = await _counter(tapped.front, draft)
    if tap.step is BuyStep.ABANDON or counter is None:
        await _drop(tapped.front, tapped.account)
        faces = buying.abandoned if counter else buying.gone
        await tapped.show(faces(tapped.voice))
        return
    await _press(tap, tapped, counter)


async def _press(tap: BuyTap, tapped: Tapped, counter: _Counter) -> None:
    """A button that leads to another question; the tapped message becomes it where it can."""
    voice, shop_name = tapped.voice, counter.seller.name
    if tap.step is BuyStep.CHANGE and not tap.value and shop.complete(counter.draft):
        await tapped.show(buying.choose_change(counter.draft, counter.product, shop_name, voice))
        return
    if tap.step is BuyStep.RESTART:
        fresh = await _restarted(tap.value, tapped.front)
        if fresh is None:
            await tapped.show(buying.gone(voice))
            return
        counter = fresh
    else:
        counter = replace(counter, draft=_after(tap, counter.draft, tapped))
    await _put(tapped.front, tapped.account, tapped.update, counter.draft)
    face = _question(counter, tapped.account, voice)
    if isinstance(face, Face):
        await tapped.show(face)
    else:
        await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


def _after(tap: BuyTap, draft: Dialogue, tapped: Tapped) -> Dialogue:
    """The draft after a button; a button of an earlier question changes nothing."""
    draft = draft.resumed()
    match tap.step:
        case BuyStep.CHANGE if tap.value:
            return shop.change(draft, tap.value)
        case BuyStep.QUANTITY if draft.step == "quantity":
            return shop.answer(draft, tap.value)
        case BuyStep.NAME if draft.step == "name":
            return shop.answer(draft, _suggested_name(tapped.account))
        case BuyStep.PHONE if draft.step == "phone" and (phone := _known_phone(tapped.account)):
            return shop.answer(draft, phone)
        case BuyStep.COMMENT if draft.step == "comment":
            return shop.answer(draft, "")
        case _:
            return draft


async def _submit(tapped: Tapped, draft: Dialogue | None) -> None:
    """Place the order and forget the draft in one transaction; a repeated tap finds the order."""
    front, office, voice = tapped.front, tapped.front.office, tapped.voice
    # The message, not the tap: a second tap on the same Submit means the same.
    request_id = f"tg:buy:{tapped.chat_id}:{tapped.message_id}"
    counter = await _counter(front, draft) if draft else None
    if draft is None or counter is None or not shop.complete(draft):
        async with office.store.read() as uow:
            done = await uow.orders.caused_by(request_id)
        await tapped.answer()
        if done is not None:
            await tapped.show(buying.submitted(done.order_number, voice))
        else:
            await tapped.show(buying.gone(voice) if draft else buying.over(voice))
        return
    buyer = shop.Buyer(tapped.account.telegram_id, tapped.account.locale, tapped.account.customer)
    try:
        purchase = shop.purchase(draft, counter.product, buyer, request_id)
    except BadValue as error:
        if error.field != "price":
            raise
        draft = shop.reprice(draft, counter.product)
        await _put(front, tapped.account, tapped.update, draft)
        await tapped.answer()
        name = counter.seller.name
        await tapped.show(buying.summary(draft, counter.product, name, voice, price_changed=True))
        return
    now = office.clock.now()
    async with office.store.write() as uow:
        outcome = await desk.place_within(uow, purchase, now, office.policy)
        await uow.dialogues.drop(tapped.account.telegram_id)
    office.wake()
    await tapped.answer()
    await tapped.show(buying.submitted(outcome.order.number, voice))


def _question(counter: _Counter, account: Account, voice: Voice) -> Face | Prompt:
    return buying.question(
        counter.draft,
        counter.product,
        counter.seller.name,
        voice,
        suggested_name=_suggested_name(account),
        known_phone=_known_phone(account),
        rating=counter.rating,
    )


def _suggested_name(account: Account) -> str:
    return (account.customer.name if account.customer else account.name)[:MAX_NAME].strip()


def _known_phone(account: Account) -> str | None:
    return account.customer.phone if account.customer else None


def _value(message: Message, step: str, front: Front) -> str:
    """What the message answers. Raises `BadValue`."""
    if step == "phone":
        shared = message.contact.phone_number if message.contact else message.text or ""
        return phones.parse(shared, front.region)
    if message.text is None:
        raise BadValue(step, "not_text")
    return message.text


async def _held(front: Front, known: Dialogue | None) -> _Counter | None:
    """The half-made draft that is worth going on with, if there is one."""
    if known is None or known.kind is not DialogueKind.BUY or not shop.begun(known):
        return None
    return await _counter(front, known)


async def _restarted(code: str, front: Front) -> _Counter | None:
    async with front.office.store.read() as uow:
        product = await uow.products.by_code(code)
    if product is None:
        return None
    now, policy = front.office.clock.now(), front.office.policy
    return await _counter(front, shop.begin(product, now, policy))


async def _counter(front: Front, draft: Dialogue) -> _Counter | None:
    """The draft with its product; None when that is no longer offered."""
    async with front.office.store.read() as uow:
        product = await uow.products.by_code(draft.answers.get(_CODE, ""))
        if product is None:
            return None
        seller = await uow.people.seller(product.seller_id)
        return _Counter(draft, product, seller, await uow.feedback.rating(seller.id))


async def _put(front: Front, account: Account, update: Update, draft: Dialogue) -> None:
    # A crash between this and the inbox's "done" brings the same update again: it must not
    # answer the next question as well.
    seen = replace(draft, answers=draft.answers | {_SEEN: str(update.update_id)})
    async with front.office.store.write() as uow:
        await uow.dialogues.put(account.telegram_id, seen)


async def _drop(front: Front, account: Account) -> None:
    async with front.office.store.write() as uow:
        await uow.dialogues.drop(account.telegram_id)
