"""Chats and people as the page draws them, without their messages."""

from datetime import datetime

from simulator.people import Person
from simulator.telegram.chats import Chat
from simulator.telegram.methods.topics import ICONS
from simulator.telegram.service import Telegram
from simulator.telegram.threads import Topic
from simulator.world import World

#: Source: core.telegram.org/bots/api#sendchataction: "the status is set for 5 seconds or less".
TYPING_S = 5.0


def header(chat: Chat, telegram: Telegram) -> dict[str, object]:
    """The chat of the wire's `chats`, without "messages"."""
    topics = [_topic(topic) for topic in chat.topics.values() if not topic.deleted]
    return {
        "id": str(chat.id),
        "kind": {"private": "bot", "outside": "outside"}.get(chat.type, "group"),
        "title": telegram.bot.full_name if chat.is_private else chat.title,
        "forum": chat.is_forum or bool(topics),
        "started": chat.started or not chat.is_private,
        "typing": is_typing(chat, telegram.now()),
        "rings": chat.rings,
        "topics": topics,
        "keyboard": [[_key(key) for key in row] for row in chat.keyboard],
        "placeholder": chat.placeholder,
        "pinned": list(chat.pinned),
    }


def is_typing(chat: Chat, now: datetime) -> bool:
    """Whether the bot was "typing" in the last 5 s and has said nothing since."""
    since = chat.typing_since
    return since is not None and 0 <= (now - since).total_seconds() < TYPING_S


def person(one: Person, world: World) -> dict[str, object]:
    """The person of the wire's `people`."""
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "language": one.user.language_code,
        "phone": one.phone,
        "email": one.email,
        "telegram": one.has_telegram,
        "blocked": one.chat.blocked,
        "chats": [str(chat.id) for chat in world.chats_of(one)],
        "commands": one.menu,
    }


def _topic(topic: Topic) -> dict[str, object]:
    return {
        "id": topic.id,
        "name": topic.name,
        "colour": f"#{topic.icon_color:06x}",
        "icon": ICONS.get(topic.icon_custom_emoji_id, ""),
        "closed": topic.closed,
    }


def _key(key: dict[str, object]) -> dict[str, object]:
    return {
        "text": key.get("text", ""),
        "style": key.get("style", ""),
        "contact": key.get("request_contact") is True,
        "location": key.get("request_location") is True,
    }
