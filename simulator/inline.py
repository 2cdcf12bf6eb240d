"""An inline result that a person sends: the bot composed it, they are its sender.

Asking for results is in `people`. Pictures by address are not fetched.
"""

from typing import Any

from simulator.people import Person
from simulator.telegram import incoming, keyboards, media
from simulator.telegram.chats import Chat, Message
from simulator.telegram.errors import ApiError
from simulator.telegram.formatting import Formatted, formatted
from simulator.telegram.service import Telegram


def choose(person: Person, result_id: str, chat: Chat) -> Message:
    """Send the offered result into `chat`; raises ValueError when it is not there or not sound."""
    result = next((one for one in person.offered if one["id"] == result_id), None)
    if result is None:
        raise ValueError(f"{person.name} was not offered the result {result_id!r}")
    telegram = person.telegram
    try:
        text, entities = _text(result)
        markup = result.get("reply_markup")
        keyboard = keyboards.parse_inline(markup) if isinstance(markup, dict) else None
    except ApiError as wrong:
        raise ValueError(wrong.description) from wrong
    message = Message(
        chat=chat,
        id=telegram.next_message_id(chat),
        sender=person.user,
        sent_at=telegram.now(),
        text=text,
        entities=entities,
        keyboard=keyboard,
        via_bot=telegram.bot,
        **_picture(telegram, result),
    )
    telegram.say(message)
    if incoming.hears(telegram, message):
        telegram.updates.push("message", message.wire(), chat.id)
    return message


def _picture(telegram: Telegram, result: dict[str, object]) -> dict[str, Any]:
    """What makes it a photo, for a result that is one."""
    if result["type"] != "photo" or "photo_file_id" not in result:
        return {}
    file = telegram.files.by_id(str(result["photo_file_id"]))
    if file is None:
        raise ApiError(400, "Bad Request: PHOTO_INVALID")
    return {"kind": "photo", "file": file, "content": media.content(file)}


def _text(result: dict[str, object]) -> Formatted:
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        said, mode = str(result.get("caption") or ""), str(result.get("parse_mode") or "")
        return formatted(said or str(result.get("title", "")), mode if said else "", [])
    entities = content.get("entities")
    return formatted(
        str(content.get("message_text", "")),
        str(content.get("parse_mode", "")),
        entities if isinstance(entities, list) else [],
    )
