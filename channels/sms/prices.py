"""What each text of an SMS costs with values of a usual length, for whoever pays for them. It sends nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from channels.sms.segments import segments
from channels.sms.wording import plain
from channels.texts import Texts
from channels.texts.catalogues import LOCALES

#: Prefix of their keys in the catalogues.
KEYS = "sms."
#: An order in its second thousand, dates of the longest month, a sum in hryvnias.
_USUAL = {
    "number": "1043",
    "numbers": "1043, 1044",
    "amount": "1250 UAH",
    "count": "2",
    "day": "28 November",
    "until": "28 November",
    "state": "Confirmed",
    "product": "5",
    "seller": "5",
    "title": "Clay mug",
}


@dataclass(frozen=True, slots=True)
class Price:
    """One text in one language."""

    key: str
    locale: str
    segments: int


def prices(texts: Texts) -> Iterator[Price]:
    """All texts in all languages; parts that are put together are listed each."""
    for locale in LOCALES:
        for key in sorted(texts.keys(locale)):
            if key.startswith(KEYS):
                text = texts.raw(key, locale, 2).format_map(_Usual(_USUAL))
                yield Price(key, locale, segments(plain(text)))


class _Usual(dict[str, str]):
    """A value that nobody has thought of is as long as a word."""

    def __missing__(self, name: str) -> str:
        return "Something"
