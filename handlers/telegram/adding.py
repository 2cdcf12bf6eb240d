"""Orders that a seller adds: /neworder, "Repeat order", an order of a question. `orders.adding` decides."""

from dataclasses import replace

from telegram import Update

from channels.telegram import adding as faces
from channels.telegram import pages
from channels.telegram.add_taps import AddStep, AddTap, DisownTap, RepeatTap
from channels.telegram.faces import Face
from handlers.telegram import naming
from handlers.telegram.front import BotContext, acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders import adding, desk, disowning, notices
from orders.adding import QUESTIONS
from orders.dialogues import Dialogue, DialogueKind
from orders.enquiries import is_enquiry
from orders.errors import BadValue, NotYours, UnknownParty
from orders.model import Account, Order, Seller
from orders.patrons import ways
from orders.states import Actor

#: Among the answers of a draft: the update last applied.
_SEEN = "seen"


async def on_new_order(update: Update, context: BotContext) -> None:
    """/neworder: a half-made one is offered first."""
    said = await spoken(update, context)
    if said is None:
        return
    known = await said.leave_dialogue()
    if said.account.seller is None:
        await said.say(pages.stranger(said.voice))
    else:
        await said.say(await _begun(said, said.account.seller, known))


async def tap(tap: AddTap, tapped: Tapped) -> None:
    """A button of the draft. Raises `UnknownParty`, `BadValue`."""
    seller = _seller(tapped.account)
    office, who = tapped.front.office, tapped.account.telegram_id
    async with office.store.read() as uow:
        known = await uow.dialogues.get(who, office.clock.now())
    draft = known if known is not None and known.kind is DialogueKind.ADD_ORDER else None
    match tap.step:
        case AddStep.BEGIN:
            await leave(tapped.front, who)
            await _below(tapped, await _begun(tapped, seller, draft))
        case AddStep.FRESH:
            await leave(tapped.front, who)
            await tapped.show(await _begun(tapped, seller, None))
        case AddStep.SUBMIT:
            await _submit(tapped, seller, draft)
        case _ if draft is None:
            # What else they are asked for now is nobody's to drop.
            await tapped.show(faces.stopped(tapped.voice))
        case AddStep.STOP:
            async with office.store.write() as uow:
                await uow.dialogues.drop(who)
            await tapped.show(faces.stopped(tapped.voice))
        case AddStep.CHANGE if adding.complete(draft):
            await tapped.show(faces.choose_change(tapped.voice))
        case AddStep.WHO | AddStep.WHAT:
            await tapped.show(await _asked(tapped, seller, draft, tap.value))
        case _:
            if draft.answers.get(_SEEN) != str(tapped.update.update_id):
                draft = await _pressed(tap, tapped, seller, draft.resumed())
                await _put(tapped, draft)
            await tapped.show(await _asked(tapped, seller, draft))
    await tapped.answer()


async def repeat(tap: RepeatTap, tapped: Tapped) -> None:
    """The order once more, or an order for who asked. Raises `UnknownOrder`, `NotYours`, `BadValue`."""
    seller, office = _seller(tapped.account), tapped.front.office
    now, policy = office.clock.now(), office.policy
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    async with office.store.read() as uow:
        if is_enquiry(tap.number):
            enquiry = await uow.enquiries.get(tap.number)
            if enquiry.seller_id != by.id:
                raise NotYours(tap.number)
            customer = await uow.people.customer(enquiry.customer_id)
            draft = adding.begin(enquiry.product.price.currency, now, policy)
            draft = adding.choose_customer(draft, customer, "")
            draft = adding.choose_product(draft, enquiry.product)
        else:
            order = await uow.orders.get(tap.number)
            if order.seller_id != by.id:
                raise NotYours(tap.number)
            draft = adding.repeat(order, now, policy)
    await leave(tapped.front, tapped.account.telegram_id)
    await _put(tapped, draft)
    await _below(tapped, await _asked(tapped, seller, draft))
    await tapped.answer()


async def disown(tap: DisownTap, tapped: Tapped) -> None:
    """The customer did not order this. Raises `UnknownOrder`, `NotYours`, `NotAllowed`."""
    by = acting_as(tapped.account, Actor.CUSTOMER, tap.number)
    request_id = intention(tapped.update)
    await disowning.disown(tapped.front.office, tap.number, by, request_id=request_id)
    await tapped.answer(tapped.voice.plain("done.disowned"))
    await tapped.show_card(tap.number)


async def take(said: Spoken, draft: Dialogue) -> None:
    """A typed or shared answer; a bad one is explained and asked again. Raises `BadValue`."""
    seller = _seller(said.account)
    if draft.answers.get(_SEEN) == str(said.update.update_id):
        await said.say(await _asked(said, seller, draft))
        return
    shared = said.message.contact
    if shared is not None and draft.step in ("name", "phone"):
        draft, bare = await naming.shared(said, seller, draft)
        await _put(said, draft)
        await said.say(
            faces.no_phone(draft, said.voice) if bare else await _asked(said, seller, draft)
        )
        return
    value = naming.value(said.message, draft, said.front)
    if draft.step == "name" and await naming.finds(said.front, seller, value):
        draft = replace(draft, answers=draft.answers | {naming.TYPED: value})
    else:
        draft = adding.answer(naming.without(draft, naming.TYPED), value)
        if "phone" in draft.answers:
            draft = await naming.recognised(said.front, seller, draft)
    await _put(said, draft)
    await said.say(await _asked(said, seller, draft))


