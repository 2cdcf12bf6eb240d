"""What an SMS asks for: words of every language, however they were typed. It knows no order and does nothing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from channels.sms.vocabulary import ACTIONS, BY_SKELETON, Word, skeleton
from orders.states import Action

#: More digits are no order's number (and no row's).
MAX_DIGITS = 12
#: After the word, a shorter number without its sign is a part of what is said: "MSG 5 pieces left".
SURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """The order's next step, whichever that is."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """This step."""

    number: int | None
    action: Action


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancel, for this reason in the person's words, or this one of the list (from 1)."""

    number: int | None
    reason: str = ""
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Into the order's conversation, as it was typed."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Keep as the order's note, as it was typed."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Orders:
    """Which orders are open."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked for."""


@dataclass(frozen=True, slots=True)
class Show:
    """Where this order stands, and what is possible."""

    number: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A customer did not order what a seller has added for them."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """No SMS any more."""


@dataclass(frozen=True, slots=True)
class Start:
    """SMS again. Not `sure`: a "yes", which means this only where they were not wanted."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class Unclear:
    """No command; the number that it begins with, if it does."""

    number: int | None = None


Intention = (
    Step | Act | Cancel | Say | Note | Orders | Help | Show | Wrong | Stop | Start | Unclear
)  # fmt: skip

_FIGURES = str.maketrans("OoОоΟοlIІіiΙι|", "00000011111111")
_SIGNS = "#№"
_AROUND = ".,:;!?()[]{}\"'«»“”‘’*-–—_/\\+<>=" + _SIGNS
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"(\d+)([^\W\d]{2,})|([^\W\d]{2,}?)(\d+)")
_GRADES = re.compile(r"\s*([1-5])\s*(?:[/,;+ ]|\s)\s*([1-5])(?![\d.,]*\d)[\s.,:;!–—-]*", re.ASCII)


_BARE_CANCEL = skeleton("CANCEL")
_PLAIN: Mapping[Word, Intention] = {
    Word.ORDERS: Orders(),
    Word.HELP: Help(),
    Word.STOP: Stop(),
    Word.START: Start(),
    Word.YES: Start(sure=False),
}
_WITH_TEXT = frozenset({Word.CANCEL, Word.MSG, Word.NOTE})


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    #: Where it ends in what was typed.
    end: int


def parse(text: str) -> Intention:
    """What the text asks for; any text means something, if only `Unclear`."""
    tokens = _tokens(text, 3)
    if not tokens:
        return Unclear()
    number = number_of(tokens[0].text)
    if number is not None:
        if len(tokens) == 1:
            return Show(number)
        word = _word(tokens[1].text)
        return Unclear(number) if word is None else _meant(word, number, text, tokens[1].end)
    word = _word(tokens[0].text)
    if word is None:
        return Unclear()
    if len(tokens) > 1:
        after = number_of(tokens[1].text)
        if after is not None and (word not in _WITH_TEXT or _is_sure(tokens[1].text)):
            return _meant(word, after, text, tokens[1].end)
    if len(tokens) == 1 and skeleton(tokens[0].text.strip(_AROUND)) == _BARE_CANCEL:
        # Twilio takes it for "stop", and sends nothing more to them.
        return Stop()
    return _meant(word, None, text, tokens[0].end)


def number_of(token: str) -> int | None:
    """The order's number that one word is, also with letters for figures: "#1O43" is 1043."""
    bare = token.strip(_AROUND)
    if not any(s.isdecimal() for s in bare) or not 0 < len(bare) <= MAX_DIGITS:
        return None
    figures = unicodedata.normalize("NFKC", bare).translate(_FIGURES)
    if not figures.isdecimal():
        return None
    return int(figures) or None


def addressed(text: str) -> tuple[int | None, str]:
    """The order that a text names at its beginning, and the text without that."""
    tokens = _tokens(text, 1)
    if not tokens or not _is_sure(tokens[0].text):
        return None, text
    number = number_of(tokens[0].text)
    return (None, text) if number is None else (number, text[tokens[0].end :].strip())


def grades(text: str) -> tuple[int, int, str] | None:
    """Two grades and what follows: "5 5 lovely mug", "5/5", "5,5"; None: it is something else."""
    found = _GRADES.match(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    rest = _GRADES.match(text)
    comment = text[rest.end() :] if rest is not None else found.string[found.end() :]
    return int(found[1]), int(found[2]), comment.strip()


def _meant(word: Word, number: int | None, text: str, end: int) -> Intention:
    said = text[end:].strip()
    if said.strip(_AROUND + " ") == "":
        said = said if word in _WITH_TEXT and word is not Word.CANCEL else ""
    match word:
        case Word.CANCEL:
            listed = number_of(said) if len(said.strip(_AROUND)) == 1 else None
            return Cancel(number, said, listed)
        case Word.MSG:
            return Say(number, said)
        case Word.NOTE:
            return Note(number, said)
    # "1043 PAID not yet" must not be carried out.
    return Unclear(number) if said else _alone(word, number)


def _alone(word: Word, number: int | None) -> Intention:
    """What a word means that nothing but an order's number stands with."""
    if number is not None:
        if word in (Word.ORDERS, Word.HELP):
            return Show(number)
        if word in (Word.STOP, Word.START, Word.YES):
            return Unclear(number)
    if word is Word.OK:
        return Step(number)
    if word is Word.WRONG:
        return Wrong(number)
    return Act(number, ACTIONS[word]) if word in ACTIONS else _PLAIN[word]


def _word(token: str) -> Word | None:
    return BY_SKELETON.get(skeleton(token.strip(_AROUND)))


def _is_sure(token: str) -> bool:
    return token[:1] in tuple(_SIGNS) or len(token.strip(_AROUND)) >= SURE_DIGITS


def _tokens(text: str, limit: int) -> list[_Token]:
    """The first words; a sign that stands alone belongs to the next one, figures and letters are parted."""
    found: list[_Token] = []
    sign = ""
    for match in _TOKEN.finditer(text):
        if len(found) >= limit:
            break
        raw = match[0]
        if not raw.strip(_AROUND):
            sign = raw if raw in _SIGNS else ""
            continue
        glued = _GLUED.fullmatch(raw.strip(_AROUND))
        if glued is not None and number_of(raw) is None:
            offset = match.start() + raw.index(glued[0])
            cut = offset + len(glued[1] or glued[3])
            found.append(_Token(sign + text[offset:cut], cut))
            found.append(_Token(text[cut : match.end()], match.end()))
        else:
            found.append(_Token(sign + raw, match.end()))
        sign = ""
    return found
