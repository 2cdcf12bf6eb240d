"""Private notes of a seller: asking for one on the card, taking it, changing it by an edit."""

from dataclasses import replace

import structlog

from channels.telegram import asides, inward
from channels.telegram.faces import Face, Picture
from channels.telegram.seller_taps import NotePages, NotePhoto, NoteTap
from channels.texts.html import escape
from handlers.telegram.front import acting_as, party
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import records
from orders.dialogues import Dialogue
from orders.errors import BadValue, Defect
from orders.messages import Form
from orders.model import Party
from orders.notes import MAX_NOTE, Jotting, Note, Writing, splits
from orders.states import Actor

_log = structlog.get_logger(__name__)

#: Answers of the dialogue once a note was taken: its album; until when more of its text may come, and
#: whether no more of it fits.
_ALBUM, _REST_UNTIL, _FULL = "album", "rest_until", "full"
#: Telegram sends the parts of a text one right after the other; seconds, by its own clock.
_REST_S = 5


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
    writing, office = _writing(said), said.front.office
    note = await records.put_note(office, number, by, writing, _jotting(said), _who(said))
    await said.say(await _noted(note, by, said))
    # Only now, and never forgotten: handled once more, the text must not pass for a message.
    await _keep(said, _after(said, dialogue, writing))


async def take_more(said: Spoken, dialogue: Dialogue) -> bool:
    """Whether it belongs to the note that was just taken: no part of it may pass for a message.

    Telegram sends a long text in several messages, and an album photo by photo.
    Raises `NotYours`, `BadValue`.
    """
    answers, message = dialogue.answers, said.message
    if message.media_group_id and message.media_group_id == answers.get(_ALBUM):
        raise BadValue("note", "one_photo")
    until = answers.get(_REST_UNTIL)
    if until is None or message.text is None or message.reply_to_message is not None:
        return False
    if message.date.timestamp() > float(until):
        return False
    writing = _writing(said)
    try:
        await _add(said, dialogue, writing)
    except BadValue:
        # What follows is of the same text: kept, it would stand where this part belongs.
        await _keep(said, _after(said, dialogue, writing, full=True))
        raise
    return True


async def _add(said: Spoken, dialogue: Dialogue, more: Writing) -> None:
    """Keep it below the note. Raises `NotYours`, `BadValue`."""
    if _FULL in dialogue.answers:
        raise BadValue("note", "too_long", MAX_NOTE)
    number = int(dialogue.answers["number"])
    by = acting_as(said.account, Actor.SELLER, number)
    office, who = said.front.office, said.account.telegram_id
    done = _after(said, dialogue, more)
    note = await records.add_to_note(office, number, by, more, _who(said), who, done)
    await said.say(await _noted(note, by, said))


async def show_versions(tap: NotePages, tapped: Tapped) -> None:
    """All that the note has been, in the card's place."""
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    office = tapped.front.office
    kept = await records.versions(office, tap.number, by)
    # The question, if it stood there, is gone from the screen.
    await tapped.leave_question(tap.number)
    face = asides.versions(tap.number, kept, tap.page, tapped.voice, office.clock.now())
    await tapped.ask(tap.number, by, face)
    await tapped.answer()


async def show_photo(tap: NotePhoto, tapped: Tapped) -> None:
    """The photo of a note, to whoever of the shop asked for it, and where they asked."""
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    kept = await records.versions(tapped.front.office, tap.number, by)
    photo = asides.photo_of(kept, tap.page)
    if photo is None:
        await tapped.answer(asides.no_photo(tapped.voice), alert=True)
        return
    await tapped.answer()
    picture = Picture(photo, asides.photo_caption(tap.number, tapped.voice))
    chat_id, topic_id = tapped.chat_id, tapped.topic_id
    try:
        await tapped.sender.picture(chat_id, picture, silent=True, topic_id=topic_id)
    except Defect as error:
        _log.warning("photo of a note is lost", order=tap.number, why=str(error))
        lost = Face(escape(asides.no_photo(tapped.voice)))
        await tapped.sender.send(chat_id, lost, silent=True, topic_id=topic_id)


async def amended(said: Spoken) -> bool:
    """Whether the edited message was a note, which has changed with it. Raises `BadValue`."""
    by = party(said.account, Actor.SELLER)
    if by is None:
        return False
    typed, office = _jotting(said), said.front.office
    async with office.store.read() as uow:
        if await uow.notes.typed_at(typed) is None:
            return False
    note = await records.amend_note(office, by, typed, _writing(said), _who(said))
    if note is not None:
        await said.say(await _noted(note, by, said))
    return note is not None


def _after(said: Spoken, dialogue: Dialogue, writing: Writing, *, full: bool = False) -> Dialogue:
    """The dialogue that remembers what was taken, and what would be more of it."""
    message = said.message
    known = dialogue.paused().taken(message.message_id)
    more = {_ALBUM: message.media_group_id or ""}
    if splits(writing.text):
        more[_REST_UNTIL] = str(message.date.timestamp() + _REST_S)
        more |= {_FULL: "yes"} if full else {}
    kept = {k: v for k, v in known.answers.items() if k not in (_ALBUM, _REST_UNTIL, _FULL)}
    return replace(known, answers=kept | more)


async def _keep(said: Spoken, dialogue: Dialogue) -> None:
    async with said.front.office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, dialogue)


async def _remove(number: int, by: Party, tapped: Tapped) -> None:
    await records.drop_note(tapped.front.office, number, by, tapped.account.name)
    await tapped.leave_question(number)
    await tapped.answer(asides.removed(tapped.voice))
    await tapped.show_card(number)


async def _noted(note: Note, by: Party, said: Spoken) -> Face:
    shared = await records.shared(said.front.office, by)
    return asides.noted(note, said.voice, shared=shared)


def _writing(said: Spoken) -> Writing:
    """Words, or a photo with a caption. Raises `BadValue` ("note")."""
    content = inward.content(said.message)
    if content is None or content.form not in (Form.TEXT, Form.PHOTO):
        raise BadValue("note", "not_text")
    file = content.attachment
    return Writing(content.text, content.marks, None if file is None else file.file_id)


def _jotting(said: Spoken) -> Jotting:
    return Jotting(said.message.chat.id, said.message.message_id)


def _who(said: Spoken) -> str:
    return said.account.name
