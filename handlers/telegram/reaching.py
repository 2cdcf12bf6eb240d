"""/settings of channels: a test SMS, what comes by e-mail, and another phone, proved by a code. `orders.proving` decides."""

from dataclasses import replace

import structlog

from channels import phones
from channels.sms import asked
from channels.telegram import pages, toasts
from channels.telegram import reaching as faces
from channels.telegram.buttons import BadButton
from channels.telegram.faces import Face
from channels.telegram.reach_taps import SWITCHES, ReachStep, ReachTap
from channels.texts import Voice
from handlers.telegram.front import Front
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import proving
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, UnknownParty
from orders.model import Account
from orders.proving import Answered, Verdict
from orders.reach import Phone, Reach
from orders.rhythm import listeners
from orders.states import Actor
from orders.work import Kind

_log = structlog.get_logger(__name__)


async def page(front: Front, account: Account, voice: Voice) -> Face:
    """The page of a person's channels. Raises `UnknownParty`."""
    reach, policy = await _reach(front, account), front.office.policy
    allowed = reach.phone is not None and _allowed(front, reach.phone.number)
    sells = listeners(account)[0].actor is Actor.SELLER
    now = front.office.clock.now()
    return faces.page(reach, policy, voice, now, sells=sells, allowed=allowed)


async def tap(tap: ReachTap, tapped: Tapped) -> None:
    """A button of the page, or of the questions. Raises `OrderError`."""
    ways = tapped.front.office.policy.ways
    needs = Kind.MAIL if tap.step in SWITCHES else Kind.SMS
    if tap.step is not ReachStep.PAGE and needs not in ways:
        # A button of a time when the marketplace had this way.
        await tapped.answer(toasts.toast(BadButton("no such way"), tapped.voice), alert=True)
        return
    match tap.step:
        case ReachStep.TEST:
            await _test(tapped)
        case ReachStep.CHANGE:
            await _change(tapped)
        case ReachStep.AGAIN:
            await _again(tapped)
        case ReachStep.STOP:
            await leave(tapped.front, tapped.account.telegram_id)
            await tapped.answer()
            stopped = pages.stopped(tapped.voice)
            assert isinstance(stopped, Face)
            await tapped.show(stopped)
        case _:
            if tap.on is not None:
                await _switch(tap.step, tap.on, tapped)
            await tapped.show(await page(tapped.front, tapped.account, tapped.voice))
            await tapped.answer()


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """What was typed is the new number, or the code that went to it. Raises `BadValue`: it is asked again."""
    if dialogue.step == proving.NUMBER:
        await _take_number(said)
        return
    if said.message.text is None:
        raise BadValue("code", "not_a_code")
    answered = await proving.take_code(
        said.front.office, said.account, dialogue, said.message.text, said.message.message_id
    )
    _note(said.account, answered)
    await said.say(_face(answered, said.voice))


async def _take_number(said: Spoken) -> None:
    front, message = said.front, said.message
    typed = message.contact.phone_number if message.contact else message.text or ""
    number = phones.parse(typed, front.region)
    _check(front, Phone(number))
    await proving.send_code(
        front.office,
        said.account,
        number,
        lambda code: asked.code(code, said.voice),
        taken=message.message_id,
    )
    await said.say(faces.number_taken(number, said.voice), faces.ask_code(said.voice))


async def _test(tapped: Tapped) -> None:
    front, account, voice = tapped.front, tapped.account, tapped.voice
    phone = (await _reach(front, account)).phone
    if phone is None:
        raise BadValue("phone", "none")
    _check(front, phone)
    await proving.send_test(front.office, account, phone.number, asked.test(voice))
    await tapped.answer(faces.test_sent(phone.number, voice), alert=True)


async def _change(tapped: Tapped) -> None:
    """Ask for the number; whatever else was asked is left."""
    front, account = tapped.front, tapped.account
    await _reach(front, account)
    await leave(front, account.telegram_id)
    office = front.office
    async with office.store.write() as uow:
        asked_now = proving.begin(office.clock.now(), office.policy)
        await uow.dialogues.put(account.telegram_id, asked_now)
    await tapped.answer()
    question = faces.ask_number(tapped.voice)
    await tapped.sender.send(tapped.chat_id, question, silent=True, topic_id=tapped.topic_id)


async def _again(tapped: Tapped) -> None:
    """Another code to the number that was named, while it is still asked for."""
    front, account, voice = tapped.front, tapped.account, tapped.voice
    office = front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(account.telegram_id, office.clock.now())
    asks = known is not None and known.kind is DialogueKind.PHONE and known.waiting
    if known is None or not asks or known.step != proving.CODE:
        await tapped.answer(toasts.toast(BadButton("nothing asked"), voice), alert=True)
        return
    number = known.answers["phone"]
    _check(front, Phone(number))
    await proving.send_code(office, account, number, lambda code: asked.code(code, voice))
    await tapped.answer(faces.sent_again(number, voice))


async def _switch(step: ReachStep, on: bool, tapped: Tapped) -> None:
    chosen = (await _reach(tapped.front, tapped.account)).choices
    if step is ReachStep.COPIES:
        chosen = replace(chosen, copies=on)
    else:
        chosen = replace(chosen, bulletins=on)
    async with tapped.front.office.store.write() as uow:
        for party in listeners(tapped.account):
            await uow.reaches.choose(party, chosen)


async def _reach(front: Front, account: Account) -> Reach:
    """The person beyond Telegram; as seller and customer they are reached alike. Raises `UnknownParty`."""
    parties = listeners(account)
    if not parties:
        raise UnknownParty(f"account {account.telegram_id}")
    async with front.office.store.read() as uow:
        return await uow.reaches.of(parties[0])


def _check(front: Front, phone: Phone) -> None:
    allowed = _allowed(front, phone.number)
    proving.check(phone, phones.unfit(phone.number), allowed=allowed)


def _allowed(front: Front, number: str) -> bool:
    return phones.country(number) in front.sms_regions


def _face(answered: Answered, voice: Voice) -> Face:
    match answered.verdict:
        case Verdict.RIGHT:
            return faces.changed(answered.number, voice)
        case Verdict.WRONG:
            return faces.wrong(answered.tries_left, voice)
        case Verdict.SPENT:
            return faces.spent(voice)
        case _:
            return faces.expired(voice)


def _note(account: Account, answered: Answered) -> None:
    _log.info("a code was typed", by=account.telegram_id, verdict=answered.verdict.value)
    if answered.others:
        _log.warning(
            "a phone now belongs to several sellers: who writes from it is asked which is meant",
            by=account.telegram_id,
            others=answered.others,
        )
