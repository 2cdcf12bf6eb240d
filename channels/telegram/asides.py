"""What the bot says of a seller's private notes. None of it is for a customer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from channels.telegram.faces import Face
from channels.telegram.jottings import words
from channels.telegram.keyboards import back_to, button, markup, pager
from channels.telegram.seller_taps import NotePages, NotePhoto, NoteTap
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.notes import Note

#: A note in UTF-16 units, where something stands beside it.
_NOTE_UNITS = 2000
#: A note, or a part of a long one, on a page of its own, in characters: each may be two units.
_PART = 1500


def ask_note(number: int, note: Note | None, voice: Voice, *, shared: bool = False) -> Face:
    """The order's card as a question: what to note; with the note there is, and a way to remove it."""
    rows: list[Html] = [voice("note.ask" if note is None else "note.ask.again", number=number)]
    keys = []
    if note is not None:
        rows.append(voice("card.comment.folded", comment=words(note, voice, _NOTE_UNITS)))
        keys.append([button(voice.plain("button.note.remove"), NoteTap(number, remove=True))])
    keys.append([button(voice.plain("button.note.versions"), NotePages(number, 1))])
    rows.append(voice("note.private.team" if shared else "note.private"))
    return Face(join("\n", rows), markup([*keys, [back_to(number, voice)]]))


def noted(note: Note, voice: Voice, *, shared: bool = False) -> Face:
    """The note is kept, and for whom."""
    key = "note.done.team" if shared else "note.done"
    return Face(voice(key, number=note.order_number, note=words(note, voice, _NOTE_UNITS)))


def versions(number: int, kept: Sequence[Note], page: int, voice: Voice, now: datetime) -> Face:
    """All that the note has been, newest first: on each page one version, or a part of a long one."""
    back = [back_to(number, voice)]
    head = voice("note.versions", number=number)
    parts = [(note, part) for note in reversed(kept) for part in _parts(note)]
    if not parts:
        return Face(join("\n\n", (head, voice("note.versions.none"))), markup([back]))
    page = min(page, len(parts))
    note, part = parts[page - 1]
    rows = (_head(note, voice, now), *_said(part, voice))
    photo = (
        [button(voice.plain("button.note.photo"), NotePhoto(number, page))] if part.photo else []
    )
    turn = pager(len(parts), page, lambda n: NotePages(number, n))
    return Face(join("\n\n", (head, join("\n", rows))), markup([photo, *turn, back]))


def photo_of(kept: Sequence[Note], page: int) -> str | None:
    """The photo that stands on a page of `versions`; None: there is none."""
    parts = [part for note in reversed(kept) for part in _parts(note)]
    return parts[page - 1].photo if page <= len(parts) else None


def removed(voice: Voice) -> str:
    """Toast: the order has no note any more."""
    return voice.plain("note.removed")


def no_photo(voice: Voice) -> str:
    """Toast: the photo is not there."""
    return voice.plain("note.photo.none")


def photo_caption(number: int, voice: Voice) -> Html:
    """Below the photo of a note."""
    return voice("note.photo.caption", number=number)


def _head(note: Note, voice: Voice, now: datetime) -> Html:
    who = name(note.who) if note.who else voice("note.by_sms")
    return voice("note.version", who=who, moment=voice.moment(note.at, now))


def _said(part: Note, voice: Voice) -> list[Html]:
    if part.removed:
        return [voice("note.version.removed")]
    return [words(part, voice, 2 * _PART)]


def _parts(note: Note) -> list[Note]:
    """The note, where it is long in several."""
    texts = [note.text[i : i + _PART] for i in range(0, len(note.text), _PART)]
    if len(texts) < 2:
        return [note]
    return [
        replace(note, text=text, marks=(), photo=None if i else note.photo)
        for i, text in enumerate(texts)
    ]
