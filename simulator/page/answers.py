"""Answers of the page's server: JSON, refusals, and the headers that stand on all of them."""

import orjson
from aiohttp import web

from simulator.control.asked import Refused

#: Nothing from elsewhere runs here or is asked; nobody else may frame or read the page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_JSON = "application/json"


def done(result: object) -> web.Response:
    """`{"ok": true, "result": …}`; what JSON cannot say is said as text."""
    body = orjson.dumps({"ok": True, "result": result}, default=str)
    return web.Response(body=body, content_type=_JSON, headers=HEADERS)


def refused(refusal: Refused) -> web.Response:
    """`{"ok": false, "error": {"code", "text", "fields"?}}` with the refusal's status."""
    error: dict[str, object] = {"code": refusal.code, "text": refusal.text}
    if refusal.fields:
        error["fields"] = refusal.fields
    body = orjson.dumps({"ok": False, "error": error}, default=str)
    headers = HEADERS if refusal.status < 500 else {**HEADERS, "Retry-After": "1"}
    return web.Response(status=refusal.status, body=body, content_type=_JSON, headers=headers)
