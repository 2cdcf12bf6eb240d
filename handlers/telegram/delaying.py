"""Agree on a delay: the seller chooses a day on the card, the customer answers with a button."""

import asyncio

from channels import days
from channels.telegram import delays as faces
from channels.telegram.delay_taps import DelayStep, DelayTap, day_of
from channels.telegram.faces import Face
from handlers.telegram.front import acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import delays, hearing, notices
from orders.delays import check_day, check_open
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import Party
from orders.ports import OrderView
from orders.states import Actor

_DAY, _NOTE = "delay_day", "delay_note"


async def tap(tap: DelayTap, tapped: Tapped) -> None:
    """A step of the seller's question, or the customer's answer."""
    if tap.step in (DelayStep.YES, DelayStep.NO):
        await _answer(tap, tapped)
        return
    if tap.step is DelayStep.DISMISS:
        await _dismiss(tap, tapped)
        return
    view, by = await _open(tap.number, tapped)
    front, voice = tapped.front, tapped.voice
    now, policy = front.office.clock.now(), front.office.policy
    match tap.step:
        case DelayStep.ASK:
            await _remember(tapped, tap.number, _DAY)
            face = faces.choose(view, voice, now)
        case DelayStep.MONTH:
            await _remember(tapped, tap.number, _DAY)
            face = faces.month(view, tap.value, voice, now)
        case DelayStep.PROPOSE:
            await _propose(tap, tapped, by)
            return
        case DelayStep.PHONE:
            check_day(day_of(tap.value), view.order, view.seller.timezone, now)
            await _remember(tapped, tap.number, _NOTE, tap.value)
            face = faces.ask_note(tap.number, voice)
        case _:
            day = day_of(tap.value)
            check_day(day, view.order, view.seller.timezone, now)
            await leave(front, tapped.account.telegram_id, staying_on=tap.number)
            face = faces.sure(view, day, policy, voice, now)
    await tapped.ask(tap.number, by, face)
    await tapped.answer()


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """A day in words, or what was agreed on by phone. Raises `BadValue`."""
    number = int(dialogue.answers["number"])
    by = acting_as(said.account, Actor.SELLER, number)
    if said.message.text is None:
        raise BadValue(dialogue.step, "not_text")
    office = said.front.office
    done = dialogue.paused().taken(said.message.message_id)
    if dialogue.step == _NOTE:
        day = day_of(int(dialogue.answers["day"]))
        await delays.propose(
            office,
            number,
            by,
            day,
            request_id=intention(said.update),
            agreed_by_phone=said.message.text,
        )
    else:
        await said.say(await _understood(said, number))
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, done)


async def _understood(said: Spoken, number: int) -> Face:
    """The day that was typed, always asked back. Raises `BadValue`."""
    office = said.front.office
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
    now, zone = office.clock.now(), view.seller.timezone
    assert said.message.text is not None
    # The words of a language are read when they are needed first: 0.2 s.
    day = await asyncio.to_thread(days.parse, said.message.text, said.voice.locale, zone, now)
    check_day(day, view.order, zone, now)
    return faces.sure(view, day, office.policy, said.voice, now)


async def _propose(tap: DelayTap, tapped: Tapped, by: Party) -> None:
    request_id = intention(tapped.update)
    await leave(tapped.front, tapped.account.telegram_id, staying_on=tap.number)
    office, day = tapped.front.office, day_of(tap.value)
    await delays.propose(office, tap.number, by, day, request_id=request_id)
    await tapped.answer(tapped.voice.plain("delay.proposed"))
    await tapped.show_card(tap.number)


async def _dismiss(tap: DelayTap, tapped: Tapped) -> None:
    """The seller wants no day of this order's talk recorded."""
    _, _, by = await tapped.look(tap.number)
    await hearing.decline(tapped.front.office, tap.number, by, day_of(tap.value))
    await tapped.answer()
    await tapped.show(faces.dismissed(tap.number, tapped.voice))


async def _answer(tap: DelayTap, tapped: Tapped) -> None:
    by = acting_as(tapped.account, Actor.CUSTOMER, tap.number)
    yes = tap.step is DelayStep.YES
    request_id = intention(tapped.update)
    outcome = await delays.answer(
        tapped.front.office, tap.number, by, tap.value, yes=yes, request_id=request_id
    )
    await tapped.answer(tapped.voice.plain(f"done.{outcome.event.what}"))
    await tapped.show_card(tap.number)


async def _open(number: int, tapped: Tapped) -> tuple[OrderView, Party]:
    """The seller's order. Raises `UnknownOrder`, `NotYours`, `NotAllowed` when it has ended."""
    view, _, by = await tapped.look(number)
    check_open(view.order, by, Actor.SELLER)
    return view, by


async def _remember(tapped: Tapped, number: int, step: str, day: int = 0) -> None:
    """What the seller types next is the day, or the note."""
    office, who = tapped.front.office, tapped.account.telegram_id
    before = await leave(tapped.front, who, staying_on=number)
    until = office.clock.now() + office.policy.talk_life
    answers = {"number": str(number), **({"day": str(day)} if day else {})}
    async with office.store.write() as uow:
        await uow.dialogues.put(who, Dialogue(DialogueKind.DELAY, step, until, answers))
        if before is None or before.kind is not DialogueKind.DELAY:
            await uow.work.add([notices.card_again(await uow.orders.get(number), until)])
