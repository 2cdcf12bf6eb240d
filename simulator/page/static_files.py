"""The page's own files: HTML, scripts, styles, pictures. It serves nothing that people uploaded."""

import re
from hashlib import blake2b
from pathlib import Path

from aiohttp import web

from simulator.control.asked import Refused
from simulator.page.answers import HEADERS

_ROOT = Path(__file__).parent / "static"
_TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "txt": "text/plain",
    "md": "text/plain",
}
_TEXTS = frozenset({"html", "js", "css", "svg", "txt", "md"})
#: Names that begin with a letter or digit: no dots that lead up, no hidden files.
_PATH = re.compile(r"([A-Za-z0-9][\w.-]*/)*[A-Za-z0-9][\w-]*(\.[\w-]+)*\.(?P<suffix>[a-z0-9]+)\Z")


def static(request: web.BaseRequest, path: str, root: Path = _ROOT) -> web.Response:
    """The file at `path`, or 304 when the browser has it; raises `Refused`.

    It is read anew each time, so that a changed file needs no restart.
    """
    match = _PATH.match(path)
    kind = _TYPES.get(match["suffix"]) if match is not None else None
    file = root / path
    if match is None or kind is None or not file.is_file():
        raise Refused("unknown_path", f"There is nothing at {request.path}.", status=404)
    body = file.read_bytes()
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**HEADERS, "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    charset = "utf-8" if match["suffix"] in _TEXTS else None
    return web.Response(body=body, content_type=kind, charset=charset, headers=headers)
