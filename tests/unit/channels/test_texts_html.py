"""Strangers' text becomes safe HTML of a known length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.texts.html import (
    Html,
    clean,
    escape,
    lines,
    name,
    one_line,
    shorten,
    shown,
    units,
)
from simulator.telegram.html import parse_html

HEBREW = "שלום"
anything = st.text(max_size=300)
limits = st.integers(8, 200)


@given(anything)
def test_escaped_text_is_shown_as_it_was_written(text: str) -> None:
    """Telegram's parser gives back exactly the cleaned text, without any formatting."""
    seen, entities = parse_html("x" + escape(text) + "x")
    assert seen == f"x{clean(text)}x"
    assert entities == ()
    assert shown(escape(text)) == clean(text)


def test_text_is_escaped_once() -> None:
    """What is HTML already is left alone."""
    assert escape(escape("<b>&amp;")) == "&lt;b&gt;&amp;amp;"
    assert escape(Html("<b>bold</b>")) == "<b>bold</b>"


@given(anything, limits)
def test_a_shortened_text_keeps_its_limit(text: str, limit: int) -> None:
    """In UTF-16 units, as Telegram counts; a text that fits is not touched."""
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text if units(text) <= limit else short.endswith("…")


@given(anything, limits)
def test_a_name_is_one_line_within_its_limit(text: str, limit: int) -> None:
    """However it is written, it takes one line and its limit, isolates included."""
    label = one_line(text, limit)
    assert units(label) <= limit
    assert len(label.splitlines()) <= 1


def test_a_shortened_emoji_family_leaves_no_loose_joiner() -> None:
    """The cut does not end in an invisible joiner."""
    assert shorten("👩\u200d👩\u200d👧 x", 7) == "👩\u200d👩…"


@pytest.mark.parametrize("harm", ["\u202e", "\u2067", "\u2069", "\ud800", "\x00", "\x1b", "\r"])
def test_harmful_signs_are_taken_out(harm: str) -> None:
    """Overrides, isolates, lone surrogates and controls never reach a message."""
    assert name(f"Ole{harm}na") == "Olena"
    assert escape(f"Ole{harm}na") == "Olena"


def test_right_to_left_text_is_isolated() -> None:
    """It cannot reorder the number that follows; left-to-right text needs no isolate."""
    assert name(HEBREW) == f"\u2068{HEBREW}\u2069"
    assert name("Майстерня «Глина»") == "Майстерня «Глина»"
    assert name("Olena") == "Olena"


def test_lines_keep_their_breaks_and_lose_empty_ones() -> None:
    """An address stays as many lines as it has; each line is isolated alone."""
    assert lines(f"Kyiv\n\n  {HEBREW}  \n<1>", 100) == f"Kyiv\n\u2068{HEBREW}\u2069\n&lt;1&gt;"


@given(st.text(alphabet=st.characters(codec="utf-16")))
def test_units_are_utf_16(text: str) -> None:
    """An emoji counts two."""
    assert units(text) == len(text.encode("utf-16-le")) // 2
