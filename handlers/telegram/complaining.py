"""Complaints: the seller's questions on the card, the list; the customer's answer; hiding one.

Who may what is `orders.complaining`'s business.
"""

from channels.telegram import complaints as faces
from channels.telegram.complaint_taps import ComplaintStep, ComplaintTap, type_of
from channels.telegram.faces import Face
from handlers.telegram.front import Front, acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import complaining, notices
from orders.complaints import ComplaintRefused, ComplaintType, Unfit, checked
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, NotYours
from orders.model import Party
from orders.ports import OrderView
from orders.states import Actor

#: What is typed next: the seller's words, the customer's answer, why one is hidden. At the
#: proofs nothing is.
_TEXT, _ANSWER, _WHY, _PROOFS = "text", "answer", "why", "proofs"


async def tap(tap: ComplaintTap, tapped: Tapped) -> None:
    """One of the buttons, for the role that it belongs to."""
    match tap.step:
        case ComplaintStep.ANSWER:
            await _ask_answer(tap, tapped)
        case ComplaintStep.HIDE:
            await _ask_why(tap, tapped)
        case ComplaintStep.SEE:
            await _see(tap.number, tapped, _seller(tap.number, tapped))
        case ComplaintStep.WITHDRAW:
            await _withdraw(tap, tapped, _seller(tap.number, tapped))
        case ComplaintStep.ADD:
            await _add(tap, tapped, _seller(tap.number, tapped))
        case _:
            await _ask(tap, tapped, _seller(tap.number, tapped))


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """The words of a complaint. Raises `BadValue`: then they go nowhere."""
    number = int(dialogue.answers["number"])
    by = acting_as(said.account, Actor.SELLER, number)
    if said.message.text is None:
        raise BadValue("complaint", "not_text")
    await complaining.check(said.front.office, number, by)
    text = checked(_type(dialogue), said.message.text)
    if not text:
        raise BadValue("complaint", "empty")
    draft = dialogue.answered("text", text, _PROOFS).paused().taken(said.message.message_id)
    await said.say(await _proofs(draft, number, said.front, said))
    await _put(said.front, said.account.telegram_id, draft)


async def take_word(said: Spoken, dialogue: Dialogue) -> None:
    """The customer's answer, or why a complaint is hidden. Raises `BadValue`: then it goes nowhere."""
    answers = dialogue.step == _ANSWER
    number, complaint_id = (int(dialogue.answers[key]) for key in ("number", "complaint"))
    text = said.message.text
    if text is None:
        raise BadValue("complaint_answer" if answers else "hidden_why", "not_text")
    by = (
        acting_as(said.account, Actor.CUSTOMER, number)
        if answers
        else _administration(said, number)
    )
    office, request_id = said.front.office, intention(said.update)
    if answers:
        await complaining.answer(office, number, by, complaint_id, text, request_id=request_id)
        await said.say(faces.answered(number, said.voice))
    else:
        await complaining.hide(office, number, by, complaint_id, text, request_id=request_id)
        await said.say(faces.hidden(number, said.voice))
    done = dialogue.paused().taken(said.message.message_id)
    await _put(said.front, said.account.telegram_id, done)


async def _ask(tap: ComplaintTap, tapped: Tapped, by: Party) -> None:
    """The next question in the card's place, or in the place of the one before."""
    front, number, voice = tapped.front, tap.number, tapped.voice
    # Looked up before anything is left: a forged tap changes nothing.
    await complaining.check(front.office, number, by)
    match tap.step:
        case ComplaintStep.ASK:
            await leave(front, tapped.account.telegram_id, staying_on=number)
            face = faces.warn(await _view(front, number), voice)
        case ComplaintStep.TYPES:
            await leave(front, tapped.account.telegram_id, staying_on=number)
            face = faces.types(number, voice)
        case ComplaintStep.TYPE:
            await _begin(tapped, number, tap.value)
            face = faces.ask_text(number, type_of(tap.value), voice)
        case _:
            draft = _changed(await _draft(tapped, number), tap)
            await _put(front, tapped.account.telegram_id, draft)
            face = await _proofs(draft, number, front, tapped)
    await tapped.ask(number, by, face)
    await tapped.answer()


def _changed(draft: Dialogue, tap: ComplaintTap) -> Dialogue:
    """The draft after Skip, or with one message more or less that proves it. Raises `BadValue`."""
    if tap.step is ComplaintStep.SKIP:
        checked(_type(draft), "")
        return draft.answered("text", "", _PROOFS).paused()
    proofs = _chosen(draft) ^ {tap.value}
    return draft.answered("proofs", " ".join(map(str, sorted(proofs))), _PROOFS)