async def _begun(asked: Tapped | Spoken, seller: Seller, known: Dialogue | None) -> Face:
    """The first question; a half-made draft is offered instead."""
    held = known is not None and known.kind is DialogueKind.ADD_ORDER and adding.begun(known)
    if known is not None and held:
        return faces.offer_draft(known, asked.voice)
    office = asked.front.office
    async with office.store.read() as uow:
        found = await uow.products.page(seller.id, offset=0, limit=1)
    currency = found[0].price.currency if found else asked.front.currency
    draft = adding.begin(currency, office.clock.now(), office.policy)
    await _put(asked, draft)
    return await _asked(asked, seller, draft)


async def _asked(asked: Tapped | Spoken, seller: Seller, draft: Dialogue, number: int = 1) -> Face:
    """The draft's present question, with a page of what can be chosen."""
    start = (number - 1) * faces.PAGE_SIZE
    async with asked.front.office.store.read() as uow:
        if draft.step == "name":
            typed = draft.answers.get(naming.TYPED, "")
            patrons = await uow.patrons.page(seller.id, typed, offset=start, limit=faces.PAGE_SIZE)
            return faces.who(patrons.lines, patrons.total, number, typed, asked.voice)
        if draft.step == "title":
            total = await uow.products.count(seller.id)
            found = await uow.products.page(seller.id, offset=start, limit=faces.PAGE_SIZE)
            return faces.what(found, total, number, asked.voice)
    return faces.question(draft, asked.voice)


async def _pressed(tap: AddTap, tapped: Tapped, seller: Seller, draft: Dialogue) -> Dialogue:
    """The draft after a button; one of an earlier question changes nothing. Raises `BadValue`."""
    office = tapped.front.office
    async with office.store.read() as uow:
        match tap.step:
            case AddStep.CUSTOMER if draft.step == "name":
                known = await uow.patrons.dossier(seller.id, tap.value)
                if known is None:
                    raise BadValue("customer", "unknown")
                customer = replace(known.customer, name=known.contact.name)
                if known.contact.phone:
                    customer = replace(customer, phone=known.contact.phone)
                return adding.choose_customer(
                    naming.without(draft, naming.TYPED), customer, known.address
                )
            case AddStep.PRODUCT if draft.step == "title":
                return adding.choose_product(draft, await naming.product(uow, seller, tap.value))
            case AddStep.NEW if draft.step == "name" and (typed := draft.answers.get(naming.TYPED)):
                return adding.answer(naming.without(draft, naming.TYPED), typed)
            case AddStep.QUANTITY if draft.step == "quantity":
                return adding.answer(draft, str(tap.value))
            case AddStep.SKIP if _is_about(tap, draft):
                return adding.answer(draft, "")
            case AddStep.BACK if _is_about(tap, draft):
                return adding.back(draft)
            case AddStep.ASK if tap.value <= len(QUESTIONS):
                return adding.change(draft, QUESTIONS[tap.value - 1])
            case _:
                return draft


def _is_about(tap: AddTap, draft: Dialogue) -> bool:
    """Whether it is the present question that the button stood under."""
    return draft.step in QUESTIONS and faces.place(draft.step) == tap.value


async def _submit(tapped: Tapped, seller: Seller, draft: Dialogue | None) -> None:
    """Place it and forget the draft in one transaction; a repeated tap finds the order."""
    front, office = tapped.front, tapped.front.office
    # The message, not the tap: a second tap on the same button means the same.
    request_id = f"tg:add:{tapped.chat_id}:{tapped.message_id}"
    order = await _placed(tapped, seller, draft, request_id)
    office.wake()
    if order is None:
        await tapped.show(faces.stopped(tapped.voice))
        return
    async with office.store.read() as uow:
        reach = await uow.reaches.of(notices.customer_of(order), order.number)
    told = any(bar is None for bar in ways(reach, office.policy).values())
    link = front.links.order(order.number, office.sign(f"order:{order.number}"))
    await tapped.show(faces.added(order, link, told, tapped.voice))


async def _placed(
    tapped: Tapped, seller: Seller, draft: Dialogue | None, request_id: str
) -> Order | None:
    """The order of this button, now or before; None: there is no whole draft any more."""
    office, account = tapped.front.office, tapped.account
    async with office.store.write() as uow:
        if (done := await uow.orders.caused_by(request_id)) is not None:
            return await uow.orders.get(done.order_number)
        if draft is None or not adding.complete(draft):
            return None
        known = await naming.known(uow, seller, draft)
        purchase = adding.purchase(draft, seller, known, account.locale, request_id)
        outcome = await desk.place_within(uow, purchase, office.clock.now(), office.policy)
        await uow.dialogues.drop(account.telegram_id)
        return outcome.order


def _seller(account: Account) -> Seller:
    if account.seller is None:
        raise UnknownParty(Actor.SELLER)
    return account.seller


async def _below(tapped: Tapped, face: Face) -> None:
    """Under the tapped message, which stays as it is."""
    await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


async def _put(asked: Tapped | Spoken, draft: Dialogue) -> None:
    # A crash between this and the inbox's "done" brings the same update again: it must not
    # answer the next question as well.
    seen = replace(draft, answers=draft.answers | {_SEEN: str(asked.update.update_id)})
    async with asked.front.office.store.write() as uow:
        await uow.dialogues.put(asked.account.telegram_id, seen)
