"""Taps and words around feedback: stars and a comment, that it has come, the seller's answer and reminder.

Who may what is `orders.feedback`'s business.
"""

from dataclasses import replace

from channels.telegram import feedback as faces
from channels.telegram.faces import Face
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.telegram.toasts import toast
from handlers.telegram.front import acting_as, intention, party
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import feedback, shop
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import Party
from orders.ratings import Feedback, FeedbackRefused, Unwanted
from orders.states import Actor

#: What is typed next: the customer's comment, the seller's answer. Nothing is, at the stars.
_COMMENT, _ANSWER, _STARS = "comment", "answer", "stars"
#: The seller may still call.
_CALL_INSTEAD = frozenset({Unwanted.TOO_SOON, Unwanted.TOO_OFTEN})


async def tap(tap: FeedbackTap, tapped: Tapped) -> None:
    """One of the buttons, for the role that it belongs to."""
    sells = tap.step in (FeedbackStep.ANSWER, FeedbackStep.REMIND)
    by = acting_as(tapped.account, Actor.SELLER if sells else Actor.CUSTOMER, tap.number)
    match tap.step:
        case FeedbackStep.GOT:
            await _receive(tap, tapped, by)
        case FeedbackStep.ANSWER:
            await _ask_answer(tap, tapped, by)
        case FeedbackStep.REMIND:
            await _remind(tap, tapped, by)
        case FeedbackStep.SELLER | FeedbackStep.BARE:
            await _give(tap, tapped, by)
        case _:
            await _ask(tap, tapped, by)


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """The customer's comment, or the seller's answer. Raises `BadValue`: then it goes nowhere."""
    number, text = int(dialogue.answers["number"]), said.message.text
    answers = dialogue.step == _ANSWER
    by = acting_as(said.account, Actor.SELLER if answers else Actor.CUSTOMER, number)
    field = "answer" if answers else "feedback"
    if text is None:
        raise BadValue(field, "not_text")
    if not text.strip():
        raise BadValue(field, "empty")
    office = said.front.office
    if answers:
        await feedback.answer(office, number, by, text, request_id=intention(said.update))
        await said.say(faces.answered(number, said.voice))
    else:
        await _comment(said, number, by, text)
    # Only now, and never forgotten: handled once more, the text must not pass for a message.
    done = dialogue.paused().taken(said.message.message_id)
    until = office.clock.now() + office.policy.feedback_editable
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, replace(done, expires_at=until))


async def amended(said: Spoken) -> bool:
    """Whether the edited message was the comment last typed, which has changed with it. Raises `BadValue`."""
    known, by = await said.dialogue(), party(said.account, Actor.CUSTOMER)
    if known is None or by is None or not known.took(said.message.message_id):
        return False
    if (known.kind, known.step) != (DialogueKind.FEEDBACK, _COMMENT):
        return False
    if said.message.text is None:
        raise BadValue("feedback", "not_text")
    await _comment(said, int(known.answers["number"]), by, said.message.text)
    return True


async def _comment(said: Spoken, number: int, by: Party, text: str) -> None:
    office = said.front.office
    given = await feedback.give(office, number, by, request_id=intention(said.update), comment=text)
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
    await said.say(faces.given(view, given, office.policy, said.voice, office.clock.now()))


async def _receive(tap: FeedbackTap, tapped: Tapped, by: Party) -> None:
    request_id = intention(tapped.update)
    await feedback.receive(tapped.front.office, tap.number, by, request_id=request_id)
    await tapped.answer(faces.received(tapped.voice))
    await tapped.show_card(tap.number)


async def _ask(tap: FeedbackTap, tapped: Tapped, by: Party) -> None:
    """The next question, or, with nothing more to ask, the thanks."""
    voice, office = tapped.voice, tapped.front.office
    view = await feedback.look(office, tap.number, by)
    known, on_card = view.feedback, await _on_card(tapped, tap.number, by)
    if tap.step is FeedbackStep.BEGIN:
        stars = await _draft(tapped, tap.number) if on_card else 0
    else:
        stars = tap.value
    if tap.step in (FeedbackStep.SAY, FeedbackStep.SKIP):
        if known is None:
            raise FeedbackRefused(tap.number, Unwanted.NONE)
        if tap.step is FeedbackStep.SKIP:
            await leave(tapped.front, tapped.account.telegram_id)
            face = faces.given(view, known, office.policy, voice, office.clock.now())
        else:
            await _await_words(tapped, tap.number, _COMMENT)
            face = faces.ask_comment(view, known.opinion, voice, typed=True)
    elif stars:
        await _keep_stars(tapped, tap.number, stars)
        face = faces.ask_seller(view, stars, voice)
    else:
        face = faces.ask(view, None, voice)
    await tapped.answer()
    await _show(tapped, face, anew=on_card)


