"""Edits of the bot's own messages. Deleting, pinning and reacting are in `changing`."""

from simulator.telegram import keyboards
from simulator.telegram.chats import Message
from simulator.telegram.delivery import writable_chat
from simulator.telegram.errors import bad_request
from simulator.telegram.media import CAPTIONED, content
from simulator.telegram.methods.media import caption_of, media_of
from simulator.telegram.methods.sending import text_of
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def own_message(telegram: Telegram, params: Params) -> Message:
    """The message to edit; raises when it is gone or not the bot's."""
    if params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not params.has("chat_id"):
        raise bad_request("chat_id is empty")
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = writable_chat(telegram, params.chat())
    message = chat.message(params.whole("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not telegram.bot or message.forward_origin is not None:
        raise bad_request("message can't be edited")
    return message


def edit_message_text(telegram: Telegram, params: Params) -> object:
    """EditMessageText."""
    text, entities = text_of(params)
    message = own_message(telegram, params)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    keyboard = new_keyboard(params)
    preview = params.mapping("link_preview_options") or None
    same = (text, entities, preview) == (message.text, message.entities, message.link_preview)
    if same and same_keyboard(message, keyboard):
        raise bad_request(_SAME)
    telegram.flood.check(message.chat.id, edit=True)
    message.versions.append(message.text)
    message.text, message.entities, message.link_preview = text, entities, preview
    return changed(telegram, message, keyboard)


def edit_message_caption(telegram: Telegram, params: Params) -> object:
    """EditMessageCaption."""
    text, entities = caption_of(params.values)
    message = own_message(telegram, params)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    keyboard = new_keyboard(params)
    if (text, entities) == (message.text, message.entities) and same_keyboard(message, keyboard):
        raise bad_request(_SAME)
    telegram.flood.check(message.chat.id, edit=True)
    message.versions.append(message.text)
    message.text, message.entities = text, entities
    return changed(telegram, message, keyboard)


def edit_message_media(telegram: Telegram, params: Params) -> object:
    """EditMessageMedia: another file with its caption, also in place of a text."""
    message = own_message(telegram, params)
    if message.kind not in CAPTIONED | {"text"}:
        raise bad_request("message can't be edited")
    stored, (text, entities) = media_of(telegram, params, params.mapping("media"))
    keyboard = new_keyboard(params)
    same = (stored, text, entities) == (message.file, message.text, message.entities)
    if same and same_keyboard(message, keyboard):
        raise bad_request(_SAME)
    telegram.flood.check(message.chat.id, edit=True)
    message.versions.append(message.text)
    message.kind, message.file, message.content = stored.kind, stored, content(stored)
    message.text, message.entities, message.link_preview = text, entities, None
    return changed(telegram, message, keyboard)


def edit_message_reply_markup(telegram: Telegram, params: Params) -> object:
    """EditMessageReplyMarkup."""
    message = own_message(telegram, params)
    keyboard = new_keyboard(params)
    if same_keyboard(message, keyboard):
        raise bad_request(_SAME)
    telegram.flood.check(message.chat.id, edit=True)
    message.keyboard = keyboard
    telegram.changes.notify()
    return message.wire()


def new_keyboard(params: Params) -> keyboards.Keyboard | None:
    """The inline keyboard of an edit; none removes the old one."""
    markup = params.mapping("reply_markup")
    return keyboards.parse_inline(markup) if markup else None


def same_keyboard(message: Message, keyboard: keyboards.Keyboard | None) -> bool:
    """Whether the buttons would stay as they are."""
    old = message.buttons
    new = keyboard.rows if keyboard is not None else ()
    return old == new


def changed(
    telegram: Telegram, message: Message, keyboard: keyboards.Keyboard | None
) -> dict[str, object]:
    """Finish an edit of the content."""
    message.keyboard = keyboard
    message.edited_at = telegram.now()
    telegram.changes.notify()
    return message.wire()


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
