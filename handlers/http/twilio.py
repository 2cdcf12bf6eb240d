"""`POST /twilio/sms` and `POST /twilio/status`: what Twilio sends, if it is signed. It reads no words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from twilio.request_validator import RequestValidator

from handlers.http import intake
from handlers.http.problems import Problem
from handlers.sms.incoming import Incoming
from orders.sendings import SmsFate

SMS_PATH, STATUS_PATH = "/twilio/sms", "/twilio/status"
SIGNATURE_HEADER = "x-twilio-signature"  # Twilio, webhooks security
#: An SMS has at most 1,600 characters; with everything besides a form stays far below.
MAX_FORM, MAX_FIELDS = 64 * 1024, 200
#: No instructions: the answer is an SMS of its own. Source: TwiML.
NO_ANSWER = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'

_log = structlog.get_logger(__name__)

Take = Callable[[Incoming], Awaitable[None]]
Report = Callable[[str, SmsFate, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class TwilioSide:
    """Where what Twilio sends goes, and by what it is known to be Twilio's."""

    account: str
    token: str
    #: The public root as it is configured: whatever a proxy shows, Twilio has signed this.
    public_url: str
    #: Both commit before they return.
    take: Take
    report: Report


def add_twilio(app: FastAPI, side: TwilioSide) -> None:
    """Serve both webhooks."""
    validator = RequestValidator(side.token)

    async def sms(request: Request) -> Response:
        form = await _form(request, side, validator)
        await side.take(_incoming(form))
        return Response(NO_ANSWER, media_type="application/xml")

    async def status(request: Request) -> Response:
        form = await _form(request, side, validator)
        sid, said = _field(form, "MessageSid"), _field(form, "MessageStatus")
        try:
            fate = SmsFate(said)
        except ValueError:
            _log.info("a status of an SMS that is not known was let go", sid=sid, status=said)
        else:
            await side.report(sid, fate, form.get("ErrorCode", ""))
        return Response(status_code=204)

    app.add_api_route(SMS_PATH, sms, methods=["POST"], include_in_schema=False)
    app.add_api_route(STATUS_PATH, status, methods=["POST"], include_in_schema=False)


async def _form(request: Request, side: TwilioSide, validator: RequestValidator) -> dict[str, str]:
    """The form's fields. Raises `Problem`: too-large, malformed, forbidden."""
    form = _fields(await intake.read(request, MAX_FORM))
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{side.public_url.rstrip('/')}{request.url.path}{query}"
    signature = request.headers.get(SIGNATURE_HEADER, "")
    if not signature or not validator.validate(url, form, signature):
        why = "wrong signature" if signature else "no signature"
        _log.warning("refused what says it is Twilio's", path=request.url.path, why=why)
        raise Problem("forbidden", "The signature is not Twilio's for this address.")
    if form.get("AccountSid") != side.account:
        _log.warning("refused what is for another account", path=request.url.path)
        raise Problem("forbidden", "This is for another account.")
    return form


def _fields(raw: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise Problem("malformed", "The body is no form.") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Problem("malformed", "A field of the form stands there twice.")
    return form


def _incoming(form: dict[str, str]) -> Incoming:
    files = form.get("NumMedia", "0")
    return Incoming(
        _field(form, "MessageSid"),
        form["AccountSid"],
        _field(form, "From"),
        # No database keeps it.
        form.get("Body", "").replace("\0", ""),
        int(files) if files.isdecimal() and files.isascii() else 0,
        form.get("OptOutType", ""),
    )


def _field(form: dict[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise Problem("malformed", f"{name} is missing.")
    return value
