"""What the bot says of a seller's private notes. None of it is for a customer."""

from channels.telegram.faces import Face
from channels.telegram.keyboards import back_to, button, markup
from channels.telegram.seller_taps import NoteTap
from channels.texts import Html, Voice
from channels.texts.html import join, lines
from orders.notes import MAX_NOTE, Note

#: A note in UTF-16 units: every sign may be an emoji.
_NOTE_UNITS = 2 * MAX_NOTE


def ask_note(number: int, note: Note | None, voice: Voice, *, shared: bool = False) -> Face:
    """The order's card as a question: what to note; with the note there is, and a way to remove it."""
    rows: list[Html] = [voice("note.ask" if note is None else "note.ask.again", number=number)]
    remove = []
    if note is not None:
        rows.append(voice("card.comment.folded", comment=lines(note.text, _NOTE_UNITS)))
        remove.append(button(voice.plain("button.note.remove"), NoteTap(number, remove=True)))
    rows.append(voice("note.private.team" if shared else "note.private"))
    return Face(join("\n", rows), markup([remove, [back_to(number, voice)]]))


def noted(note: Note, voice: Voice, *, shared: bool = False) -> Face:
    """The note is kept, and for whom."""
    key = "note.done.team" if shared else "note.done"
    return Face(voice(key, number=note.order_number, note=lines(note.text, _NOTE_UNITS)))


def removed(voice: Voice) -> str:
    """Toast: the order has no note any more."""
    return voice.plain("note.removed")
