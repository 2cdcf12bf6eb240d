"""Media content: stored files in the shapes the Bot API writes. It does not send them."""

from collections.abc import Mapping

from simulator.telegram import limits
from simulator.telegram.errors import bad_request
from simulator.telegram.files import Files, StoredFile
from simulator.telegram.params import Upload

#: Kinds of media and what their files are when nobody says.
MIMES = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "document": "application/octet-stream",
    "sticker": "image/webp",
}
#: Kinds that carry a caption.
CAPTIONED = frozenset(MIMES) - {"video_note", "sticker"}
#: How the real server names a kind when a file_id is sent as another.
_SPOKEN = {"voice": "VoiceNote", "video_note": "VideoNote"}
_PHOTO_SIDE = 1280
_THUMBNAIL_SIDE = 90


def keep(files: Files, kind: str, given: Upload | str) -> StoredFile:
    """The stored file behind an upload or a file_id; raises in Telegram's words."""
    if isinstance(given, Upload):
        return _uploaded(files, kind, given)
    if not given:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = files.by_id(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        was, wanted = _spoken(stored.kind), _spoken(kind)
        raise bad_request(f"can't use file of type {was} as {wanted}")
    return stored


def _uploaded(files: Files, kind: str, upload: Upload) -> StoredFile:
    size = len(upload.body)
    if not size:
        raise bad_request("file must be non-empty")
    if kind == "photo" and size > limits.MAX_PHOTO_BYTES:
        raise bad_request(f"file of size {size} bytes is too big for a photo")
    mime = upload.mime if kind == "document" else MIMES[kind]
    return files.add(kind, upload.body, upload.name, mime)


def content(stored: StoredFile, details: Mapping[str, object] | None = None) -> dict[str, object]:
    """The wire fields of a message with this file: `{"photo": […]}`, `{"voice": {…}}`, …

    `details` are what the sender told: duration, width, emoji and the like.
    """
    file: dict[str, object] = {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.body),
    }
    if stored.kind == "photo":
        small = file | {"file_unique_id": f"{stored.unique_id}s"}
        return {"photo": [small | _side(_THUMBNAIL_SIDE), file | _side(_PHOTO_SIDE)]}
    told = {name: value for name, value in (details or {}).items() if value}
    found = file | _DEFAULTS[stored.kind] | told
    if stored.kind in {"document", "video", "audio", "animation"} and stored.name:
        found["file_name"] = stored.name
    if stored.kind not in {"video_note", "sticker"}:
        found["mime_type"] = stored.mime
    if stored.kind == "animation":
        return {"animation": found, "document": dict(file, mime_type=stored.mime)}
    return {stored.kind: found}


def _side(pixels: int) -> dict[str, object]:
    return {"width": pixels, "height": pixels}


def _spoken(kind: str) -> str:
    return _SPOKEN.get(kind, kind.title())


_DEFAULTS: dict[str, dict[str, object]] = {
    "document": {},
    "video": {"width": 640, "height": 360, "duration": 1},
    "animation": {"width": 320, "height": 320, "duration": 1},
    "audio": {"duration": 1},
    "voice": {"duration": 1},
    "video_note": {"length": 240, "duration": 1},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    },
}
