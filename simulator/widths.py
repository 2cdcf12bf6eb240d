"""How wide text is in a terminal, and breaking it into lines. It draws nothing."""

import re
import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_ELLIPSIS = "…"


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Pieces that stand in one place together, each with the columns it takes."""
    piece, width, joined = "", 0, False
    for character in text:
        if piece and (joined or _extends(piece, character)):
            piece += character
            # The emoji style asks for the wide picture of a character that is narrow as text.
            width = 2 if character == _EMOJI_STYLE or _is_flag(piece) else width
        else:
            if piece:
                yield piece, width
            piece, width = character, _column(character)
        joined = character == _JOINER
    if piece:
        yield piece, width


def columns(text: str) -> int:
    """Terminal columns that `text` takes: emoji and wide letters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(width for _, width in clusters(text))


def padded(text: str, width: int) -> str:
    """`text` filled with spaces to `width` columns."""
    return text + " " * (width - columns(text))


def centred(text: str, width: int) -> str:
    """`text` in the middle of `width` columns."""
    return padded(" " * ((width - columns(text)) // 2) + text, width)


def clipped(text: str, width: int) -> str:
    """`text` on one line, cut with an ellipsis if it is wider than `width` columns."""
    line = " ".join(text.split())
    if columns(line) <= width:
        return line
    kept, used = "", columns(_ELLIPSIS)
    for piece, piece_width in clusters(line):
        if used + piece_width > width:
            break
        kept, used = kept + piece, used + piece_width
    return kept.rstrip() + _ELLIPSIS


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces where possible; at least one."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in re.findall(r"\s*\S+|\s+\Z", paragraph):
        if columns(line + word) <= width:
            line += word
            continue
        if line:
            yield line.rstrip()
        *full, line = _broken(word.lstrip() if line else word, width)
        yield from full
    yield line.rstrip()


def _broken(word: str, width: int) -> list[str]:
    """A word in pieces that fit."""
    pieces, used = [""], 0
    for piece, piece_width in clusters(word):
        if used + piece_width > width:
            pieces.append("")
            used = 0
        pieces[-1] += piece
        used += piece_width
    return pieces


def _extends(piece: str, character: str) -> bool:
    if _is_regional(character):
        return len(piece) == 1 and _is_regional(piece)
    return _column(character) == 0 or _is_skin_tone(character)


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_skin_tone(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag(piece: str) -> bool:
    return len(piece) == 2 and all(_is_regional(character) for character in piece)


def _column(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
