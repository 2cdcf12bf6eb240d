"""Files of messages, served so that none of them can act as a page of ours."""

from urllib.parse import quote

from aiohttp import web

from simulator.control.asked import Refused
from simulator.page.answers import HEADERS
from simulator.page.pictures import picture
from simulator.telegram.files import StoredFile

_PLAYABLE = frozenset(
    {"audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/webm", "audio/aac", "audio/flac"}
    | {"video/mp4", "video/webm", "video/ogg", "video/quicktime"}
)


def media(request: web.BaseRequest, stored: StoredFile | None) -> web.Response:
    """The file: pictures, sound and films to look at, anything else to keep. Raises `Refused`."""
    if stored is None:
        raise Refused("unknown_file", "That file is no longer there.", status=404)
    kind = _shown_as(stored)
    headers = {**HEADERS, "ETag": f'"{stored.id}"', "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return web.Response(status=304, headers=headers)
    if kind is None:
        name = quote(stored.name or stored.path.rpartition("/")[2], safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    kind = kind or "application/octet-stream"
    part = _part(request, len(stored.body))
    if part is None:
        return web.Response(body=stored.body, content_type=kind, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(stored.body)}"
    body = stored.body[part.start : part.stop]
    return web.Response(status=206, body=body, content_type=kind, headers=headers)


def _shown_as(stored: StoredFile) -> str | None:
    """The type of a file that is safe to show in place; by its own bytes where it is a picture."""
    if (found := picture(stored.body)) is not None:
        return found.mime
    mime = stored.mime.partition(";")[0].strip().lower()
    return mime if mime in _PLAYABLE else None


def _part(request: web.BaseRequest, size: int) -> range | None:
    """The one range asked for (players seek with it); None for the whole file. Raises `Refused`."""
    try:
        wanted = request.http_range
    except ValueError:
        return None
    if wanted.start is None and wanted.stop is None:
        return None
    start, stop, _ = wanted.indices(size)
    if start >= stop:
        raise Refused("no_such_part", f"The file has {size} bytes.", status=416)
    return range(start, stop)