async def _add(tap: ComplaintTap, tapped: Tapped, by: Party) -> None:
    office, request_id = tapped.front.office, intention(tapped.update)
    await complaining.check(office, tap.number, by)
    draft = await _draft(tapped, tap.number)
    text, proofs = draft.answers.get("text", ""), sorted(_chosen(draft))
    await complaining.add(office, tap.number, by, _type(draft), text, proofs, request_id=request_id)
    async with office.store.write() as uow:
        await uow.dialogues.drop(tapped.account.telegram_id)
    await tapped.answer(tapped.voice.plain("complaint.added"))
    await tapped.show_card(tap.number)


async def _see(number: int, tapped: Tapped, by: Party) -> None:
    office = tapped.front.office
    stated = await complaining.seen_from(office, number, by, limit=faces.MAX_SHOWN)
    await tapped.answer()
    await tapped.ask(number, by, faces.page(number, stated, tapped.voice, office.clock.now()))


async def _withdraw(tap: ComplaintTap, tapped: Tapped, by: Party) -> None:
    request_id = intention(tapped.update)
    await complaining.withdraw(
        tapped.front.office, tap.number, by, tap.value, request_id=request_id
    )
    await tapped.answer(tapped.voice.plain("complaint.withdrawn"))
    await tapped.show_card(tap.number)


async def _ask_answer(tap: ComplaintTap, tapped: Tapped) -> None:
    by = acting_as(tapped.account, Actor.CUSTOMER, tap.number)
    await complaining.check_answer(tapped.front.office, tap.number, by, tap.value)
    await _await_word(tapped, tap, _ANSWER)
    await _below(tapped, faces.ask_answer(tap.number, tapped.voice))


async def _ask_why(tap: ComplaintTap, tapped: Tapped) -> None:
    _administration(tapped, tap.number)
    await _await_word(tapped, tap, _WHY)
    await _below(tapped, faces.ask_why(tap.number, tapped.voice))


async def _below(tapped: Tapped, face: Face) -> None:
    """A question below the tapped message, which stays as it is."""
    await tapped.answer()
    await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


async def _proofs(draft: Dialogue, number: int, front: Front, asked: Tapped | Spoken) -> Face:
    async with front.office.store.read() as uow:
        view = await uow.orders.view(number)
        messages = await uow.talk.newest(number, limit=faces.MAX_OFFERED)
    text = draft.answers.get("text", "")
    return faces.pick(view, _type(draft), text, messages, _chosen(draft), asked.voice)


async def _begin(tapped: Tapped, number: int, type: int) -> None:
    """What the seller types next are the words of the complaint."""
    office, who = tapped.front.office, tapped.account.telegram_id
    await leave(tapped.front, who, staying_on=number)
    until = office.clock.now() + office.policy.talk_life
    answers = {"number": str(number), "type": str(type)}
    async with office.store.write() as uow:
        await uow.dialogues.put(who, Dialogue(DialogueKind.COMPLAINT, _TEXT, until, answers))
        await uow.work.add([notices.card_again(await uow.orders.get(number), until)])


async def _await_word(tapped: Tapped, tap: ComplaintTap, step: str) -> None:
    front, who = tapped.front, tapped.account.telegram_id
    await leave(front, who)
    until = front.office.clock.now() + front.office.policy.talk_life
    answers = {"number": str(tap.number), "complaint": str(tap.value)}
    await _put(front, who, Dialogue(DialogueKind.COMPLAINT_WORD, step, until, answers))


async def _draft(tapped: Tapped, number: int) -> Dialogue:
    """The complaint that is being made of this order. Raises `ComplaintRefused`: there is none."""
    office = tapped.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    if (
        known is None
        or known.kind is not DialogueKind.COMPLAINT
        or known.answers["number"] != str(number)
    ):
        raise ComplaintRefused(number, Unfit.NO_DRAFT)
    return known


async def _put(front: Front, who: int, dialogue: Dialogue) -> None:
    async with front.office.store.write() as uow:
        await uow.dialogues.put(who, dialogue)


async def _view(front: Front, number: int) -> OrderView:
    async with front.office.store.read() as uow:
        return await uow.orders.view(number)


def _seller(number: int, tapped: Tapped) -> Party:
    """The account as a seller. Raises `NotYours`."""
    return acting_as(tapped.account, Actor.SELLER, number)


def _administration(who: Tapped | Spoken, number: int) -> Party:
    """The account as an administrator. Raises `NotYours`."""
    telegram_id = who.account.telegram_id
    if telegram_id not in who.front.administrators:
        raise NotYours(number)
    return Party(Actor.ADMINISTRATION, telegram_id)


def _type(draft: Dialogue) -> ComplaintType:
    return type_of(int(draft.answers["type"]))


def _chosen(draft: Dialogue) -> frozenset[int]:
    return frozenset(map(int, draft.answers.get("proofs", "").split()))
