"""Files that people send from a phone, refused where a client of Telegram refuses them."""

from hashlib import blake2b

from aiohttp import web

from simulator.control.asked import Asked, Refused
from simulator.page.pictures import picture
from simulator.telegram import limits
from simulator.telegram.chats import Message
from simulator.telegram.entities import units
from simulator.telegram.media import CAPTIONED, MIMES

_CHUNK_BYTES = 1 << 16
_DETAILS = ("duration", "width", "height")


async def upload(request: web.BaseRequest, asked: Asked) -> Message:
    """Send the request's body as the kind of file that the query names; raises `Refused`.

    Nothing is read before everything that can be known without the body is in order. The same
    "album" groups files that belong together.
    """
    person, chat, kind = asked.person, asked.chat, asked.text("kind", "document")
    if kind not in MIMES:
        raise Refused("unknown_kind", f"There is no kind of file called {kind!r}.", status=400)
    caption = asked.text("caption") if kind in CAPTIONED else ""
    if units(caption) > limits.MAX_CAPTION_UNITS:
        text = f"A caption has at most {limits.MAX_CAPTION_UNITS} characters."
        raise Refused("too_long", text, status=400)
    thread, reply_to = asked.optional("thread"), asked.reply_to
    details: dict[str, object] = {
        name: asked.whole(name) for name in _DETAILS if asked.optional(name)
    }
    body = await _read(request, kind)
    return await person.sends_file(
        kind,
        body,
        caption,
        name=asked.text("name")[:255],
        mime=_mime(kind, body, request.content_type),
        album=_album(person.id, asked.text("album")),
        details=details,
        reply_to=reply_to,
        thread=thread,
        chat=chat,
    )


async def _read(request: web.BaseRequest, kind: str) -> bytes:
    most = limits.MAX_PHOTO_BYTES if kind == "photo" else limits.MAX_UPLOAD_BYTES
    if (request.content_length or 0) > most:
        raise _too_big(kind, most)
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK_BYTES):
        body += chunk
        if len(body) > most:
            raise _too_big(kind, most)
    if not body:
        raise Refused("empty", "The file is empty.", status=400)
    return bytes(body)


def _too_big(kind: str, most: int) -> Refused:
    size = most // 1_000_000
    text = (
        f"Telegram takes photos of up to {size} MB. Send it as a file instead."
        if kind == "photo"
        else f"The bot's server takes files of up to {size} MB."
    )
    return Refused("too_big", text, status=413)


def _mime(kind: str, body: bytes, told: str) -> str:
    """What a client of Telegram would call it; a photo must be a picture."""
    if kind == "photo":
        found = picture(body)
        if found is None:
            text = "This is not a picture that Telegram shows. Send it as a file instead."
            raise Refused("not_a_picture", text, status=400)
        return found.mime
    family = MIMES[kind].partition("/")[0]
    if kind == "document" or told.startswith(f"{family}/"):
        return told
    return MIMES[kind]


def _album(person_id: int, token: str) -> str:
    """A media_group_id: the same for the same person and token."""
    if not token:
        return ""
    digest = blake2b(f"{person_id} {token}".encode(), digest_size=7).digest()
    return str(int.from_bytes(digest))
