"""The catalogues agree with each other, with the code, and with how people speak."""

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest

from channels.mail.compose import Composer
from channels.sms.segments import is_gsm
from channels.telegram import menus
from channels.texts import Texts, UnknownText, choose
from channels.texts.catalogues import LOCALES
from handlers.mail.pages import Printer
from orders.states import Actor
from tests.unit.channels.gallery import faces
from tests.unit.channels.gallery_mail import letters_of, paper
from tests.unit.channels.gallery_sms import sms_of
from tests.unit.channels.gallery_sms_answers import answers_of
from tests.unit.channels.gallery_toasts import toasts_of
from tests.unit.channels.samples import TEXTS, TIMEZONE
from tests.unit.handlers.mail.gallery import pages_of

#: Enough counts to meet every plural form of English and Ukrainian.
COUNTS = (1, 2, 5, 11, 21, 22, 25)
#: Words that machines say.
MACHINE = re.compile(r"(?i)\b(error|invalid|failed|null|exception|unexpected|помилка|невірн)")
#: Texts that are patterns for dates, not words.
PATTERNS = {"format.day", "format.day_year", "format.month"}


def _forms(key: str, locale: str) -> set[str]:
    return {TEXTS.raw(key, locale, count) for count in COUNTS}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _recording() -> tuple[Texts, set[str]]:
    """The real catalogues, and what will have been asked of them."""
    asked: set[str] = set()

    class Recorder(Texts):
        def raw(self, key: str, locale: str, count: int | None = None) -> str:
            asked.add(key)
            return super().raw(key, locale, count)

    return Recorder.load(), asked


def test_every_locale_has_the_same_keys() -> None:
    """No language lacks a text."""
    assert TEXTS.keys("en")
    assert {locale: TEXTS.keys(locale) for locale in LOCALES} == {
        locale: TEXTS.keys("en") for locale in LOCALES
    }


def test_a_text_has_the_same_placeholders_everywhere() -> None:
    """Each form of a text, in each language, is filled in with the same values."""
    for key in TEXTS.keys("en"):
        wanted = {frozenset(_placeholders(f)) for locale in LOCALES for f in _forms(key, locale)}
        assert len(wanted) == 1, key


def test_every_text_is_used_and_every_used_one_exists() -> None:
    """The gallery meets exactly the catalogue: a missing key would raise, a needless one is found."""
    texts, asked = _recording()
    voice = texts.voice("en", TIMEZONE)
    assert [face.html for _, face in faces(voice)]
    assert [text for _, text in toasts_of(voice)]
    assert menus.commands(tuple(Actor), voice)
    assert [text for _, text in (*sms_of(voice), *answers_of(voice))]
    composer = Composer(paper())
    assert [composer.text(letter) for _, letter in letters_of(voice)]
    assert [Printer().answer(page) for _, page in pages_of(voice)]
    assert list(menus.default_menus(texts))
    assert list(menus.abouts(texts))
    assert texts.keys("en") - asked == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_text_reads_like_a_person_wrote_it(locale: str) -> None:
    """No typewriter quotes, no shouting, no loose spaces, no machine's words."""
    for key in TEXTS.keys(locale) - PATTERNS:
        for text in _forms(key, locale):
            if key.startswith("sms."):
                # A telephone's alphabet has no typography, and words to reply stand in capitals.
                assert locale != "en" or is_gsm(text), text
                assert not re.search(r"  |!!|\?\?|^\s|\s$", text), text
                continue
            assert not re.search(r"['\"`]", re.sub(r"<[^>]*>", "", text)), text
            assert not re.search(r"  | [,.;:!?](\s|$)|\.\.\.|!!|\?\?|^\s|\s$", text), text
            assert not MACHINE.search(text), text
            assert not re.search(r"\b[A-ZА-ЯЇІЄҐ]{4,}\b", text), text


def test_ukrainian_is_written_in_ukrainian() -> None:
    """No Latin letter hides inside a word, and no letter that Ukrainian does not have."""
    for key in TEXTS.keys("uk") - PATTERNS:
        for text in _forms(key, "uk"):
            words = re.sub(
                r"<[^>]*>|\{\w+\}|/\w+|Telegram|Orderbell|SMS|QR|Start|OK|STOP", " ", text
            )
            assert not re.search(r"[ыэъё]", words, re.IGNORECASE), text
            for word in re.findall(r"[^\W\d_]+", words):
                assert {unicodedata.name(letter).split()[0] for letter in word} == {"CYRILLIC"}


def test_an_unknown_key_is_our_defect() -> None:
    """It is refused with a line that names it, never shown to a person."""
    with pytest.raises(UnknownText, match=r"'no\.such\.text': not in the uk"):
        TEXTS.voice("uk", TIMEZONE)("no.such.text")


def test_a_plural_key_wants_a_count() -> None:
    """Without a count there is no right form."""
    with pytest.raises(UnknownText, match=r"'record\.orders' in en: needs a count"):
        TEXTS.voice("en", TIMEZONE)("record.orders")


def test_a_missing_value_is_our_defect() -> None:
    """A placeholder that nobody fills is found at once."""
    with pytest.raises(KeyError, match="number"):
        TEXTS.voice("en", TIMEZONE)("card.head.new")


def test_a_broken_catalogue_stops_the_start(tmp_path: Path) -> None:
    """A missing catalogue is refused at loading, not when the first person writes."""
    with pytest.raises(OSError, match=r"orderbell\.po"):
        Texts.load(tmp_path)


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("uk", "uk"),
        ("uk-UA", "uk"),
        ("UK_ua", "uk"),
        ("en", "en"),
        ("en-US", "en"),
        ("de", "en"),
        ("ru", "en"),
        ("ukr", "en"),
        ("", "en"),
        (None, "en"),
        ("../../etc", "en"),
    ],
)
def test_a_language_we_do_not_speak_is_answered_in_english(code: str | None, locale: str) -> None:
    """Telegram's language code chooses the catalogue by its language alone."""
    assert choose(code) == locale
    assert TEXTS.voice(code, TIMEZONE).locale == locale
