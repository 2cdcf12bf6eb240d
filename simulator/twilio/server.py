"""Twilio's REST API over HTTP on loopback. It reads requests and writes answers, nothing else."""

import asyncio
import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from re import Match
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from simulator.listening import Listener
from simulator.twilio.calls import Request
from simulator.twilio.errors import Refusal, malformed
from simulator.twilio.faults import Fault
from simulator.twilio.operations import NOT_FOUND, OPERATIONS, Done
from simulator.twilio.parameters import Parameters
from simulator.twilio.service import Twilio
from simulator.twilio.spec import OPERATIONS as KNOWN
from simulator.twilio.spec import Operation

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_UNREADABLE, _UNAUTHORIZED, _BUSY = 20001, 20003, 20429
_NO_METHOD = 20004
_TRY_AGAIN = "Internal Server Error"
_HTML = "<html><head><title>{0}</title></head><body><h1>{0} Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request, read."""

    operation: Operation
    path: Mapping[str, str]
    pairs: list[tuple[str, str]]

    @property
    def to(self) -> str:
        """The number it is about, if any."""
        return dict(self.pairs).get("To", "")


class TwilioServer:
    """Serves one `Twilio` on 127.0.0.1."""

    def __init__(self, twilio: Twilio) -> None:
        self._twilio = twilio
        self._listener = twilio.door = Listener(self._serve)

    async def start(self, port: int = 0) -> None:
        """Listen on `port` (0: any free one); raises OSError if it is taken."""
        await self._listener.opens(port)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            asked = await self._read(request)
        except Refusal as refusal:
            return self._refused(request, None, refusal)
        fault = self._twilio.faults.pick(asked.operation.name, asked.to)
        if fault is not None:
            return await self._faulty(request, asked, fault)
        return self._do(request, asked)

    async def _read(self, request: web.BaseRequest) -> _Asked:
        self._authorize(request)
        operation, match = _find(request)
        if match["account"] != self._twilio.account_sid:
            raise _not_found(request)
        pairs = list(request.query.items())
        if pairs and operation.method == "POST":
            raise malformed(_UNREADABLE, "Parameters belong into the form, not into the query")
        if operation.method == "POST":
            pairs = await _form(request)
        return _Asked(operation, match.groupdict(), pairs)

    def _authorize(self, request: web.BaseRequest) -> None:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        try:
            found = base64.b64decode(given, validate=True)
        except binascii.Error:
            found = b""
        wanted = f"{self._twilio.account_sid}:{self._twilio.auth_token}".encode()
        if kind.lower() != "basic" or not hmac.compare_digest(found, wanted):
            raise malformed(_UNAUTHORIZED, "Authenticate", 401)

    def _do(
        self, request: web.BaseRequest, asked: _Asked, *, answered: bool = True
    ) -> web.StreamResponse:
        operation = asked.operation
        try:
            parameters = Parameters(asked.pairs, operation.form | operation.query)
            done = OPERATIONS[operation.name](self._twilio, parameters, asked.path)
        except Refusal as refusal:
            return self._refused(request, asked, refusal)
        self._note(request, asked, done.status if answered else 0, done)
        done.then()
        return _response(done.status, done.answer)

    async def _faulty(
        self, request: web.BaseRequest, asked: _Asked, fault: Fault
    ) -> web.StreamResponse:
        match fault.kind:
            case "lost_reply":
                response = self._do(request, asked, answered=False)
                _cut(request)
                return response
            case "slow":
                await asyncio.sleep(fault.value)
                return self._do(request, asked)
            case "busy":
                return self._refused(request, asked, Refusal(429, _BUSY, "Too Many Requests"))
            case "server_error":
                status = int(fault.value)
                return self._refused(request, asked, Refusal(status, 20000 + status, _TRY_AGAIN))
            case "gibberish":
                status = int(fault.value)
                self._note(request, asked, status, None)
                return web.Response(
                    status=status, text=_HTML.format(status), content_type="text/html"
                )
        self._note(request, asked, 0, None)
        if fault.kind == "hang":
            await self._listener.held()
        _cut(request)
        return web.Response(status=499)

    def _refused(
        self, request: web.BaseRequest, asked: _Asked | None, refusal: Refusal
    ) -> web.StreamResponse:
        if refusal.violation:
            what = f"{request.method} {request.path}: {refusal.code} {refusal.message}"
            self._twilio.violations.append(what)
        self._note(request, asked, refusal.status, Done(refusal.status, refusal.wire()))
        return _response(refusal.status, refusal.wire())

    def _note(
        self, request: web.BaseRequest, asked: _Asked | None, status: int, done: Done | None
    ) -> None:
        self._twilio.note(
            Request(
                at=self._twilio.now(),
                method=request.method,
                path=request.path,
                operation=asked.operation.name if asked is not None else "",
                parameters=_gathered(asked.pairs if asked is not None else []),
                status=status,
                answer=done.answer if done is not None else {},
            )
        )


def _find(request: web.BaseRequest) -> tuple[Operation, Match[str]]:
    known = False
    for operation in KNOWN:
        if (match := operation.path.match(request.path)) is not None:
            if operation.method == request.method:
                return operation, match
            known = True
    if known:
        raise malformed(_NO_METHOD, f"Method {request.method} is not allowed", 405)
    raise _not_found(request)


def _not_found(request: web.BaseRequest) -> Refusal:
    return malformed(NOT_FOUND, f"The requested resource {request.path} was not found", 404)


async def _form(request: web.BaseRequest) -> list[tuple[str, str]]:
    if request.content_type != _FORM:
        raise malformed(_UNREADABLE, f"Unsupported content type {request.content_type}", 415)
    body = await request.content.read()
    try:
        return parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=bool(body), errors="strict"
        )
    except ValueError:
        raise malformed(_UNREADABLE, "The form cannot be read") from None


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, str | list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _cut(request: web.BaseRequest) -> None:
    if request.transport is not None:
        request.transport.abort()


def _response(status: int, answer: Mapping[str, object]) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(answer), content_type=_JSON)
