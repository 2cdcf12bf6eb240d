"""What people do, as messages in their chats and updates in the bot's queue.

It does not decide what a person can see or press.
"""

from simulator.telegram.chats import Chat, Message
from simulator.telegram.entities import Entity, units
from simulator.telegram.files import StoredFile
from simulator.telegram.formatting import recognised
from simulator.telegram.service import PendingTap, Telegram
from simulator.telegram.users import Member, User

#: Any constant will do: it only has to differ between chats.
_CHAT_INSTANCE = 1_000_003


def write(
    telegram: Telegram,
    chat: Chat,
    sender: User,
    text: str = "",
    *,
    kind: str = "text",
    content: dict[str, object] | None = None,
    file: StoredFile | None = None,
    reply_to: Message | None = None,
    thread_id: int | None = None,
    media_group_id: str = "",
    entities: tuple[Entity, ...] = (),
) -> Message:
    """Put a person's message into a chat and queue its update."""
    if reply_to is not None and thread_id is None:
        thread_id = reply_to.thread_id
    message = Message(
        chat=chat,
        id=telegram.next_message_id(chat),
        sender=sender,
        sent_at=telegram.now(),
        text=text,
        entities=(*entities, *recognised(text, entities)),
        kind=kind,
        content=content or {},
        file=file,
        reply_to=reply_to,
        thread_id=thread_id,
        media_group_id=media_group_id,
    )
    telegram.say(message)
    if hears(telegram, message):
        telegram.updates.push("message", message.wire(), chat.id)
    return message


def hears(telegram: Telegram, message: Message) -> bool:
    """Whether the bot is told: everything in private, by privacy mode in groups."""
    chat = message.chat
    if chat.is_private:
        return True
    me = chat.members.get(telegram.bot.id)
    if me is None or not me.present:
        return False
    if me.is_admin or message.kind not in _SPOKEN:
        return True
    if message.reply_to is not None and message.reply_to.sender is telegram.bot:
        return True
    mention = f"@{telegram.username}".lower()
    return message.text.startswith("/") or mention in message.text.lower()


_SPOKEN = frozenset({"text", "photo", "video", "voice", "video_note", "document", "sticker"})


def rewrite(telegram: Telegram, message: Message, text: str) -> None:
    """A person edits their message."""
    message.versions.append(message.text)
    message.text = text
    message.entities = tuple(recognised(text))
    message.edited_at = telegram.now()
    telegram.changes.notify()
    if hears(telegram, message):
        telegram.updates.push("edited_message", message.wire(), message.chat.id)


def erase(telegram: Telegram, message: Message) -> None:
    """A person deletes a message: bots are told nothing."""
    message.deleted = True
    telegram.changes.notify()


def tap(telegram: Telegram, message: Message, sender: User, data: str | bytes) -> PendingTap:
    """A person presses an inline button that carries `data`, or forges bytes that none carries."""
    if isinstance(data, bytes):
        data = _payload(data)
    pending = telegram.tap()
    query: dict[str, object] = {
        "id": pending.id,
        "from": sender.wire(),
        "chat_instance": str(message.chat.id * _CHAT_INSTANCE),
        "data": data,
    }
    if message.chat.type == "outside":
        query["inline_message_id"] = f"{message.chat.id}_{message.id}"
    else:
        query["message"] = message.wire()
    telegram.updates.push("callback_query", query, sender.id)
    return pending


def _payload(data: bytes) -> str:
    """Bytes as the server writes them: those that are not UTF-8 one escape per byte."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def stands(telegram: Telegram, chat: Chat, by: User, old: Member, new: Member) -> None:
    """Tell the bot that a member's standing changed: its own, or someone else's if asked for."""
    change: dict[str, object] = {
        "chat": chat.wire(),
        "from": by.wire(),
        "date": int(telegram.now().timestamp()),
        "old_chat_member": old.wire(),
        "new_chat_member": new.wire(),
    }
    kind = "my_chat_member" if new.user is telegram.bot else "chat_member"
    telegram.updates.push(kind, change, chat.id)
    telegram.changes.notify()


def start_command(payload: str) -> str:
    """The text that the Start button or a deep link sends."""
    return f"/start {payload}" if payload else "/start"


def whole_text(text: str) -> list[str]:
    """A long text as the client sends it: in pieces of at most 4096 UTF-16 units."""
    pieces: list[str] = []
    while units(text) > 4096:
        # Of 4096 signs at most the last ones are too many: those that take two units.
        size = next(n for n in range(4096, 0, -1) if units(text[:n]) <= 4096)
        pieces.append(text[:size])
        text = text[size:]
    return [*pieces, text]
