"""A message as the page draws it: JSON of what a person sees. It knows no chat list and no markup."""

from collections.abc import Mapping

from simulator.page.links import preview
from simulator.page.pictures import picture
from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.telegram.keyboards import Button
from simulator.telegram.methods.topics import ICONS
from simulator.telegram.service import Telegram
from simulator.telegram.users import User

#: Letters of the answered message that its answer shows.
_QUOTED = 120
#: What may differ between two looks at the same message.
Fingerprint = tuple[object, ...]


def fingerprint(message: Message) -> Fingerprint:
    """Equal for two looks at a message that draw the same.

    It is taken of every message at each look, so it only collects what is there.
    """
    replied = message.reply_to
    return (
        message.text,
        message.entities,
        message.edited_at,
        message.keyboard,
        message.reactions,
        message.content,
        message.file,
        message.link_preview,
        None if replied is None else (replied.text, replied.deleted),
    )


def view(message: Message, telegram: Telegram, people: Mapping[int, Person]) -> dict[str, object]:
    """The message of the wire's `chats`."""
    return {
        "id": message.id,
        "from": _who(message.sender, telegram, people),
        "name": _name(message.sender),
        "at": message.sent_at.isoformat(timespec="seconds"),
        "text": message.text or _told(message),
        "entities": [entity.wire() for entity in message.entities],
        "kind": message.kind,
        "media": _media(message),
        "contact": message.contact,
        "location": message.location,
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        "thread": message.thread_id,
        "reply_to": _reply(message.reply_to),
        "edited": message.edited_at is not None,
        "notify": message.notify,
        "album": message.media_group_id,
        "forwarded": _origin(message),
        "via": "" if message.via_bot is None else message.via_bot.username,
        "reactions": list(message.reactions),
        "preview": preview(message, telegram),
    }


def _who(sender: User | None, telegram: Telegram, people: Mapping[int, Person]) -> int | str:
    if sender is telegram.bot:
        return "bot"
    return sender.id if sender is not None and sender.id in people else "outside"


def _name(sender: User | None) -> str:
    return "" if sender is None else sender.full_name


def _told(message: Message) -> str:
    """What a service message is about: the name of a topic, of who came or left."""
    if message.file is not None:
        return ""
    value = message.content.get(message.kind)
    if isinstance(value, list):
        return ", ".join(str(one.get("first_name", "")) for one in value if isinstance(one, dict))
    if isinstance(value, dict) and message.kind not in {"contact", "location"}:
        return str(value.get("name") or value.get("first_name") or value.get("title") or "")
    return ""


def _media(message: Message) -> dict[str, object] | None:
    """The file; a picture's sides are its own, so that its place is kept while it loads."""
    stored = message.file
    if stored is None:
        return None
    told = message.content.get(stored.kind)
    facts = told if isinstance(told, dict) else {}
    side = facts.get("length")
    shown = picture(stored.body) if stored.kind in {"photo", "sticker"} else None
    return {
        "file": stored.id,
        "name": stored.name,
        "mime": stored.mime if shown is None else shown.mime,
        "size": len(stored.body),
        "width": facts.get("width", side) if shown is None else shown.width,
        "height": facts.get("height", side) if shown is None else shown.height,
        "duration": facts.get("duration"),
        "emoji": facts.get("emoji", ""),
    }


def _button(button: Button) -> dict[str, object]:
    wire = button.wire
    here = wire.get("switch_inline_query_current_chat")
    return {
        "label": button.label,
        "data": button.data,
        "url": button.url,
        "copy": button.copy_text,
        "style": button.style,
        "icon": ICONS.get(button.icon_custom_emoji_id, ""),
        "switch": wire.get("switch_inline_query") if here is None else here,
    }


def _reply(replied: Message | None) -> dict[str, object] | None:
    if replied is None or replied.deleted:
        return None
    text = replied.text[:_QUOTED] or replied.kind
    return {"id": replied.id, "name": _name(replied.sender), "text": text}


def _origin(message: Message) -> str:
    origin = message.forward_origin
    user = None if origin is None else origin.get("sender_user")
    if not isinstance(user, dict):
        return ""
    return f"{user.get('first_name', '')} {user.get('last_name', '')}".strip()
