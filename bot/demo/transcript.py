"""What the terminal shows of the story: steps with their times, deeds, phones, and what went wrong.

It plays nothing and checks nothing.
"""

import os
from collections.abc import Sequence
from textwrap import indent, wrap
from typing import TextIO

from simulator.drawing import draw
from simulator.telegram.chats import Message

WIDTH = 78
_INDENT = "    "
_PHONE = "      "
#: Restrained: titles bold, times dim, the mark of what held green, what broke red.
_BOLD, _DIM, _GREEN, _RED = "1", "2", "32", "31"


class Broken(Exception):
    """A step did not hold: what was expected, and what was seen instead."""

    def __init__(self, expected: str, seen: object) -> None:
        super().__init__(f"expected {expected}; seen: {seen}")
        self.expected = expected
        self.seen = str(seen)


class Scene:
    """One step as it is played; its lines are shown when it is over."""

    def __init__(self, colour: bool = False) -> None:
        self._colour = colour
        self.lines: list[str] = []

    def tells(self, text: str) -> None:
        """What is going on, in a sentence or two."""
        self.lines += [*wrapped(text, _INDENT), ""]

    def deed(self, text: str) -> None:
        """Somebody does something, and what comes of it."""
        first, *rest = wrapped(text, _INDENT + "  ")
        self.lines += [f"{_INDENT}› {first.lstrip()}", *rest]

    def phone(self, whose: str, message: Message) -> None:
        """What somebody sees, whole."""
        self._draws(whose, message, draw(message))

    def glance(self, whose: str, message: Message) -> None:
        """What somebody sees: the first paragraph and the buttons, where the rest is known."""
        self._draws(whose, message, _folded(draw(message)))

    def text(self, whose: str, body: str, segments: int) -> None:
        """An SMS that somebody gets, and what it costs."""
        cost = f"{segments} segment{'s' if segments > 1 else ''}"
        label = paint(f"{whose}’s phone, SMS: {cost}", _DIM, self._colour)
        shown = "\n".join(wrapped(body, "│ "))
        self.lines += ["", f"{_PHONE}{label}", indent(shown, _PHONE), ""]

    def line(self, text: str) -> None:
        """A line as it is."""
        self.lines.append(f"{_PHONE}{text}")

    def holds(self, text: str) -> None:
        """Something that was checked and is as promised."""
        first, *rest = wrapped(text, _INDENT + "  ")
        self.lines += [f"{_INDENT}{paint('✓', _GREEN, self._colour)} {first.lstrip()}", *rest]

    def expects(self, what: str, wanted: object, seen: object) -> None:
        """Raise `Broken` unless the two are equal."""
        if seen != wanted:
            raise Broken(f"{what}: {wanted}", seen)

    def expects_words(self, what: str, words: str, text: str) -> None:
        """Raise `Broken` unless `text` contains `words`."""
        if words not in text:
            raise Broken(f"{what} says “{words}”", f"“{text}”")

    def _draws(self, whose: str, message: Message, drawn: str) -> None:
        edited = message.edited_at is not None
        how = "the card changes in place" if edited else "a message comes in"
        sound = "" if edited else ", and it rings" if message.notify else ", silently"
        label = paint(f"{whose}’s phone, Telegram: {how}{sound}", _DIM, self._colour)
        self.lines += ["", f"{_PHONE}{label}", indent(drawn, _PHONE), ""]


class Transcript:
    """The story on a terminal, or in a file: then without colour."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.colour = out.isatty() and "NO_COLOR" not in os.environ

    def opens(self, title: str, paragraphs: Sequence[str]) -> None:
        """The heading and what one should know."""
        self._write("", paint(title, _BOLD, self.colour), "")
        for paragraph in paragraphs:
            self._write(*wrapped(paragraph, ""), "")

    def step(self, number: int, title: str, ms: float, scene: Scene, *, held: bool = True) -> None:
        """A step that is over."""
        mark = "" if held else f"{paint('✗', _RED, self.colour)} "
        took = f"{ms:,.0f} ms"
        line = f"{number:>2}  {title} "
        dots = "·" * (WIDTH - len(line) - len(took) - 1 - (0 if held else 2))
        head = paint(f"{number:>2}  {title}", _BOLD, self.colour)
        self._write(mark + head + " " + paint(f"{dots} {took}", _DIM, self.colour), "")
        self._write(*_tidy(scene.lines), "")

    def breaks(self, number: int, title: str, expected: str, seen: str) -> None:
        """The story ends here, badly."""
        head = paint(f"Step {number} broke: {title}", _RED, self.colour)
        self._write(head, *wrapped(f"expected: {expected}", "  "), "  seen:")
        self._write(indent(seen, "    "), "")

    def closes(self, text: str) -> None:
        """The last words."""
        self._write(*(line for part in text.split("\n") for line in wrapped(part, "")), "")

    def _write(self, *lines: str) -> None:
        for line in lines:
            self._out.write(f"{line}\n")
        self._out.flush()


def wrapped(text: str, margin: str) -> list[str]:
    """Lines of at most `WIDTH` columns that begin with `margin`."""
    return wrap(
        text,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def paint(text: str, code: str, colour: bool) -> str:
    """`text` in a colour or weight (SGR code), where there is colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _folded(drawn: str) -> str:
    """A drawn message without what stands between its first paragraph and its buttons."""
    lines = drawn.splitlines()
    blank = next((n for n, line in enumerate(lines) if not line.strip("│ ")), len(lines))
    rule = next((n for n, line in enumerate(lines) if line.startswith("├")), len(lines) - 1)
    if blank >= rule:
        return drawn
    more = lines[blank].replace("│  ", "│ …", 1)
    return "\n".join([*lines[:blank], more, *lines[rule:]])


def _tidy(lines: Sequence[str]) -> list[str]:
    """No two empty lines together, none at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept
