"""sendPhoto and its kin, albums, getFile. Text is in `sending`, edits are in `editing`."""

from collections.abc import Mapping

from simulator.telegram import limits
from simulator.telegram.chats import Message
from simulator.telegram.delivery import Destination, destination
from simulator.telegram.entities import units
from simulator.telegram.errors import Drift, bad_request, only
from simulator.telegram.files import StoredFile
from simulator.telegram.formatting import Formatted, formatted
from simulator.telegram.media import CAPTIONED, content, keep
from simulator.telegram.methods.sending import post
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

_DETAILS = ("duration", "width", "height", "length", "emoji", "performer", "title")
_MEDIA_FIELDS = frozenset(
    {"type", "media", "caption", "parse_mode", "caption_entities", "thumbnail", "cover"}
    | {"show_caption_above_media", "has_spoiler", "width", "height", "duration", "performer"}
    | {"title", "supports_streaming", "start_timestamp", "disable_content_type_detection"}
)
#: Kinds that may share an album: photos and videos mix, documents and music do not.
_ALBUMS = (frozenset({"photo", "video"}), frozenset({"document"}), frozenset({"audio"}))


def caption_of(raw: Mapping[str, object]) -> Formatted:
    """The caption in `raw`; raises when it is longer than 1024 UTF-16 units."""
    entities = raw.get("caption_entities")
    text, found = formatted(
        str(raw.get("caption", "")),
        str(raw.get("parse_mode", "")),
        entities if isinstance(entities, list) else [],
    )
    if units(text) > limits.MAX_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return text, found


def media_of(telegram: Telegram, params: Params, raw: object) -> tuple[StoredFile, Formatted]:
    """The file and caption of an InputMedia object."""
    if not isinstance(raw, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    only(raw, _MEDIA_FIELDS, "InputMedia")
    kind = str(raw.get("type", ""))
    if kind not in CAPTIONED - {"voice"}:
        raise bad_request(f"can't parse InputMedia: type {kind!r} is unsupported")
    stored = keep(telegram.files, kind, params.resolve(str(raw.get("media", ""))))
    return stored, caption_of(raw)


def _send(kind: str) -> Method:
    def send(telegram: Telegram, params: Params) -> object:
        caption = caption_of(params.values) if kind in CAPTIONED else ("", ())
        stored = keep(telegram.files, kind, params.file(kind))
        message = _compose(telegram, destination(telegram, params), stored, caption)
        message.content = content(stored, _told(params.values))
        if params.flag("has_spoiler"):
            message.content["has_media_spoiler"] = True
        if params.flag("show_caption_above_media"):
            message.content["show_caption_above_media"] = True
        return post(telegram, message)

    return send


def send_media_group(telegram: Telegram, params: Params) -> object:
    """SendMediaGroup: 2–10 messages that share a media_group_id, or none at all."""
    items = params.items("media")
    if not limits.MIN_ALBUM <= len(items) <= limits.MAX_ALBUM:
        raise Drift(f"an album has 2 to 10 items, not {len(items)}")
    found = [media_of(telegram, params, item) for item in items]
    kinds = {stored.kind for stored, _ in found}
    if not any(kinds <= allowed for allowed in _ALBUMS):
        raise bad_request("can't use the media of the specified type in the album")
    where = destination(telegram, params, len(found))
    album = telegram.next_album_id()
    sent = []
    for number, (stored, caption) in enumerate(found):
        message = _compose(telegram, where, stored, caption)
        message.content = content(stored, _told(items[number]))
        message.media_group_id = album
        # An album makes one sound.
        message.notify = where.notify and number == 0
        sent.append(post(telegram, message))
    return sent


def get_file(telegram: Telegram, params: Params) -> object:
    """GetFile: the path to download it, for files up to 20 MB."""
    stored = telegram.files.by_id(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.body) > limits.MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.body),
        "file_path": stored.path,
    }


def _compose(
    telegram: Telegram, where: Destination, stored: StoredFile, caption: Formatted
) -> Message:
    message = where.message(telegram, telegram.now())
    message.kind, message.file = stored.kind, stored
    message.text, message.entities = caption
    return message


def _told(raw: object) -> dict[str, object]:
    return {name: raw[name] for name in _DETAILS if name in raw} if isinstance(raw, dict) else {}


METHODS: dict[str, Method] = {
    "sendPhoto": _send("photo"),
    "sendVideo": _send("video"),
    "sendAnimation": _send("animation"),
    "sendAudio": _send("audio"),
    "sendVoice": _send("voice"),
    "sendVideoNote": _send("video_note"),
    "sendDocument": _send("document"),
    "sendSticker": _send("sticker"),
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
