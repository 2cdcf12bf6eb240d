"""From what a bot sends to text and entities: parse_mode or explicit entities, trimmed.

It does not check lengths; HTML itself is parsed in `html`.
"""

import re

from simulator.telegram import limits
from simulator.telegram.entities import Entity, units
from simulator.telegram.errors import bad_request
from simulator.telegram.html import parse_html

_RECOGNISED = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)]|\bt\.me/[\w/?=&%+-]+)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d_]\w*)"
    r"|(?<![\w+])(?P<phone_number>\+\d{10,15})\b"
)
_HINTS = re.compile(r"[/@#:+]|t\.me")
_NO_LINKS_INSIDE = frozenset({"code", "pre", "text_link", "text_mention"})

Formatted = tuple[str, tuple[Entity, ...]]


def formatted(text: str, parse_mode: str, explicit: list[object]) -> Formatted:
    """Text and entities as the server keeps them; raises `errors.ApiError` if malformed."""
    entities: tuple[Entity, ...]
    match parse_mode.lower():
        case "html":
            text, entities = parse_html(text)
        case "":
            entities = tuple(_entity(item) for item in explicit)
        case "markdown" | "markdownv2":
            raise bad_request("this simulator reads HTML and entities, not Markdown")
        case _:
            raise bad_request("unsupported parse_mode")
    return trimmed(text.replace("\r", ""), entities)


def trimmed(text: str, entities: tuple[Entity, ...]) -> Formatted:
    """Without surrounding white space, and with links, commands and the like recognised."""
    kept = text.lstrip()
    start = units(text[: len(text) - len(kept)])
    kept = kept.rstrip()
    if (start or len(kept) != len(text)) and entities:
        end = units(kept)
        moved = (entity.moved(-start, end) for entity in entities)
        entities = tuple(entity for entity in moved if entity is not None)
    if _HINTS.search(kept):
        entities = (*entities, *recognised(kept, entities))
    if len(entities) > 1:
        ordered = sorted(entities, key=lambda entity: (entity.offset, -entity.length))
        entities = tuple(ordered[: limits.MAX_ENTITIES])
    return kept, entities


def recognised(text: str, taken: tuple[Entity, ...] = ()) -> list[Entity]:
    """URLs, e-mails, commands, mentions, hashtags and phone numbers found in plain text."""
    blocked = [
        (entity.offset, entity.offset + entity.length)
        for entity in taken
        if entity.type in _NO_LINKS_INSIDE
    ]
    found = []
    for match in _RECOGNISED.finditer(text):
        offset, length = units(text[: match.start()]), units(match.group())
        if any(offset < end and start < offset + length for start, end in blocked):
            continue
        found.append(Entity(match.lastgroup or "url", offset, length))
    return found


def _entity(raw: object) -> Entity:
    if not isinstance(raw, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = raw.get("type"), raw.get("offset"), raw.get("length")
    if not isinstance(kind, str) or not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: type, offset and length expected")
    user = raw.get("user")
    return Entity(
        type=kind,
        offset=offset,
        length=length,
        url=str(raw.get("url", "")),
        user_id=int(user["id"]) if isinstance(user, dict) else 0,
        language=str(raw.get("language", "")),
        custom_emoji_id=str(raw.get("custom_emoji_id", "")),
        unix_time=int(raw.get("unix_time", 0)),
        date_time_format=str(raw.get("date_time_format", "")),
    )
