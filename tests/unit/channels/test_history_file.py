"""An order's history as a file: whole, in the reader's own time, and harmless whatever people wrote."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.history_file import paper
from orders.history import Told, merged
from orders.messages import Attachment, Content, Entry, Fate, Form, Replaced
from orders.model import CancelReason, Contact, Party
from orders.states import Action
from tests.unit.channels.gallery_history import entry
from tests.unit.channels.samples import (
    CONFIRMED,
    CUSTOMER,
    HOUR,
    NEW,
    PLACED_AT,
    SELLER,
    voice,
)
from tests.unit.channels.test_cards_limits import NASTY

#: Everything that the document is made of; nothing in it runs or loads.
TAGS = {"html", "meta", "title", "style", "h1", "p", "ol", "li", "del"}


class Reader(HTMLParser):
    """What a browser finds: elements, and the text in the list of entries, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.rows: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.inside = tag
        if tag == "p":
            self.rows.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "p":
            self.rows[-1] += data


def read(told: tuple[Told, ...], viewer: Party = SELLER, locale: str = "en") -> Reader:
    view = replace(NEW.view(), order=replace(NEW.order, contact=Contact("Olena", None, None)))
    kept = paper(view, viewer, told, voice(locale), PLACED_AT + HOUR)
    found = Reader()
    found.feed(kept.content.decode())
    return found


def edited() -> Entry:
    """A message in its third version, which has not arrived yet."""
    file = Attachment("i", "u", "sketch.pdf", "application/pdf", 5)
    versions = [
        Content(Form.DOCUMENT, "One\n\n  <two>", (), file),
        Content(Form.TEXT, "Second"),
    ]
    earlier = tuple(
        Replaced(n, PLACED_AT + n * HOUR, content) for n, content in enumerate(versions, start=1)
    )
    return entry(1, SELLER, Content(Form.TEXT, "Third"), PLACED_AT, Fate.WAITING, earlier)


def test_every_version_stands_in_it_to_the_last_sign() -> None:
    """The newest first, then what it said before and until when; spaces and lines as written."""
    found = read((edited(),))
    assert found.rows[2:] == [
        "You · 22 Nov 2026, 12:04 · ✏️ edited · ⏳ on its way",
        "Third",
        "Until 22 Nov 2026, 14:04 it said:",
        "Second",
        "Until 22 Nov 2026, 13:04 it said:",
        "📎 File: sketch.pdf",
        "One\n\n  <two>",
    ]


def test_times_are_the_readers_own() -> None:
    """In their time zone, which is named, and in their language."""
    found = read(merged(NEW.events, ()), locale="uk")
    assert found.rows[1:] == [
        "Станом на 22 листопада 2026 р., 13:04. Час указано за поясом Europe/Kyiv.",
        "Olena · 22 листопада 2026 р., 12:04",
        "🛒 Замовлення оформлено",
    ]


def test_it_stands_alone_for_day_and_night() -> None:
    """Nothing is loaded, nothing runs, and it says its language, its width and both its colours."""
    kept = paper(NEW.view(), SELLER, NEW.events, voice("uk"), PLACED_AT)
    text = kept.content.decode()
    assert (kept.filename, '<html lang="uk">' in text) == ("order-1043.html", True)
    assert "width=device-width" in text
    assert "color-scheme:light dark" in text
    assert "default-src 'none'" in text
    assert not any(word in text for word in ("http:", "https:", "url(", "<script", "<img"))


def test_a_customers_file_tells_no_more_than_their_card() -> None:
    """A suspicion is not told, nor what became of the seller's own messages on the way."""
    fraud = CONFIRMED.then(Action.CANCEL, reason=CancelReason.FRAUD, text="He never pays")
    rows = " ".join(read(merged(fraud.events, (edited(),)), CUSTOMER).rows)
    assert "cannot take this order" in rows
    assert not any(word in rows for word in ("fraud", "never", "on its way"))


@given(st.text(st.sampled_from(NASTY) | st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_whatever_people_wrote_is_only_text(text: str) -> None:
    """No element, attribute or direction of theirs gets into the document."""
    file = Attachment("i", "u", text, text, 5)
    talk = entry(1, CUSTOMER, Content(Form.DOCUMENT, text, (), file), PLACED_AT)
    cancelled = CONFIRMED.then(Action.CANCEL, reason=CancelReason.OTHER, text="x")
    event = replace(cancelled.events[-1], text=text)
    view = cancelled.view()
    view = replace(
        view,
        seller=replace(view.seller, name=text),
        order=replace(view.order, contact=Contact(text, None, None)),
    )
    kept = paper(view, SELLER, merged((event,), (talk,)), voice(), PLACED_AT)
    found = Reader()
    found.feed(kept.content.decode())
    assert found.tags == TAGS - {"del"}
    allowed = {"lang", "charset", "name", "content", "http-equiv", "dir", "class"}
    assert found.attributes == allowed
    assert "\u202e" not in kept.content.decode()


@pytest.mark.parametrize("form", Form)
def test_a_message_without_words_still_says_what_it_is(form: Form) -> None:
    """A photo without a caption is a photo; an empty text leaves its line empty."""
    found = read((entry(1, CUSTOMER, Content(form), PLACED_AT),))
    assert len(found.rows[3:]) == (form is not Form.TEXT)
