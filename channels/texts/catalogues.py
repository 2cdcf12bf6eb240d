"""The catalogues: every word a person reads, by key and locale. Formats of numbers and dates: `voice`."""

import gettext
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Self

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from channels.texts.voice import Voice

FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "orderbell"
#: The language of everyone whose own we do not speak.
FALLBACK = "en"
LOCALES = ("en", "uk")


class UnknownText(LookupError):
    """No catalogue has this key: our defect. The message names key and locale."""


@dataclass(frozen=True, slots=True)
class _Catalogue:
    texts: gettext.GNUTranslations
    #: Keys that need a `count`.
    plural: frozenset[str]
    #: All keys, for the tests that compare catalogues with code.
    keys: frozenset[str]


class Texts:
    """All catalogues, loaded once at start."""

    def __init__(self, catalogues: dict[str, _Catalogue]) -> None:
        self._catalogues = catalogues
        self._voices: dict[tuple[str, str], Voice] = {}

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Read every locale's `.po` file. Raises `OSError` or `ValueError` for a broken catalogue."""
        return cls({locale: _read(folder, locale) for locale in LOCALES})

    def raw(self, key: str, locale: str, count: int | None = None) -> str:
        """The text with its placeholders; `count` chooses the plural form of a plural key.

        Raises `UnknownText`.
        """
        catalogue = self._catalogues[locale]
        if key in catalogue.plural:
            if count is None:
                raise UnknownText(f"text {key!r} in {locale}: needs a count")
            return catalogue.texts.ngettext(key, key, count)
        text = catalogue.texts.gettext(key)
        if text == key:
            raise UnknownText(f"text {key!r}: not in the {locale} catalogue")
        return text

    def has(self, key: str) -> bool:
        """Whether the catalogues have this key (all have the same)."""
        return key in self._catalogues[FALLBACK].keys

    def keys(self, locale: str) -> frozenset[str]:
        """All keys of a locale."""
        return self._catalogues[locale].keys

    def voice(self, locale: str | None, timezone: str) -> Voice:
        """How to speak to a person of this language and time zone (IANA name)."""
        chosen = choose(locale)
        voice = self._voices.get((chosen, timezone))
        if voice is None:
            voice = self._voices[chosen, timezone] = Voice(self, chosen, timezone)
        return voice


@lru_cache(maxsize=256)
def choose(language_code: str | None) -> str:
    """Our locale for a Telegram `language_code` or a stored locale: "uk-UA" is uk, "de" is en."""
    language = (language_code or "").replace("_", "-").split("-")[0].lower()
    return language if language in LOCALES else FALLBACK


@cache
def _read(folder: Path, locale: str) -> _Catalogue:
    """Once a process: the files are the package's own, and to read them takes a tenth of a second."""
    with (folder / locale / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        catalogue = read_po(source, locale=locale, domain=DOMAIN, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    messages = [message.id for message in catalogue if message.id]
    plural = frozenset(key[0] for key in messages if not isinstance(key, str))
    keys = plural.union(key for key in messages if isinstance(key, str))
    return _Catalogue(gettext.GNUTranslations(compiled), plural, keys)
