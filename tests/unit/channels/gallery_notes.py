"""Private notes, drawn. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import asides, cards
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.errors import BadValue
from orders.notes import MAX_NOTE, Note
from tests.unit.channels.samples import NEW, POLICY, SHOP

LONG_COMMENT = "Please wrap it as a gift; it is for my mother. " * 8
#: What is refused as a note.
NOTE_REFUSED = (
    BadValue("note", "not_text"),
    BadValue("note", "one_photo"),
    BadValue("note", "too_long", MAX_NOTE),
)


def notes_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """Asking for one, keeping it, all that it was."""
    short = Note(1043, SHOP.id, "Cousin of Ira: <b>ten</b> percent off.", now)
    for name, note in (("short", short), ("long", replace(short, text=LONG_COMMENT))):
        card = cards.seller_card(NEW.view(), NEW.events, voice, NEW.now, POLICY, note)
        yield f"seller's card, {name} note", card
    yield "ask for a note", asides.ask_note(1043, None, voice)
    yield "ask for another note", asides.ask_note(1043, short, voice)
    yield "noted", asides.noted(short, voice)
    yield "ask for a note, with a team", asides.ask_note(1043, None, voice, shared=True)
    yield "noted, with a team", asides.noted(short, voice, shared=True)
    marks = ({"type": "bold", "offset": 0, "length": 6},)
    pictured = replace(short, marks=marks, photo="file", who="Olena")
    card = cards.seller_card(NEW.view(), NEW.events, voice, NEW.now, POLICY, pictured)
    yield "seller's card, note with a photo", card
    yield "noted, a photo alone", asides.noted(replace(pictured, text="", marks=()), voice)
    kept = [short, pictured, replace(short, text="", who="Olena"), replace(short, text="x" * 1600)]
    for page in range(1, 6):
        yield f"note's versions, {page}", asides.versions(1043, kept, page, voice, now)
    yield "note's versions, none", asides.versions(1043, (), 1, voice, now)
    yield "note's photo", Face(asides.photo_caption(1043, voice))