async def _give(tap: FeedbackTap, tapped: Tapped, by: Party) -> None:
    """The stars are all there: they are given, whatever becomes of the comment."""
    office, voice, request_id = tapped.front.office, tapped.voice, intention(tapped.update)
    bare = tap.step is FeedbackStep.BARE
    given: Feedback = await feedback.give(
        office,
        tap.number,
        by,
        request_id=request_id,
        stars=None if bare else tap.stars,
        comment="" if bare else None,
    )
    async with office.store.read() as uow:
        view = await uow.orders.view(tap.number)
    if bare:
        await leave(tapped.front, tapped.account.telegram_id)
        face = faces.given(view, given, office.policy, voice, office.clock.now())
    else:
        typed = await _await_words(tapped, tap.number, _COMMENT, gently=True)
        face = faces.ask_comment(view, given.opinion, voice, typed=typed)
    await tapped.answer()
    await _show(tapped, face, anew=await _on_card(tapped, tap.number, by))


async def _ask_answer(tap: FeedbackTap, tapped: Tapped, by: Party) -> None:
    async with tapped.front.office.store.read() as uow:
        order = await uow.orders.get(tap.number)
        known = await feedback.check_answer(uow, order, by)
    if known.answer:
        raise FeedbackRefused(tap.number, Unwanted.ANSWERED)
    await _await_words(tapped, tap.number, _ANSWER)
    await tapped.answer()
    await _show(tapped, faces.ask_answer(tap.number, tapped.voice), anew=True)


async def _remind(tap: FeedbackTap, tapped: Tapped, by: Party) -> None:
    """Have the customer asked; in any case show where to call."""
    voice, office = tapped.voice, tapped.front.office
    try:
        view, reached = await feedback.remind(office, tap.number, by)
    except FeedbackRefused as refused:
        if refused.why not in _CALL_INSTEAD:
            raise
        view, _, _ = await tapped.look(tap.number)
        said = toast(refused, voice)
    else:
        said = voice.plain("feedback.reminded" if reached else "feedback.unreached")
    await tapped.answer(said)
    await _show(tapped, faces.call(view, said, voice), anew=True)


async def _show(tapped: Tapped, face: Face, *, anew: bool) -> None:
    """In the tapped message, or below it: a card stays a card."""
    if anew:
        await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)
    else:
        await tapped.show(face)


async def _on_card(tapped: Tapped, number: int, by: Party) -> bool:
    async with tapped.front.office.store.read() as uow:
        card = await uow.cards.get(number, by)
    return card is not None and card.message_id == tapped.message_id


async def _draft(tapped: Tapped, number: int) -> int:
    """The stars for the product that were tapped before, where the rest was left open; 0: none."""
    office = tapped.front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(tapped.account.telegram_id, office.clock.now())
    if known is None or (known.kind, known.step) != (DialogueKind.FEEDBACK, _STARS):
        return 0
    return int(known.answers["stars"]) if known.answers["number"] == str(number) else 0


async def _keep_stars(tapped: Tapped, number: int, stars: int) -> None:
    """Should the customer go away now, they need not tap them again."""
    answers = {"number": str(number), "stars": str(stars)}
    until = tapped.front.office.clock.now() + tapped.front.office.policy.dialogue_life
    # Kept aside from the first: nothing that is typed here is an answer.
    draft = Dialogue(DialogueKind.FEEDBACK, _STARS, until, answers).paused()
    await _put(tapped, draft, gently=True)


async def _await_words(tapped: Tapped, number: int, step: str, *, gently: bool = False) -> bool:
    """What this account types next is for the feedback; whether it is."""
    until = tapped.front.office.clock.now() + tapped.front.office.policy.talk_life
    dialogue = Dialogue(DialogueKind.FEEDBACK, step, until, {"number": str(number)})
    return await _put(tapped, dialogue, gently=gently)


async def _put(tapped: Tapped, dialogue: Dialogue, *, gently: bool) -> bool:
    """Begin it in place of another; `gently`: not of a half-made purchase, which took more pains."""
    front, who = tapped.front, tapped.account.telegram_id
    known = await leave(front, who)
    if gently and known is not None and known.kind is DialogueKind.BUY and shop.begun(known):
        return False
    async with front.office.store.write() as uow:
        await uow.dialogues.put(who, dialogue)
    return True
