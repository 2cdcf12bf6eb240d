"""What happens to messages besides edits: deleting, pinning, reactions."""

from simulator.telegram import limits
from simulator.telegram.chats import Chat, Message
from simulator.telegram.delivery import find_chat, writable_chat
from simulator.telegram.errors import bad_request
from simulator.telegram.methods.copying import message_ids
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.reactions import EMOJI
from simulator.telegram.service import Telegram

#: Bots without a premium owner set one reaction a message.
_MAX_REACTIONS = 1
#: The variation selector that some clients add; the server takes both spellings.
_EMOJI_STYLE = "\ufe0f"


def delete_message(telegram: Telegram, params: Params) -> object:
    """DeleteMessage, within 48 hours of its sending."""
    chat = find_chat(telegram, params.chat())
    message = chat.message(params.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(telegram, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(telegram, message)
    return True


def delete_messages(telegram: Telegram, params: Params) -> object:
    """DeleteMessages: those that it may not delete are skipped without a word."""
    chat = find_chat(telegram, params.chat())
    for number in message_ids(params):
        message = chat.message(number)
        if message is not None and _may_delete(telegram, message):
            _delete(telegram, message)
    return True


def _may_delete(telegram: Telegram, message: Message) -> bool:
    me = message.chat.members.get(telegram.bot.id)
    if me is not None and me.may("can_delete_messages"):
        return True
    if message.sender is not telegram.bot and not message.chat.is_private:
        return False
    age_s = (telegram.now() - message.sent_at).total_seconds()
    return age_s < limits.DELETE_WITHIN_S


def _delete(telegram: Telegram, message: Message) -> None:
    message.deleted = True
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    telegram.changes.notify()


def pin_chat_message(telegram: Telegram, params: Params) -> object:
    """PinChatMessage."""
    chat = writable_chat(telegram, params.chat())
    _need_pin_right(telegram, chat)
    message = chat.message(params.whole("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    telegram.changes.notify()
    return True


def unpin_chat_message(telegram: Telegram, params: Params) -> object:
    """UnpinChatMessage; without an id, the newest pinned one."""
    chat = writable_chat(telegram, params.chat())
    _need_pin_right(telegram, chat)
    wanted = params.optional("message_id")
    if not chat.pinned or (wanted is not None and wanted not in chat.pinned):
        raise bad_request("message to unpin not found")
    chat.pinned.remove(chat.pinned[-1] if wanted is None else wanted)
    telegram.changes.notify()
    return True


def _need_pin_right(telegram: Telegram, chat: Chat) -> None:
    me = chat.members.get(telegram.bot.id)
    if not chat.is_private and (me is None or not me.may("can_pin_messages")):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def set_message_reaction(telegram: Telegram, params: Params) -> object:
    """SetMessageReaction; an empty list takes it away."""
    chat = writable_chat(telegram, params.chat())
    message = chat.message(params.whole("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    emoji = tuple(_emoji(item) for item in params.items("reaction"))
    if len(emoji) > _MAX_REACTIONS:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions = emoji
    telegram.changes.notify()
    return True


def _emoji(raw: object) -> str:
    if not isinstance(raw, dict):
        raise bad_request("can't parse ReactionType: expected an Object")
    if raw.get("type") != "emoji":
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    emoji = str(raw.get("emoji", ""))
    if emoji.replace(_EMOJI_STYLE, "") not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji


METHODS: dict[str, Method] = {
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "setMessageReaction": set_message_reaction,
}
