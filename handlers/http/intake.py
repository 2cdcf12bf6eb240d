"""Take in a request body: bounded, JSON, of the declared shape. It knows no rule of the shop."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from handlers.http.problems import MEDIA_TYPE, Fault, Problem, invalid
from handlers.http.sentences import pydantic_sentence

MAX_BODY = 256 * 1024
#: More than this many faults help nobody.
MAX_FAULTS = 20
#: How much of a body that is too large is thrown away, unread, so that the caller gets the answer:
#: closing a connection with unread bytes makes the kernel drop the answer as well.
MAX_DISCARDED = 8 * 1024 * 1024

Body = TypeVar("Body", bound=BaseModel)


async def body(request: Request, model: type[Body], context: Mapping[str, str]) -> Body:
    """The request's body as `model`. Raises `Problem`: too-large, not-json, malformed, invalid."""
    _check_type(request.headers.get("content-type"))
    raw = await read(request, MAX_BODY)
    try:
        return model.model_validate_json(raw, context=dict(context))
    except ValidationError as error:
        raise _refused(error) from None


async def read(request: Request, limit: int) -> bytes:
    """The body's bytes; stops reading as soon as it is longer than `limit`."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise _too_large(limit)
            parts.append(part)
    except ClientDisconnect:
        raise Problem("malformed", "The connection ended before the body did.") from None
    return parts[0] if len(parts) == 1 else b"".join(parts)


class Hangup(Response):
    """A problem answered before the body was read: throws the rest away, then closes."""

    def __init__(self, problem: Problem) -> None:
        headers = {**problem.headers, "connection": "close"}
        super().__init__(problem.document(), problem.status, headers, MEDIA_TYPE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer whole, discard at most `MAX_DISCARDED` bytes, end the response."""
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        discarded = 0
        while discarded < MAX_DISCARDED:
            message = await receive()
            discarded += len(message.get("body", b""))
            if not message.get("more_body", False):
                break
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _check_type(value: str | None) -> None:
    if value == "application/json":
        return
    kind, _, rest = (value or "").partition(";")
    charset = rest.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != "application/json" or charset not in ("", "utf-8"):
        raise Problem(
            "not-json",
            "Send the body with Content-Type: application/json, in UTF-8.",
            headers={"Accept": "application/json"},
        )


def _too_large(limit: int) -> Problem:
    return Problem(
        "too-large", f"The body is larger than {limit // 1024} KiB.", extra={"limit_bytes": limit}
    )


def _refused(error: ValidationError) -> Problem:
    details = error.errors(include_url=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        # Says where, never what: the text around the place may be personal.
        return Problem("malformed", f"The body is not JSON: {_place(details[0])}.")
    return invalid([fault(detail) for detail in details[:MAX_FAULTS]])


def fault(detail: ErrorDetails) -> Fault:
    """One of pydantic's findings as one of ours."""
    words = pydantic_sentence(detail["type"], detail.get("ctx", {}), detail["msg"])
    return Fault(words, "#" + "".join(f"/{_escaped(str(part))}" for part in detail["loc"]))


def _escaped(part: str) -> str:
    # RFC 6901, 3. A member name comes from the caller: keep it short.
    return part.replace("~", "~0").replace("/", "~1")[:80]


def _place(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("error", "unreadable"))
