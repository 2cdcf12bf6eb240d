"""How the values of a tap are written into a button, and read back. Which taps there are says `buttons`.

A reader may take sloppy input ("+7", "٧", surplus parts): `buttons.decode` compares what it would write.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: Digits of an order's or a work row's number; a version and a page have at most 6.
MAX_DIGITS = 12
#: Telegram ids have at most 52 significant bits. Source: Bot API, User.id.
MAX_TELEGRAM_ID = 2**52
MAX_NUMBER, MAX_VERSION, MAX_PAGE = 10**MAX_DIGITS - 1, 10**6 - 1, 10**6 - 1


class Tap:
    """What a button means; each kind is a frozen dataclass and a line in `buttons.KINDS`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a tap. `write` and `read` raise `ValueError` for what cannot stand in a button."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    #: Stands where a value may be left out; only the last ones may. No value: it is always written.
    absent: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of tap: its code (and the first word, where several share a code), its values in order."""

    code: str
    tap: type[Any]
    fields: tuple[Field, ...]

    def write(self, values: tuple[Any, ...]) -> str:
        """The data of a button. Raises `ValueError`."""
        parts = list(zip(self.fields, values, strict=True))
        while parts and parts[-1][1] in parts[-1][0].absent:
            parts.pop()
        return ":".join((self.code, *(field.write(value) for field, value in parts)))

    def read(self, parts: list[str]) -> Tap:
        """The tap. Raises `ValueError` and `TypeError`."""
        read = [field.read(part) for field, part in zip(self.fields, parts, strict=False)]
        left_out = self.fields[len(read) :]
        if not all(field.absent for field in left_out):
            raise ValueError("a value is missing")
        tap: Tap = self.tap(*read, *(field.absent[0] for field in left_out))
        return tap


def whole(highest: int, lowest: int = 1) -> Field:
    """A whole number of this range."""

    def written(value: int) -> str:
        if not lowest <= value <= highest:
            raise ValueError(f"{value} is not within {lowest}..{highest}")
        return str(value)

    return Field(written, int)


def word(of: type[StrEnum]) -> Field:
    """One of these words."""
    return Field(str, of)


def one_of(of: type[StrEnum], otherwise: str) -> Field:
    """One of these words, or None, for which `otherwise` stands."""
    return Field(
        lambda value: otherwise if value is None else str(value),
        lambda part: None if part == otherwise else of(part),
    )


def among(*of: type[StrEnum]) -> Field:
    """One of the words of these, none of which is in two."""
    words = {str(one): one for kind in of for one in kind}
    return Field(str, words.__getitem__)


def flag(mark: str) -> Field:
    """True where the mark stands, False where nothing does."""
    return Field(lambda value: mark, lambda part: part == mark, (False,))


def maybe(field: Field, absent: Any = None) -> Field:
    """The field, or nothing: then the value is `absent`."""
    return Field(field.write, field.read, (absent,))


NUMBER, VERSION, PAGE = whole(MAX_NUMBER), whole(MAX_VERSION), whole(MAX_PAGE)
TELEGRAM_ID = whole(MAX_TELEGRAM_ID)
#: A number that a step may have: 0 where it has none.
VALUE = maybe(NUMBER, 0)
SMALL = maybe(whole(MAX_PAGE, 0))
SWITCH = maybe(Field(lambda value: str(int(value)), lambda part: bool(int(part))))
TEXT = Field(str, str)
