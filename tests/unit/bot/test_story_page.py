"""The guided story on the page speaks of the same steps and the same buttons as the bot.

The page's modules are read as text: a browser runs them in tests/browser.
"""

import re
from pathlib import Path

import pytest

from bot.demo.playground.deeds import STEPS
from channels.texts import Texts

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "simulator" / "page" / "static"
WORDS_A_SECOND = 3  # An adult's quiet reading of short sentences is about 3 to 4.
ACTIONS = {
    "approve": "action.approve",
    "paid": "action.mark_paid",
    "undo": "action.undo",
    "sent": "action.mark_sent",
}


def _between(name: str, start: str, end: str) -> str:
    text = (STATIC / name).read_text("utf-8")
    return text[text.index(start) :].split(end, 1)[0]


def test_the_page_tells_the_steps_that_the_server_plays() -> None:
    """The same ids in the same order: Next asks for them by name."""
    told = re.findall(r'"(\w+)"', _between("story.js", "STEPS = [", "]"))
    assert told == list(STEPS)


@pytest.mark.parametrize("locale", ["en", "uk"])
def test_the_story_points_at_the_buttons_that_the_bot_shows(locale: str) -> None:
    """A label that was changed in the catalogue alone would leave the ring without a target."""
    labels = dict(re.findall(r'(\w+): "([^"]+)"', _between("sights.js", f"{locale}: {{", "}")))
    voice = Texts.load().voice(locale, "UTC")
    assert labels == {which: voice.plain(key) for which, key in ACTIONS.items()}


@pytest.mark.parametrize("step", list(STEPS))
@pytest.mark.parametrize("locale", ["en", "uk"])
def test_each_step_says_what_to_do_and_why(locale: str, step: str) -> None:
    """A title, a deed and a reason in each language; no word without its translation."""
    words = _between("words/tour.js", f"const {locale} = {{", "};")
    missing = [part for part in ("title", "do", "why") if f'"{step}.{part}":' not in words]
    assert missing == []


def test_the_guide_links_to_each_step() -> None:
    """Readers of the guide can open the story anywhere."""
    guide = (ROOT / "docs" / "guide" / "demo.md").read_text("utf-8")
    assert re.findall(r"`\?scenario=(\w+)`", guide) == list(STEPS)


@pytest.mark.parametrize("locale", ["en", "uk"])
def test_the_story_is_read_in_ninety_seconds(locale: str) -> None:
    """Titles included."""
    words = _between("words/tour.js", f"const {locale} = {{", "};")
    told = re.findall(r'"\w+\.(?:title|do|why)":\s*((?:"[^"]*"[\s+]*)+),', words)
    assert len(told) == 3 * len(STEPS)
    sentences = [re.sub(r'"[\s+]*"', "", one) for one in told]
    assert sum(len(one.split()) for one in sentences) <= WORDS_A_SECOND * 90
