"""Letters as the page opens them: the parts as JSON, the HTML part for a frame that may do nothing.

What stands in a letter is somebody else's: it runs nothing, asks nothing of anybody, and its links
open in a tab of their own.
"""

import re
from collections.abc import Sequence

import orjson
from aiohttp import web

from simulator.control.asked import Refused
from simulator.page.answers import HEADERS
from simulator.post.letters import Letter

_NUMBER = re.compile(r"([1-9]\d{0,8})(\.html)?\Z")
#: No script, no form, nothing fetched; styles are the letter's own, pictures lie in it.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_BASE = '<base target="_blank">'
#: Headers that a reader of mail is shown or may ask for.
_SHOWN = ("From", "To", "Reply-To", "Date", "Subject", "List-Unsubscribe")


def letter(name: str, letters: Sequence[Letter]) -> web.Response:
    """`NUMBER`: sender, headers and text as JSON; `NUMBER.html`: the HTML part. Raises `Refused`."""
    match = _NUMBER.match(name)
    number = int(match[1]) if match else 0
    if match is None or not 1 <= number <= len(letters):
        raise Refused("unknown_letter", "There is no such letter.", status=404)
    found = letters[number - 1]
    if match[2]:
        return web.Response(text=_framed(found.html), content_type="text/html", headers=_headers())
    told = {
        "id": number,
        "text": found.text,
        "html": bool(found.html),
        "headers": [[name, found.header(name)] for name in _SHOWN if found.header(name)],
    }
    body = orjson.dumps(told, default=str)
    return web.Response(body=body, content_type="application/json", headers=HEADERS)


def _framed(html: str) -> str:
    """The part with its links opening elsewhere."""
    head = _HEAD.search(html)
    at = head.end() if head else 0
    return f"{html[:at]}{_BASE}{html[at:]}"


def _headers() -> dict[str, str]:
    return {**HEADERS, "Content-Security-Policy": _POLICY}
