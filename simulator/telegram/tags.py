"""What Telegram's HTML tags mean once they are closed. The parser is in `html`."""

import re
from dataclasses import dataclass

from simulator.telegram.entities import Entity
from simulator.telegram.errors import ApiError, bad_request

#: Tag -> entity type; the rest are told apart by their attributes.
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAGS = frozenset({*_TYPES, "a", "span", "tg-emoji", "tg-time"})
_PERSON = re.compile(r"tg://user\?id=(\d+)\Z")
_URL = re.compile(
    r"(https?|tg|ton|tonsite)://\S+\Z|[\w-]+(\.[\w-]+)+(/\S*)?\Z|(tel|mailto):\S+\Z", re.I
)


@dataclass(slots=True)
class OpenTag:
    """A tag that waits for its end."""

    tag: str
    argument: str
    #: Where it starts: in UTF-16 units, and in the parser's list of parts.
    offset: int
    part: int


def wrong(what: str) -> ApiError:
    """The complaint about markup, with the server's prefix."""
    return bad_request(f"can't parse entities: {what}")


def without_language(found: Entity) -> Entity:
    """Only a `pre` keeps its language."""
    if found.type == "code" and found.language:
        return Entity("code", found.offset, found.length)
    return found


def nested_pre(top: OpenTag, found: list[Entity], length: int) -> str | None:
    """The language, when `top` and the entity just closed make one block of code."""
    last = found[-1] if found else None
    if last is None or (last.offset, last.length) != (top.offset, length):
        return None
    if top.tag == "pre" and last.type == "code" and last.language:
        return last.language
    if top.tag == "code" and last.type == "pre" and top.argument:
        return top.argument
    return None


def link(top: OpenTag, length: int, url: str) -> Entity | None:
    """A link or a mention; None when the address is none."""
    person = _PERSON.match(url)
    if person:
        return Entity("text_mention", top.offset, length, user_id=int(person[1]))
    if not _URL.match(url):
        return None
    return Entity("text_link", top.offset, length, url=url if "://" in url else f"http://{url}/")


def entity(top: OpenTag, length: int) -> Entity:
    """The entity of a closed tag that is neither a link nor a nested block of code."""
    match top.tag:
        case "tg-emoji":
            if not top.argument.isdigit() or not int(top.argument):
                raise wrong("Invalid custom emoji identifier specified")
            return Entity("custom_emoji", top.offset, length, custom_emoji_id=top.argument)
        case "tg-time":
            if not top.argument.isdigit():
                raise wrong("Invalid date specified")
            return Entity("date_time", top.offset, length, unix_time=int(top.argument))
        case "blockquote" if top.argument:
            return Entity("expandable_blockquote", top.offset, length)
        case "span":
            return Entity("spoiler", top.offset, length)
        case "code":
            return Entity("code", top.offset, length, language=top.argument)
    return Entity(_TYPES[top.tag], top.offset, length)
