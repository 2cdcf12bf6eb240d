"""copyMessage, forwardMessage and their plurals."""

from simulator.telegram import limits
from simulator.telegram.chats import Message
from simulator.telegram.delivery import Destination, destination, find_chat
from simulator.telegram.errors import ApiError, bad_request
from simulator.telegram.media import CAPTIONED
from simulator.telegram.methods.media import caption_of
from simulator.telegram.methods.sending import post
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

#: Kinds of message that people and bots write; the rest are service messages.
SPOKEN = CAPTIONED | {"text", "video_note", "sticker", "location", "contact"}


def message_ids(params: Params) -> list[int]:
    """The ids of a plural call; raises when there are none, over 100 or malformed ones."""
    raw = params.items("message_ids")
    if not raw:
        raise bad_request("message identifiers are not specified")
    if len(raw) > limits.MAX_BULK_MESSAGES:
        raise bad_request("too many message identifiers specified")
    ids = [number for number in raw if isinstance(number, int)]
    if len(ids) != len(raw) or any(number <= 0 for number in ids):
        raise bad_request("invalid message identifier specified")
    return ids


def copy_message(telegram: Telegram, params: Params) -> object:
    """CopyMessage: a new message of the bot, without a link to the old one."""
    original = _original(telegram, params, "copy")
    copied = _copy(telegram, destination(telegram, params), original)
    if params.has("caption") and original.kind in CAPTIONED:
        copied.text, copied.entities = caption_of(params.values)
    post(telegram, copied)
    return {"message_id": copied.id}


def copy_messages(telegram: Telegram, params: Params) -> object:
    """CopyMessages: skips what is missing, keeps albums together."""
    return _several(telegram, params, forward=False)


def forward_message(telegram: Telegram, params: Params) -> object:
    """ForwardMessage: names the first sender."""
    original = _original(telegram, params, "forward")
    if original.protected:
        raise bad_request("message has protected content and can't be forwarded")
    return post(telegram, _forward(telegram, destination(telegram, params), original))


def forward_messages(telegram: Telegram, params: Params) -> object:
    """ForwardMessages: skips what is missing, keeps albums together."""
    return _several(telegram, params, forward=True)


def _several(telegram: Telegram, params: Params, *, forward: bool) -> object:
    ids = message_ids(params)
    chat = find_chat(telegram, params.chat("from_chat_id"))
    originals = [found for number in ids if (found := chat.message(number)) is not None]
    originals = [found for found in originals if found.kind in SPOKEN and not found.protected]
    if not originals:
        what = "forward" if forward else "copy"
        raise bad_request(f"there are no messages to {what}")
    where = destination(telegram, params, len(originals))
    albums: dict[str, str] = {}
    made = []
    for original in originals:
        new = (_forward if forward else _copy)(telegram, where, original)
        if params.flag("remove_caption") and original.kind in CAPTIONED:
            new.text, new.entities = "", ()
        if old := original.media_group_id:
            new.media_group_id = albums.setdefault(old, "") or telegram.next_album_id()
            albums[old] = new.media_group_id
        post(telegram, new)
        made.append({"message_id": new.id})
    return made


def _original(telegram: Telegram, params: Params, what: str) -> Message:
    chat = find_chat(telegram, params.chat("from_chat_id"))
    original = chat.message(params.whole("message_id"))
    if original is None:
        raise bad_request(f"message to {what} not found")
    if original.kind not in SPOKEN:
        refusal = "be forwarded" if what == "forward" else "be copied"
        raise ApiError(400, f"Bad Request: message can't {refusal}")
    return original


def _copy(telegram: Telegram, where: Destination, original: Message) -> Message:
    copied = where.message(telegram, telegram.now())
    copied.kind, copied.file = original.kind, original.file
    copied.text, copied.entities = original.text, original.entities
    copied.content = original.content
    return copied


def _forward(telegram: Telegram, where: Destination, original: Message) -> Message:
    forwarded = _copy(telegram, where, original)
    forwarded.forward_origin = original.forward_origin or {
        "type": "user",
        "sender_user": (original.sender or telegram.bot).wire(),
        "date": int(original.sent_at.timestamp()),
    }
    return forwarded


METHODS: dict[str, Method] = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
