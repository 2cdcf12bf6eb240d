"""An administrator decides on another amount: grant it, or decline it, with or without words."""

from channels.telegram import amount_requests as faces
from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.faces import Face
from handlers.telegram.front import intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import amount_requests
from orders.amount_requests import RequestOver
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import Account, Party
from orders.states import Actor


async def tap(tap: AmountTap, tapped: Tapped) -> None:
    """Grant, decline, or decline without words. Raises `NotYours` for who is no administrator."""
    try:
        if tap.step is AmountStep.DECLINE:
            await _ask(tap, tapped)
        else:
            await _decide(tap, tapped)
    except RequestOver as ended:
        # Two decide at once: the second reads who was first, and the buttons go.
        now = tapped.front.office.clock.now()
        await tapped.answer(tapped.voice.plain("toast.amount_over"))
        await tapped.show(Face(faces.over(ended, tapped.voice, now)))


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """Why it is declined. Raises `BadValue`."""
    if said.message.text is None:
        raise BadValue("amount_reason", "not_text")
    number, version = (int(dialogue.answers[key]) for key in ("number", "version"))
    office, account = said.front.office, said.account
    outcome = await amount_requests.decide(
        office,
        number,
        _administration(account),
        version,
        granted=False,
        who=account.name,
        why=said.message.text,
        request_id=intention(said.update),
    )
    done = dialogue.paused().taken(said.message.message_id)
    async with office.store.write() as uow:
        await uow.dialogues.put(account.telegram_id, done)
    now = office.clock.now()
    await said.say(Face(faces.over(faces.event_over(outcome.event), said.voice, now)))


async def _ask(tap: AmountTap, tapped: Tapped) -> None:
    office, who = tapped.front.office, tapped.account.telegram_id
    by = _administration(tapped.account)
    await amount_requests.check_decide(office, tap.number, by, tap.value)
    await leave(tapped.front, who)
    until = office.clock.now() + office.policy.talk_life
    answers = {"number": str(tap.number), "version": str(tap.value)}
    async with office.store.write() as uow:
        await uow.dialogues.put(who, Dialogue(DialogueKind.AMOUNT_WORD, "why", until, answers))
    await tapped.answer()
    question = faces.ask_why(tap.number, tap.value, tapped.voice)
    await tapped.sender.send(tapped.chat_id, question, silent=True)


async def _decide(tap: AmountTap, tapped: Tapped) -> None:
    office = tapped.front.office
    outcome = await amount_requests.decide(
        office,
        tap.number,
        _administration(tapped.account),
        tap.value,
        granted=tap.step is AmountStep.GRANT,
        who=tapped.account.name,
        request_id=intention(tapped.update),
    )
    await leave(tapped.front, tapped.account.telegram_id)
    ended = faces.event_over(outcome.event)
    await tapped.answer()
    await tapped.show(Face(faces.over(ended, tapped.voice, ended.at)))


def _administration(account: Account) -> Party:
    """The account as an administrator; whether it is one is checked where it decides."""
    return Party(Actor.ADMINISTRATION, account.telegram_id)
