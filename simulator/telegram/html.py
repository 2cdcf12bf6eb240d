"""Telegram's HTML, with the real server's complaints. It does not trim or count limits."""

import re
from collections.abc import Callable

from simulator.telegram.entities import Entity, units
from simulator.telegram.tags import TAGS, OpenTag, entity, link, nested_pre, without_language, wrong

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(x[0-9a-fA-F]+|[0-9]+)|([a-zA-Z]+));?")
_SPACE = " \t\r\n"


class _Parser:
    """One pass over the text; positions in errors are UTF-8 byte offsets, as on the server."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[OpenTag] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, tuple[Entity, ...]]:
        """The plain text and its entities."""
        while self.at < len(self.text):
            cut = self.text.find("<", self.at)
            self._plain(self.text[self.at : len(self.text) if cut < 0 else cut])
            if cut < 0:
                break
            self.at = cut
            if self.text.startswith("</", cut):
                self._end()
            else:
                self._start()
        if self.open:
            tag = self.open[-1].tag
            raise wrong(f'Can\'t find end tag corresponding to start tag "{tag}"')
        plain = (without_language(found) for found in self.entities)
        ordered = sorted(plain, key=lambda found: (found.offset, -found.length))
        return "".join(self.parts), tuple(ordered)

    def _plain(self, text: str) -> None:
        if "&" in text:
            text = _REFERENCE.sub(_decoded, text)
        self.parts.append(text)
        self.length += units(text)

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode())

    def _start(self) -> None:
        begin = self.at
        at = begin + 1
        while at < len(self.text) and self.text[at] not in _SPACE and self.text[at] != ">":
            at += 1
        if at == len(self.text):
            raise wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self.text[begin + 1 : at].lower()
        if tag not in TAGS:
            raise wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = at
        attributes = self._attributes(tag, begin)
        argument = self._argument(tag, attributes, begin)
        self.open.append(OpenTag(tag, argument, self.length, len(self.parts)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.at >= len(self.text):
                raise wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self.text[self.at] == ">":
                self.at += 1
                return found
            name, value = self._attribute(tag, begin)
            found[name] = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(lambda c: c not in _SPACE and c not in "=>").lower()
        if not name:
            raise wrong(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
            )
        self._skip_space()
        if not self.text.startswith("=", self.at):
            return name, ""
        self.at += 1
        self._skip_space()
        quote = self.text[self.at : self.at + 1]
        if quote not in {'"', "'"}:
            return name, self._take(lambda c: c.isalnum() or c in ".-")
        end = self.text.find(quote, self.at + 1)
        if end < 0:
            raise wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        value = _REFERENCE.sub(_decoded, self.text[self.at + 1 : end])
        self.at = end + 1
        return name, value

    def _argument(self, tag: str, attributes: dict[str, str], begin: int) -> str:
        match tag:
            case "a":
                return attributes.get("href", "")
            case "code":
                return attributes.get("class", "").removeprefix("language-")
            case "tg-emoji":
                return attributes.get("emoji-id", "")
            case "tg-time":
                return attributes.get("unix", "")
            case "blockquote":
                return "expandable" if "expandable" in attributes else ""
            case "span" if attributes.get("class") != "tg-spoiler":
                raise wrong(
                    f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
                )
        return ""

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise wrong(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        found = self._take(lambda c: c not in _SPACE and c != ">").lower()
        self._skip_space()
        if not self.text.startswith(">", self.at):
            raise wrong(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        top = self.open.pop()
        if found and found != top.tag:
            raise wrong(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{top.tag}>", found "</{found}>"'
            )
        self._close(top)

    def _close(self, top: OpenTag) -> None:
        length = self.length - top.offset
        if not length:
            return
        language = nested_pre(top, self.entities, length)
        if language is not None:
            self.entities[-1] = Entity("pre", top.offset, length, language=language)
        elif top.tag == "a":
            shown = "".join(self.parts[top.part :])
            found = link(top, length, top.argument or shown)
            self.entities += [found] if found is not None else []
        else:
            self.entities.append(entity(top, length))

    def _take(self, keep: Callable[[str], bool]) -> str:
        begin = self.at
        while self.at < len(self.text) and keep(self.text[self.at]):
            self.at += 1
        return self.text[begin : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1


def parse_html(text: str) -> tuple[str, tuple[Entity, ...]]:
    """Plain text and entities; raises `errors.ApiError` "can't parse entities: …"."""
    if "<" not in text and "&" not in text:
        return text, ()
    return _Parser(text).run()


def _decoded(match: re.Match[str]) -> str:
    number, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match.group())
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    if code == 0 or code >= 0x10FFFF:
        return match.group()
    if 0xD800 <= code <= 0xDFFF:
        raise wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)
