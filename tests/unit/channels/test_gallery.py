"""Every face that a person can meet: accepted by Telegram, and looking as it did."""

import difflib
import re

import pytest
from telegram import InlineKeyboardMarkup

from channels.sms.segments import segments
from channels.telegram import buttons, toasts
from channels.telegram.faces import MAX_TEXT, Face, Prompt
from channels.texts.catalogues import LOCALES
from channels.texts.html import shown, units
from simulator.telegram.html import parse_html
from tests.unit.channels.gallery import GOLDEN, faces, labels, painted
from tests.unit.channels.gallery_sms import sms_of
from tests.unit.channels.gallery_toasts import toasts_of
from tests.unit.channels.samples import voice

#: The longest label that a phone shows whole.
MAX_LABEL = 40
#: What a seller's reply may leave open, where it is explained.
EXPLAINED = re.compile(r"<code>\{(customer|number|amount)\}</code>")
#: What Ukrainian needs two segments for.
DEAR = {
    "12 new orders",
    "customer, with the link",
    "customer, message with the link",
    "feedback",
    "feedback, one way",
    "seller, message",
    "seller, question",
}
FACES = [
    pytest.param(face, id=f"{locale}: {name}")
    for locale in LOCALES
    for name, face in faces(voice(locale))
]
TOASTS = [
    pytest.param(text, id=f"{locale}: {name}")
    for locale in LOCALES
    for name, text in toasts_of(voice(locale))
]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_gallery_looks_as_it_did(locale: str) -> None:
    """Whoever changes a word sees all that it changes: `python -m tests.unit.channels.gallery`."""
    before = (GOLDEN / f"{locale}.txt").read_text(encoding="utf-8").splitlines()
    now = painted(locale).splitlines()
    assert list(difflib.unified_diff(before, now, "golden", "now", lineterm="", n=1)) == []


@pytest.mark.parametrize("face", FACES)
def test_telegram_takes_the_face(face: Face | Prompt) -> None:
    """Its HTML parses to what is shown, it fits a message, and no placeholder is left."""
    seen, _ = parse_html(face.html)
    assert seen == shown(face.html)
    assert 0 < units(seen) <= MAX_TEXT
    assert "{" not in shown(EXPLAINED.sub("", face.html))


@pytest.mark.parametrize("face", FACES)
def test_buttons_can_be_read_and_come_back(face: Face | Prompt) -> None:
    """A label fits a phone; the data is ours to the byte; at most eight stand in a row."""
    for row in labels(face):
        assert 1 <= len(row) <= 8
        assert all(0 < len(label) <= MAX_LABEL for label in row)
    if isinstance(face.keyboard, InlineKeyboardMarkup):
        for line in face.keyboard.inline_keyboard:
            for one in line:
                if one.callback_data is None:
                    assert one.copy_text or one.url or one.switch_inline_query
                    continue
                assert isinstance(one.callback_data, str)
                assert buttons.encode(buttons.decode(one.callback_data)) == one.callback_data


@pytest.mark.parametrize("text", TOASTS)
def test_a_toast_fits_and_is_plain(text: str) -> None:
    """One short text, without HTML that nobody would read."""
    assert 0 < units(text) <= toasts.MAX_TOAST
    assert not any(sign in text for sign in "<>&\n{")


def test_equal_faces_have_equal_digests() -> None:
    """A face drawn twice has one digest; every different face has another."""
    first = {name: face.digest for name, face in faces(voice()) if isinstance(face, Face)}
    again = {name: face.digest for name, face in faces(voice()) if isinstance(face, Face)}
    assert first == again
    drawn = {
        (face.html, str(face.keyboard)) for _, face in faces(voice()) if isinstance(face, Face)
    }
    assert len(set(first.values())) == len(drawn)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_sms_takes_one_segment_where_the_language_allows(locale: str) -> None:
    """Each segment is paid for: English takes one, Ukrainian more where there is a link or somebody's words."""
    dear = {name for name, said in sms_of(voice(locale)) if segments(said) > 1}
    long = {"customer, long message"}
    assert dear == (long if locale == "en" else long | DEAR)
