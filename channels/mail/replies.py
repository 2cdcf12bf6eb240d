"""What somebody wrote in an answer, without what their mail reader quotes below or above it. It reads no addresses.

Our own line ("write above this line") is in every letter that can be answered, so most quotations end there; the
usual headers of quotations are known for answers whose quotation lost it.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from channels.texts import Texts
from channels.texts.catalogues import LOCALES
from channels.texts.html import clean, shorten

#: Longer answers are cut; Telegram takes them in pieces, UTF-16 units.
MAX_ANSWER = 16_000
#: What is looked at of a letter, characters: quotations grow without end.
_LOOKED_AT = 200_000
_MARKER = "mail.marker"

#: Above a quotation, or the headers of the letter that is answered. Sources: what Gmail, Apple Mail,
#: Outlook, Thunderbird and Ukrainian mail readers write there.
_QUOTES = (
    re.compile(r"^on\b.{4,200}\bwrote:$", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"^.{4,200}\b(пише|писав|писала|написав|написала|написав\(-ла\)|пишет):$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"^-{2,}\s*(original message|forwarded message|первоначальне повідомлення|оригінальне повідомлення|пересланий лист)\s*-{2,}$",
        re.IGNORECASE,
    ),
    re.compile(r"^(from|від|von|de):\s.*@.*$", re.IGNORECASE),
    re.compile(r"^_{20,}$"),
)
#: A signature (RFC 3676, 4.3), or what a telephone adds.
_SIGNATURE = re.compile(r"^(-- ?|sent from my \w+.*|надіслано з (мого )?\w+.*)$", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
#: Such as `<![if mso]>`: nobody sees them, and the parser raises at what it does not know.
_DECLARATION = re.compile(r"<[!?][^<>]*>")
#: A sign that begins no tag, for none ends after it.
_OPEN = re.compile(r"<(?![^<>]*>)")
_SILENT = frozenset({"head", "style", "script", "title", "template"})
_BREAKS = frozenset(
    {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "ul", "ol", "table"}
)
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
#: What mail readers wrap a quotation in.
_QUOTED = re.compile(
    r"gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|divRplyFwdMsg|appendonsend"
)


class Reader:
    """Knows our own line in all languages."""

    def __init__(self, texts: Texts) -> None:
        lines = (texts.raw(_MARKER, locale) for locale in LOCALES)
        self._markers = tuple(_bare(line) for line in lines)

    def read(self, plain: str, html: str, stripped: str = "") -> str:
        """The answer; empty where there is none. `stripped` is the provider's own attempt."""
        found = ""
        for text in (plain, stripped, text_of(html)):
            found = found or self._answer(text[:_LOOKED_AT])
        return shorten(found, MAX_ANSWER)

    def _answer(self, text: str) -> str:
        # Signs that take no room say nothing, and stand where some mail readers began a line.
        lines = [line.rstrip() for line in clean(text.replace("\r\n", "\n")).split("\n")]
        above = lines[: self._end(lines)]
        while above and (not above[-1] or above[-1].startswith(">")):
            above.pop()
        said = "\n".join(above).strip()
        return said if _says(said) else self._below(lines)

    def _end(self, lines: list[str]) -> int:
        """Where what is quoted begins."""
        for at, line in enumerate(lines):
            if any(marker in _bare(line) for marker in self._markers):
                return self._without_header(lines, at)
            # The line above a quotation is often broken in two.
            if _opens_quote(line) or (
                at + 1 < len(lines) and _opens_quote(f"{line}\n{lines[at + 1]}")
            ):
                return at
            if _SIGNATURE.match(line):
                return at
        return len(lines)

    def _without_header(self, lines: list[str], end: int) -> int:
        """The line that ends with a colon right above our own names whom is quoted."""
        at = end
        while at and not lines[at - 1].strip("> "):
            at -= 1
        return at - 1 if at and lines[at - 1].endswith(":") and "@" in lines[at - 1] else end

    def _below(self, lines: list[str]) -> str:
        """Some write below the quotation: what is not quoted, then."""
        kept = [
            line
            for line in lines
            if not line.startswith(">")
            and not _opens_quote(line)
            and not any(marker in _bare(line) for marker in self._markers)
        ]
        said = "\n".join(kept[: _first_signature(kept)]).strip()
        quoted = any(line.startswith(">") for line in lines)
        return said if quoted and _says(said) else ""


def text_of(html: str) -> str:
    """What somebody sees of HTML, without quotations."""
    # The parser looks again from each sign that opens what never ends: what takes it minutes goes first.
    seen = _DECLARATION.sub("", _COMMENT.sub("", html[:_LOOKED_AT]))
    ended = _OPEN.sub("&lt;", seen)
    parser = _Seen()
    parser.feed(ended)
    parser.close()
    return parser.text


class _Seen(HTMLParser):
    """Collects text; what is inside a quotation, or is never seen, is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        #: Open elements since one that is passed over began.
        self._hidden: list[str] = []

    @property
    def text(self) -> str:
        lines = ("".join(self._parts)).replace("\u00a0", " ").split("\n")
        return re.sub(
            r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)
        ).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS and not self._hidden:
            self._parts.append("\n")
        if tag in _VOID:
            return
        if self._hidden or tag in _SILENT or tag == "blockquote" or _is_quoted(attrs):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            # What was left open inside ends with it.
            while self._hidden.pop() != tag:
                pass
        elif not self._hidden and tag in _BREAKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(" ".join(data.split("\n")))


def _is_quoted(attrs: Iterable[tuple[str, str | None]]) -> bool:
    return any(name in ("class", "id") and _QUOTED.search(value or "") for name, value in attrs)


def _opens_quote(line: str) -> bool:
    return any(pattern.match(line.strip()) for pattern in _QUOTES)


def _first_signature(lines: list[str]) -> int:
    return next((at for at, line in enumerate(lines) if _SIGNATURE.match(line)), len(lines))


def _bare(line: str) -> str:
    """A line by its words alone: mail readers put signs before it and change its dashes."""
    return " ".join(re.findall(r"\w+", line.lower()))


def _says(text: str) -> bool:
    return any(sign.isprintable() and not sign.isspace() for sign in text)
