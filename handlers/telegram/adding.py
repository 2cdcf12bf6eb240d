"""Orders that a seller adds: /neworder and the buttons of its draft. `orders.adding` decides."""

from dataclasses import replace

from telegram import Update

from channels.telegram import adding as faces
from channels.telegram import pages
from channels.telegram.add_taps import AddStep, AddTap, DisownTap
from handlers.telegram import drafting, naming, repeating
from handlers.telegram.front import BotContext, acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken, spoken
from handlers.telegram.tapped import Tapped
from orders import adding, desk, disowning, notices, wares
from orders.adding import QUESTIONS
from orders.dialogues import Dialogue
from orders.model import Order, Seller
from orders.patrons import ways
from orders.states import Actor


async def on_new_order(update: Update, context: BotContext) -> None:
    """/neworder: a half-made one is offered first."""
    said = await spoken(update, context)
    if said is None:
        return
    known = await said.leave_dialogue()
    if said.account.seller is None:
        await said.say(pages.stranger(said.voice))
    else:
        await said.say(await drafting.begun(said, said.account.seller, known))


async def tap(tap: AddTap, tapped: Tapped) -> None:
    """A button of the draft. Raises `UnknownParty`, `BadValue`."""
    seller = drafting.seller_of(tapped.account)
    office, who = tapped.front.office, tapped.account.telegram_id
    draft = await drafting.held(tapped)
    match tap.step:
        case AddStep.BEGIN:
            await leave(tapped.front, who)
            await drafting.below(tapped, await drafting.begun(tapped, seller, draft))
        case AddStep.FRESH:
            await leave(tapped.front, who)
            await tapped.show(await drafting.begun(tapped, seller, None))
        case AddStep.REPEAT:
            await repeating.instead(tapped, tap.value)
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
            await tapped.show(faces.choose_change(draft, tapped.voice))
        case AddStep.WHO | AddStep.WHAT:
            await tapped.show(await drafting.question(tapped, seller, draft, tap.value))
        case _:
            if not drafting.applied(draft, tapped):
                draft = await _pressed(tap, tapped, seller, draft.resumed())
                await drafting.put(tapped, draft)
            await tapped.show(await drafting.question(tapped, seller, draft))
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
    seller = drafting.seller_of(said.account)
    if drafting.applied(draft, said):
        await said.say(await drafting.question(said, seller, draft))
        return
    shared = said.message.contact
    if shared is not None and draft.step in ("name", "phone"):
        draft, bare = await naming.shared(said, seller, draft)
        await drafting.put(said, draft)
        await said.say(
            faces.no_phone(draft, said.voice)
            if bare
            else await drafting.question(said, seller, draft)
        )
        return
    value = naming.value(said.message, draft, said.front)
    if draft.step == "name" and await naming.finds(said.front, seller, value):
        draft = replace(draft, answers=draft.answers | {naming.TYPED: value})
    else:
        draft = adding.answer(naming.without(draft, naming.TYPED), value)
        if "phone" in draft.answers:
            draft = await naming.recognised(said.front, seller, draft)
    await drafting.put(said, draft)
    await said.say(await drafting.question(said, seller, draft))


async def _pressed(tap: AddTap, tapped: Tapped, seller: Seller, draft: Dialogue) -> Dialogue:
    """The draft after a button; one of an earlier question changes nothing. Raises `BadValue`."""
    async with tapped.front.office.store.read() as uow:
        match tap.step:
            case AddStep.CUSTOMER if draft.step == "name":
                draft = naming.without(draft, naming.TYPED)
                customer, address = await naming.customer(uow, seller, tap.value)
                return adding.choose_customer(draft, customer, address)
            case AddStep.PRODUCT if draft.step == "title":
                return adding.choose_product(
                    draft, await wares.own_within(uow, seller.id, tap.value)
                )
    return _moved(tap, draft)


def _moved(tap: AddTap, draft: Dialogue) -> Dialogue:
    match tap.step:
        case AddStep.NEW if draft.step == "name" and (typed := draft.answers.get(naming.TYPED)):
            return adding.answer(naming.without(draft, naming.TYPED), typed)
        case AddStep.QUANTITY if draft.step == "quantity":
            return adding.answer(draft, str(tap.value))
        case AddStep.SKIP if _is_about(tap, draft):
            return adding.answer(draft, "")
        case AddStep.BACK if _is_about(tap, draft):
            return adding.back(draft)
        case AddStep.MORE:
            return adding.one_more(draft)
        case AddStep.DROP:
            return adding.without(draft, *faces.dropped(tap.value))
        case AddStep.ASK if tap.value <= len(QUESTIONS):
            return adding.change(draft, QUESTIONS[tap.value - 1])
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
