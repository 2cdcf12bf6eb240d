"""A note in words: with its formatting where it is shown whole. It makes no message."""

from channels.texts import Html, Voice
from channels.texts.html import join, lines, units
from channels.texts.marks import marked
from orders.notes import Note


def words(note: Note, voice: Voice, room: int) -> Html:
    """What it says, in about `room` UTF-16 units; shortened, it loses its formatting."""
    photo = (voice("note.photo"),) if note.photo is not None else ()
    # Tags take room of their own, at most as much again.
    if note.marks and 2 * units(note.text) <= room:
        text = marked(note.text, note.marks)
    else:
        text = lines(note.text, room)
    return join(" ", (*photo, text)) if text else join(" ", photo)
