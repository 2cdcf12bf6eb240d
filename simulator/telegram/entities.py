"""Formatting as Telegram counts it: entities over UTF-16 units. It does not parse markup."""

import html
from dataclasses import dataclass

#: Entity type -> HTML tag, for drawing a text back.
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted or recognised part of a text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    user_id: int = 0
    language: str = ""
    custom_emoji_id: str = ""
    #: date_time: seconds since 1970.
    unix_time: int = 0
    date_time_format: str = ""

    def wire(self) -> dict[str, object]:
        """The `MessageEntity` object of the Bot API."""
        found: dict[str, object] = {
            "offset": self.offset,
            "length": self.length,
            "type": self.type,
        }
        if self.url:
            found["url"] = self.url
        if self.user_id:
            found["user"] = {"id": self.user_id, "is_bot": False, "first_name": "User"}
        if self.language:
            found["language"] = self.language
        if self.custom_emoji_id:
            found["custom_emoji_id"] = self.custom_emoji_id
        if self.type == "date_time":
            found["unix_time"] = self.unix_time
            if self.date_time_format:
                found["date_time_format"] = self.date_time_format
        return found

    def moved(self, by: int, limit: int) -> "Entity | None":
        """The entity `by` units later, cut to `0..limit`; None if nothing is left."""
        start = max(self.offset + by, 0)
        length = min(self.offset + by + self.length, limit) - start
        if length <= 0:
            return None
        return Entity(
            self.type,
            start,
            length,
            self.url,
            self.user_id,
            self.language,
            self.custom_emoji_id,
            self.unix_time,
            self.date_time_format,
        )


def units(text: str) -> int:
    """Length in UTF-16 code units: what Telegram's limits and offsets count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_html(text: str, entities: tuple[Entity, ...]) -> str:
    """`text` with its formatting written as Telegram's HTML; recognised links stay plain."""
    marks: list[tuple[int, int, int, str]] = []
    for entity in entities:
        opening, closing = _tag(entity)
        if opening:
            end = entity.offset + entity.length
            marks.append((entity.offset, 1, -entity.length, opening))
            marks.append((end, 0, -entity.offset, closing))
    if not marks:
        return html.escape(text, quote=False)
    raw = text.encode("utf-16-le", "surrogatepass")
    parts: list[str] = []
    at = 0
    for position, _, _, mark in sorted(marks):
        piece = raw[at * 2 : position * 2].decode("utf-16-le", "surrogatepass")
        parts += (html.escape(piece, quote=False), mark)
        at = position
    parts.append(html.escape(raw[at * 2 :].decode("utf-16-le", "surrogatepass"), quote=False))
    return "".join(parts)


def _tag(entity: Entity) -> tuple[str, str]:
    match entity.type:
        case "text_link":
            return f'<a href="{html.escape(entity.url)}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity.user_id}">', "</a>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity.custom_emoji_id}">', "</tg-emoji>"
        case "date_time":
            return f'<tg-time unix="{entity.unix_time}">', "</tg-time>"
    tag = _TAGS.get(entity.type, "")
    return (f"<{tag}>", f"</{tag.split(' ', maxsplit=1)[0]}>") if tag else ("", "")
