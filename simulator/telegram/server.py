"""The Bot API over HTTP on loopback. It reads requests and writes answers, nothing else."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web

from simulator.telegram import limits
from simulator.telegram.dispatch import Answer, canonical, handle, refused
from simulator.telegram.errors import ApiError, bad_request, too_many_requests
from simulator.telegram.faults import Fault
from simulator.telegram.params import Upload
from simulator.telegram.service import Telegram

#: Answers requests outside of /bot and /file/bot; None means 404.
Extra = Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}\Z")
#: Room for the other fields of a multipart body.
_BODY_SLACK = 1_000_000
_JSON = "application/json"
#: Long polls under way when the server stops get this long.
SHUTDOWN_S = 1.0


class BotApiServer:
    """Serves one `Telegram` on 127.0.0.1."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.extra: Extra | None = None
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on `port` (0: any free one); returns the port. Raises OSError if it is taken."""
        self._runner = web.ServerRunner(
            web.Server(self._serve, access_log=None), shutdown_timeout=SHUTDOWN_S
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        actual = self._runner.addresses[0][1]
        self._telegram.api_url = f"http://127.0.0.1:{actual}"
        return int(actual)

    async def close(self) -> None:
        """Stop listening and drop the connections."""
        self._telegram.updates.end_poll()
        await self._telegram.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            token, _, method = path.removeprefix("/bot").partition("/")
            problem = self._token_problem(token)
            if problem is not None:
                return _response(Answer(error=problem))
            return await self._method(request, canonical(method))
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        if self.extra is not None and (found := await self.extra(request)) is not None:
            return found
        return _response(Answer(error=ApiError(404, "Not Found")))

    def _token_problem(self, token: str) -> ApiError | None:
        if token == self._telegram.token and not self._telegram.revoked:
            return None
        if _TOKEN.match(token):
            return ApiError(401, "Unauthorized")
        return ApiError(404, "Not Found")

    async def _method(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        since = perf_counter()
        try:
            raw = await _readable(request)
        except ApiError as error:
            self._telegram.violations.append(f"{method}: {error.description}")
            return _response(refused(self._telegram, method, {}, error, since))
        fault = self._telegram.faults.pick(method, raw.get("chat_id"))
        if fault is None:
            return _response(await handle(self._telegram, method, raw, since))
        return await self._faulty(request, method, raw, fault, since)

    async def _faulty(
        self,
        request: web.BaseRequest,
        method: str,
        raw: Mapping[str, object],
        fault: Fault,
        since: float,
    ) -> web.StreamResponse:
        error: ApiError | None = None
        match fault.kind:
            case "slow":
                await asyncio.sleep(fault.value)
            case "server_error":
                error = _SERVER_ERRORS.get(int(fault.value), ApiError(500, _RESTART))
            case "flood":
                error = too_many_requests(int(fault.value))
            case "cut":
                error = ApiError(499, "connection cut before the call was done")
        if error is not None:
            answer = refused(self._telegram, method, raw, error, since)
        else:
            answer = await handle(self._telegram, method, raw, since)
        if fault.kind in {"lost_reply", "cut"}:
            cut(request)
        return _response(answer)

    def _download(self, rest: str) -> web.StreamResponse:
        token, _, path = rest.partition("/")
        problem = self._token_problem(token)
        if problem is not None:
            return _response(Answer(error=problem))
        stored = self._telegram.files.by_path(path)
        if stored is None:
            return _response(Answer(error=ApiError(404, "Not Found")))
        return web.Response(body=stored.body, content_type="application/octet-stream")


_RESTART = "Internal Server Error: restart"
_SERVER_ERRORS = {502: ApiError(502, "Bad Gateway"), 503: ApiError(503, "Service Unavailable")}


def cut(request: web.BaseRequest) -> None:
    """Drop the connection without a reply."""
    if request.transport is not None:
        request.transport.abort()


async def _readable(request: web.BaseRequest) -> Mapping[str, object]:
    try:
        return await read_params(request)
    except ValueError:  # not UTF-8, not urlencoded, no boundary
        raise bad_request("can't parse the request's body") from None


async def read_params(request: web.BaseRequest) -> Mapping[str, object]:
    """Query and body parameters of a request: JSON, urlencoded or multipart."""
    raw: dict[str, object] = dict(request.query) if request.query_string else {}
    if request.method == "GET" or not request.can_read_body:
        return raw
    if (request.content_length or 0) > limits.MAX_UPLOAD_BYTES + _BODY_SLACK:
        raise ApiError(413, "Request Entity Too Large")
    kind = request.content_type
    if kind == "multipart/form-data":
        return raw | await _multipart(request)
    body = await request.content.read()
    if kind == _JSON:
        return raw | _json(body)
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body))
        return raw | dict(pairs)
    if not body:
        return raw
    raise bad_request(f"unsupported content type {kind}")


def _json(body: bytes) -> dict[str, object]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("JSON object expected")
    return found


async def _multipart(request: web.BaseRequest) -> dict[str, object]:
    found: dict[str, object] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad_request("can't parse multipart body")
        body = bytes(await part.read())
        if part.filename is None:
            found[part.name] = body.decode()
            continue
        if len(body) > limits.MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        mime = part.headers.get("Content-Type", "application/octet-stream")
        found[part.name] = Upload(part.filename, mime, body)
    return found


def _response(answer: Answer) -> web.Response:
    error = answer.error
    if error is None:
        body = orjson.dumps({"ok": True, "result": answer.result})
        return web.Response(body=body, content_type=_JSON)
    refusal: dict[str, object] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        refusal["parameters"] = error.parameters
    return web.Response(status=error.code, body=orjson.dumps(refusal), content_type=_JSON)
