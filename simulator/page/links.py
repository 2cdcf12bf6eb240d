"""The card under a message that links to the bot. Other links get none: nothing is fetched."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from simulator.telegram.chats import Message
from simulator.telegram.service import Telegram


def preview(message: Message, telegram: Telegram) -> dict[str, object] | None:
    """Name, call and address of the first link to the bot, unless previews are off."""
    if message.link_preview is not None and message.link_preview.get("is_disabled"):
        return None
    for link in _links(message):
        if _leads_to(link, telegram.username):
            return {"title": telegram.bot.full_name, "text": "Start", "link": link}
    return None


def _links(message: Message) -> Iterator[str]:
    raw: bytes | None = None
    for entity in message.entities:
        if entity.type == "text_link":
            yield entity.url
        elif entity.type == "url":
            raw = raw or message.text.encode("utf-16-le", "surrogatepass")
            end = entity.offset + entity.length
            yield raw[entity.offset * 2 : end * 2].decode("utf-16-le", "replace")


def _leads_to(link: str, username: str) -> bool:
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        return parts.hostname == "t.me" and parts.path.strip("/").lower() == username.lower()
    except ValueError:
        return False
