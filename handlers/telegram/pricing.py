"""Change what an order costs: the seller types it on the card; the customer may object, or the administration decides."""

from dataclasses import replace

from channels.amounts import read
from channels.telegram import amount_requests as request_faces
from channels.telegram import amounts as change_faces
from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.faces import Face
from handlers.telegram import ruling
from handlers.telegram.front import acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import amount_requests, amounts, notices
from orders.amount_requests import BY_REQUEST, check_request
from orders.amounts import Change, check_open, check_value
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, Conflict
from orders.model import MAX_REASON, Event, Order, Party, within
from orders.ports import OrderView
from orders.states import Actor

_AMOUNT, _REASON, _SURE = "amount", "amount_reason", "sure"


async def tap(tap: AmountTap, tapped: Tapped) -> None:
    """A step of the seller's question, or the customer's objection."""
    match tap.step:
        case AmountStep.ASK:
            await _ask(tap, tapped)
        case AmountStep.CHANGE | AmountStep.REQUEST:
            await _settle(tap, tapped)
        case AmountStep.OBJECT:
            await _object(tap, tapped)
        case AmountStep.WITHDRAW:
            await _withdraw(tap, tapped)
        case AmountStep.GRANT | AmountStep.DECLINE | AmountStep.REFUSE:
            await ruling.tap(tap, tapped)


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """The amount, with or without the reason, or the reason. Raises `BadValue`."""
    number = int(dialogue.answers["number"])
    by = acting_as(said.account, Actor.SELLER, number)
    text = said.message.text
    if text is None:
        raise BadValue(dialogue.step, "not_text")
    office = said.front.office
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
        events = await uow.orders.events(number)
    order = view.order
    _check(order, events, by)
    if dialogue.step == _REASON:
        change = replace(_typed(dialogue), reason=within(text, MAX_REASON, "amount_reason"))
        check_value(order, change.after)
    else:
        after, reason = read(text, order.amount.currency)
        check_value(order, after)
        change = Change(
            order.amount, after, within(reason, MAX_REASON, "amount_reason", required=False)
        )
    until = office.clock.now() + office.policy.talk_life
    step = _SURE if change.reason else _REASON
    answers = {"number": str(number), "version": str(order.version), "change": change.text}
    asked = Dialogue(DialogueKind.AMOUNT, step, until, answers)
    if step == _SURE:
        # Words that follow are talk: only the button says yes.
        asked = asked.paused()
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, asked.taken(said.message.message_id))
    await said.say(_next(view, change, said))


def _check(order: Order, events: tuple[Event, ...], by: Party) -> None:
    """Whether the seller may change it, or ask for another one. Raises as these do."""
    if order.state in BY_REQUEST:
        check_request(order, events, by)
    else:
        check_open(order, by)


def _next(view: OrderView, change: Change, said: Spoken) -> Face:
    asks = view.order.state in BY_REQUEST
    if change.reason:
        face = request_faces.sure if asks else change_faces.sure
    else:
        face = request_faces.ask_reason if asks else change_faces.ask_reason
    return face(view, change, said.voice)


def _typed(dialogue: Dialogue) -> Change:
    return Change.read(dialogue.answers["change"])


async def _ask(tap: AmountTap, tapped: Tapped) -> None:
    view, events, by = await tapped.look(tap.number)
    _check(view.order, events, by)
    front, who = tapped.front, tapped.account.telegram_id
    office = front.office
    await leave(front, who, staying_on=tap.number)
    until = office.clock.now() + office.policy.talk_life
    dialogue = Dialogue(DialogueKind.AMOUNT, _AMOUNT, until, {"number": str(tap.number)})
    async with office.store.write() as uow:
        await uow.dialogues.put(who, dialogue)
        await uow.work.add([notices.card_again(view.order, until)])
    faces = request_faces if view.order.state in BY_REQUEST else change_faces
    await tapped.ask(tap.number, by, faces.ask(view.order, tapped.voice))
    await tapped.answer()


async def _settle(tap: AmountTap, tapped: Tapped) -> None:
    """What was typed, and asked back in this very message: it is so, or the administration is asked."""
    office, who = tapped.front.office, tapped.account.telegram_id
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    async with office.store.read() as uow:
        dialogue = await uow.dialogues.get(who, office.clock.now())
        order = await uow.orders.get(tap.number)
        events = await uow.orders.events(tap.number)
    if dialogue is None or not _is_about(dialogue, tap):
        _check(order, events, by)
        raise Conflict(tap.number, tap.value, order.version)
    said = _typed(dialogue)
    settle, done = amounts.change, "done.amount_changed"
    if tap.step is AmountStep.REQUEST:
        settle, done = amount_requests.request, "done.amount_requested"
    await settle(
        office, tap.number, by, said.after, said.reason,
        before=said.before, version=tap.value, request_id=intention(tapped.update),
    )  # fmt: skip
    await tapped.answer(tapped.voice.plain(done))
    await tapped.show_card(tap.number)


def _is_about(dialogue: Dialogue, tap: AmountTap) -> bool:
    known = dialogue.answers
    about = (known.get("number"), known.get("version")) == (str(tap.number), str(tap.value))
    return dialogue.kind is DialogueKind.AMOUNT and dialogue.step == _SURE and about


async def _object(tap: AmountTap, tapped: Tapped) -> None:
    by = acting_as(tapped.account, Actor.CUSTOMER, tap.number)
    request_id = intention(tapped.update)
    await amounts.object_to(tapped.front.office, tap.number, by, tap.value, request_id=request_id)
    await tapped.answer(tapped.voice.plain("done.amount_objected"))
    await tapped.show_card(tap.number)


async def _withdraw(tap: AmountTap, tapped: Tapped) -> None:
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    office, request_id = tapped.front.office, intention(tapped.update)
    await amount_requests.withdraw(office, tap.number, by, tap.value, request_id=request_id)
    await tapped.answer(tapped.voice.plain("done.amount_withdrawn"))
    await tapped.show_card(tap.number)
