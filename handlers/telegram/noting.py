"""Private notes of a seller: asking for one on the card, taking it, changing it by an edit."""

from channels.telegram import asides
from channels.telegram.faces import Face
from channels.telegram.seller_taps import NoteTap
from handlers.telegram.front import acting_as, party
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import records
from orders.dialogues import Dialogue
from orders.errors import BadValue
from orders.model import Party
from orders.notes import Jotting, Note
from orders.states import Actor


async def tap(tap: NoteTap, tapped: Tapped) -> None:
    """Change the card into the question for a note; or forget the note there is."""
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    if tap.remove:
        await _remove(tap.number, by, tapped)
        return
    office, who = tapped.front.office, tapped.account.telegram_id
    # Looked up before anything is left: a forged tap changes nothing.
    await records.note_on(office, tap.number, by)
    await leave(tapped.front, who, staying_on=tap.number)
    note = await records.begin_note(office, who, tap.number, by)
    shared = await records.shared(office, by)
    question = asides.ask_note(tap.number, note, tapped.voice, shared=shared)
    await tapped.ask(tap.number, by, question)
    await tapped.answer()


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """What was typed is the note. Raises `NotYours`, `BadValue`: then it is nothing, and goes nowhere."""
    number = int(dialogue.answers["number"])
    by = acting_as(said.account, Actor.SELLER, number)
    text = said.message.text
    if text is None:
        raise BadValue("note", "not_text")
    office = said.front.office
    note = await records.put_note(office, number, by, text, _jotting(said))
    await said.say(await _noted(note, by, said))
    # Only now, and never forgotten: handled once more, the text must not pass for a message.
    done = dialogue.paused().taken(said.message.message_id)
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, done)


async def amended(said: Spoken) -> bool:
    """Whether the edited message was a note, which has changed with it. Raises `BadValue`."""
    by = party(said.account, Actor.SELLER)
    if by is None:
        return False
    typed, office = _jotting(said), said.front.office
    async with office.store.read() as uow:
        if await uow.notes.typed_at(typed) is None:
            return False
    if said.message.text is None:
        raise BadValue("note", "not_text")
    note = await records.amend_note(office, by, typed, said.message.text)
    if note is not None:
        await said.say(await _noted(note, by, said))
    return note is not None


async def _remove(number: int, by: Party, tapped: Tapped) -> None:
    await records.drop_note(tapped.front.office, number, by)
    await tapped.leave_question(number)
    await tapped.answer(asides.removed(tapped.voice))
    await tapped.show_card(number)


async def _noted(note: Note, by: Party, said: Spoken) -> Face:
    shared = await records.shared(said.front.office, by)
    return asides.noted(note, said.voice, shared=shared)


def _jotting(said: Spoken) -> Jotting:
    return Jotting(said.message.chat.id, said.message.message_id)
