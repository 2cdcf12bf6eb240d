"""Read a posted form, urlencoded or in parts, as browsers and mail providers send it. It judges no value."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.requests import Request

from handlers.http import intake
from handlers.http.problems import Problem

#: Fields of one form: a provider's has about twenty, and the headers of the letter beside them.
MAX_FIELDS = 400
_URLENCODED, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


async def form(request: Request, limit: int) -> dict[str, str]:
    """The form's fields, the first of each name; files are let go. Raises `Problem`: too-large, malformed."""
    kind = request.headers.get("content-type", "")
    raw = await intake.read(request, limit)
    known = kind.partition(";")[0].strip().lower()
    if known == _URLENCODED:
        fields = _urlencoded(raw)
    elif known == _PARTS:
        fields = _parts(kind, raw)
    else:
        raise Problem("malformed", f"Send a form: {_URLENCODED} or {_PARTS}.")
    found: dict[str, str] = {}
    for name, value in fields:
        found.setdefault(name, value)
    return found


def _urlencoded(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="replace", max_num_fields=MAX_FIELDS
        )
    except ValueError:
        raise Problem("malformed", "The form cannot be read.") from None


def _parts(kind: str, raw: bytes) -> list[tuple[str, str]]:
    """RFC 7578: the parts are those of a MIME message whose headers are the request's."""
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + raw)
    if not message.is_multipart():
        raise Problem("malformed", "The form has no parts.")
    fields = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and part.get_filename() is None:
            content = part.get_payload(decode=True)
            raw_value = content if isinstance(content, bytes) else b""
            fields.append((name, raw_value.decode("utf-8", "replace")))
    return fields[:MAX_FIELDS]
