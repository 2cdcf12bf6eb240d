"""A text with Telegram's marks (entities) as Telegram HTML. What it does not know is written without its mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from channels.texts.html import Html, clean, escape

Mark = Mapping[str, object]

#: Source: Bot API, formatting options. Not quotations: a note stands in one, and they do not nest.
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
}
#: Nothing else may be marked inside them.
_CLOSED = frozenset({"code", "pre"})
_LINKS = ("https://", "http://", "tg://", "mailto:")


@dataclass(frozen=True, slots=True)
class _Span:
    """One mark, in UTF-16 units."""

    start: int
    end: int
    type: str
    opening: str
    closing: str


def marked(text: str, marks: Sequence[Mark]) -> Html:
    """`text` with its marks, as far as they lie inside it and inside each other."""
    wide = text.encode("utf-16-le", "surrogatepass")
    spans = _nested(sorted(_spans(marks, len(wide) // 2), key=lambda s: (s.start, -s.end)))
    edges = sorted({0, len(wide) // 2, *(s.start for s in spans), *(s.end for s in spans)})
    written: list[str] = []
    opened: list[_Span] = []
    for start, end in pairwise(edges):
        while opened and opened[-1].end <= start:
            written.append(opened.pop().closing)
        for span in spans:
            if span.start == start:
                written.append(span.opening)
                opened.append(span)
        piece = wide[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
        written.append(escape(clean(piece)))
    written += (span.closing for span in reversed(opened))
    return Html("".join(written))


def _spans(marks: Iterable[Mark], length: int) -> Iterable[_Span]:
    for mark in marks:
        start, size, type = mark.get("offset"), mark.get("length"), str(mark.get("type"))
        if not isinstance(start, int) or not isinstance(size, int):
            continue
        if start < 0 or size < 1 or start + size > length:
            continue
        if type in _TAGS:
            yield _Span(start, start + size, type, f"<{_TAGS[type]}>", f"</{_TAGS[type]}>")
        elif type == "text_link" and str(mark.get("url")).startswith(_LINKS):
            url = escape(str(mark["url"])).replace('"', "&quot;")
            yield _Span(start, start + size, type, f'<a href="{url}">', "</a>")


def _nested(spans: Iterable[_Span]) -> list[_Span]:
    """Those that neither cross an earlier one nor stand in what may hold none."""
    kept: list[_Span] = []
    around: list[_Span] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        if around and (span.end > around[-1].end or around[-1].type in _CLOSED):
            continue
        kept.append(span)
        around.append(span)
    return kept
