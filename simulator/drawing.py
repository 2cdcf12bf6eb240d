"""Messages drawn as text for a terminal. It knows nothing of how they came about.

╭─ Orderbell ─────────────────────────────── 12:04 ─╮
│ *Order 1043* · New                                │
├───────────────────────────────────────────────────┤
│ [ Approve ] [ Cancel order ]                      │
╰───────────────────────────────────────────────────╯
"""

from collections.abc import Iterator, Mapping

from simulator.telegram.chats import Message
from simulator.telegram.entities import Entity
from simulator.telegram.keyboards import Button
from simulator.widths import centred, clipped, columns, padded, wrapped

#: Columns of text inside the borders.
DEFAULT_WIDTH = 46

#: Entity type -> what stands before and after it.
_MARKS = {
    "bold": ("*", "*"),
    "italic": ("_", "_"),
    "underline": ("_", "_"),
    "strikethrough": ("~", "~"),
    "code": ("`", "`"),
}
_HIDDEN = "▒"
_SIGNS = {
    "photo": "🖼  photo",
    "video": "🎬 video",
    "animation": "🎞  animation",
    "audio": "🎵 music",
    "voice": "🎤 voice message",
    "video_note": "⏺  video message",
    "sticker": "sticker",
}


def draw(message: Message, width: int = DEFAULT_WIDTH) -> str:
    """The message in a box with `width` columns of text: who, when, what, and its buttons.

    A service message is one centred line without a box.
    """
    if (note := _service(message)) is not None:
        return centred(clipped(f"— {note} —", width), width + 4).rstrip()
    body = [f"│ {padded(line, width)} │" for line in _body(message, width)]
    buttons = [f"│ {padded(line, width)} │" for line in _buttons(message, width)]
    rule = ["├" + "─" * (width + 2) + "┤"] if buttons else []
    foot = "╰" + "─" * (width + 2) + "╯"
    return "\n".join([_head(message, width), *body, *rule, *buttons, foot])


def _head(message: Message, width: int) -> str:
    at = message.edited_at or message.sent_at
    facts = [f"{at:%H:%M}"]
    if message.edited_at is not None:
        facts.insert(0, "edited")
    if not message.notify:
        facts.insert(0, "silent")
    right = " · ".join(facts)
    name = message.sender.full_name if message.sender is not None else message.chat.title
    left = clipped(name, width - columns(right) - 5)
    line = "─" * (width - columns(left) - columns(right) - 5)
    return f"╭─ {left} {line}─ {right} ─╮"


def _body(message: Message, width: int) -> Iterator[str]:
    if message.forward_origin is not None:
        yield clipped(f"↷ forwarded from {_origin(message.forward_origin)}", width)
    if message.reply_to is not None:
        who = message.reply_to.sender.first_name if message.reply_to.sender is not None else "?"
        yield clipped(
            f"↪ {who}: {message.reply_to.text or _SIGNS.get(message.reply_to.kind, '…')}", width
        )
    if (thing := _thing(message)) is not None:
        yield from wrapped(thing, width)
    if message.text:
        yield from wrapped(marked(message.text, message.entities), width)
    if message.reactions:
        yield " ".join(message.reactions)


def _buttons(message: Message, width: int) -> Iterator[str]:
    for row in message.buttons:
        line = ""
        for drawn in (_button(button, width) for button in row):
            if line and columns(line) + 1 + columns(drawn) > width:
                yield line
                line = drawn
            else:
                line = f"{line} {drawn}" if line else drawn
        yield line


def _button(button: Button, width: int) -> str:
    sign = " ↗" if button.url else " ⧉" if button.copy_text else ""
    return f"[ {clipped(button.label, width - 4 - columns(sign))}{sign} ]"


def _thing(message: Message) -> str | None:
    """What a message holds besides text."""
    if message.kind == "document" and message.file is not None:
        return f"📎 {message.file.name} ({_size(len(message.file.body))})"
    if message.contact is not None:
        first, last = message.contact.get("first_name", ""), message.contact.get("last_name", "")
        return f"👤 {first} {last}".rstrip() + f"\n   {message.contact.get('phone_number', '')}"
    if message.location is not None:
        return f"📍 {message.location['latitude']}, {message.location['longitude']}"
    return _SIGNS.get(message.kind)


def _service(message: Message) -> str | None:
    value = message.content.get(message.kind)
    match message.kind:
        case "forum_topic_created" if isinstance(value, dict):
            return f"topic “{value.get('name', '')}” was opened"
        case "forum_topic_edited" if isinstance(value, dict) and "name" in value:
            return f"topic renamed to “{value['name']}”"
        case "forum_topic_edited" | "forum_topic_closed" | "forum_topic_reopened":
            return f"topic {message.kind.removeprefix('forum_topic_')}"
        case "new_chat_members" if isinstance(value, list):
            return f"{', '.join(str(user['first_name']) for user in value)} joined"
        case "left_chat_member" if isinstance(value, dict):
            return f"{value['first_name']} left"
        case "migrate_to_chat_id" | "migrate_from_chat_id":
            return "the group became a supergroup"
        case "chat_shared":
            return "shared a chat"
    return None


def _origin(origin: Mapping[str, object]) -> str:
    user = origin.get("sender_user")
    return str(user["first_name"]) if isinstance(user, dict) else "somebody"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.0f} kB"


def marked(text: str, entities: tuple[Entity, ...]) -> str:
    """`text` with its formatting as simple marks: *bold*, _italic_, `code`, a link's address."""
    raw = text.encode("utf-16-le", "surrogatepass")
    inserts: list[tuple[int, int, int, str]] = []
    hidden: list[tuple[int, int]] = []
    for entity in entities:
        end = entity.offset + entity.length
        if entity.type == "spoiler":
            hidden.append((entity.offset, end))
        before, after = _mark(entity)
        inserts.append((entity.offset, 1, -entity.length, before))
        inserts.append((end, 0, -entity.offset, after))
    parts: list[str] = []
    at = 0
    for position, _, _, mark in [*sorted(inserts), (len(raw) // 2, 2, 0, "")]:
        piece = raw[at * 2 : position * 2].decode("utf-16-le", "surrogatepass")
        covered = any(start <= at and position <= end for start, end in hidden)
        parts += (_HIDDEN * len(piece) if covered else piece, mark)
        at = position
    return _quoted("".join(parts))


def _mark(entity: Entity) -> tuple[str, str]:
    if entity.type == "text_link":
        return "", f" ({entity.url})"
    if entity.type in {"blockquote", "expandable_blockquote"}:
        return _QUOTE, _UNQUOTE
    return _MARKS.get(entity.type, ("", ""))


_QUOTE, _UNQUOTE = "\x02", "\x03"


def _quoted(text: str) -> str:
    """Lines between the quote marks with a bar before each."""
    lines, inside = [], False
    for line in text.split("\n"):
        inside = inside or _QUOTE in line
        plain = line.replace(_QUOTE, "").replace(_UNQUOTE, "")
        lines.append(f"▎ {plain}" if inside else plain)
        inside = inside and _UNQUOTE not in line
    return "\n".join(lines)
