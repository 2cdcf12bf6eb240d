"""sendMessage and its simple kin: text, place, contact, "typing". Files are in `media`."""

from simulator.telegram import limits
from simulator.telegram.chats import Chat, Message
from simulator.telegram.delivery import Destination, destination, thread_for, writable_chat
from simulator.telegram.entities import units
from simulator.telegram.errors import bad_request
from simulator.telegram.formatting import Formatted, formatted
from simulator.telegram.keyboards import Keyboard
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def text_of(params: Params) -> Formatted:
    """The text of a message; raises when empty or longer than 4096 UTF-16 units."""
    text, entities = formatted(
        params.text("text"), params.text("parse_mode"), params.items("entities")
    )
    if not text:
        raise bad_request("message text is empty")
    if units(text) > limits.MAX_TEXT_UNITS:
        raise bad_request("message is too long")
    return text, entities


def post(telegram: Telegram, message: Message) -> dict[str, object]:
    """Send a composed message; returns its wire form."""
    _show_keyboard(message.chat, message.keyboard)
    return telegram.say(message).wire()


def send_message(telegram: Telegram, params: Params) -> object:
    """SendMessage."""
    text, entities = text_of(params)
    message = _new(telegram, destination(telegram, params))
    message.text, message.entities = text, entities
    message.link_preview = params.mapping("link_preview_options") or None
    return post(telegram, message)


def send_location(telegram: Telegram, params: Params) -> object:
    """SendLocation."""
    latitude, longitude = params.real("latitude"), params.real("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("latitude or longitude is out of range")
    message = _new(telegram, destination(telegram, params))
    message.kind = "location"
    message.content = {"location": {"latitude": latitude, "longitude": longitude}}
    return post(telegram, message)


def send_contact(telegram: Telegram, params: Params) -> object:
    """SendContact."""
    contact = {
        name: params.text(name)
        for name in ("phone_number", "first_name", "last_name", "vcard")
        if params.text(name)
    }
    if "phone_number" not in contact:
        raise bad_request("phone number must be non-empty")
    if "first_name" not in contact:
        raise bad_request("first name must be non-empty")
    message = _new(telegram, destination(telegram, params))
    message.kind, message.content = "contact", {"contact": contact}
    return post(telegram, message)


def send_chat_action(telegram: Telegram, params: Params) -> object:
    """SendChatAction; it is never counted as a message."""
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(telegram, params.chat())
    thread_for(telegram, chat, params.optional("message_thread_id"))
    chat.actions.append((telegram.now(), action))
    chat.typing_since = telegram.now()
    return True


def _new(telegram: Telegram, where: Destination) -> Message:
    return where.message(telegram, telegram.now())


def _show_keyboard(chat: Chat, keyboard: Keyboard | None) -> None:
    """Open or close the reply keyboard, as a client does on arrival."""
    if keyboard is None or keyboard.kind == "inline":
        return
    chat.placeholder = str(keyboard.wire.get("input_field_placeholder", ""))
    if keyboard.kind != "force":
        chat.keyboard[:] = [[dict(button.wire) for button in row] for row in keyboard.rows]


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
