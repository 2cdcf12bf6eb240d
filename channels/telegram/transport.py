"""HTTP to the Bot API by aiohttp, in the place of python-telegram-bot's own request class.

The hot path of the whole bot: one JSON body, one connection out of a pool. It retries nothing and
translates nothing but network failures into PTB's errors; none of them ever names the bot's token,
and none keeps the aiohttp error as its cause, whose text would.
"""

import re
from typing import cast

import aiohttp
import orjson
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from channels.telegram.multipart import FilePart, Multipart, UploadStalled

POOL_SIZE = 256  # as telegram.request.HTTPXRequest
KEEPALIVE_S = 30.0  # below the 60 s after which usual front servers hang up
DNS_CACHE_S = 300
#: A token as it stands in a Bot API URL, percent-encoded or not.
TOKEN_IN_URL = re.compile(rb"\d{6,}(?::|%3[aA])[A-Za-z0-9_-]{30,}")

_JSON_HEADERS = {"Content-Type": "application/json"}

# In PTB's interface a timeout is seconds, None for no limit, or this marker: not passed.
_NOT_PASSED = BaseRequest.DEFAULT_NONE
_Timeout = float | None | object


class Unsent:
    """Marks an error after which it is certain that Telegram did not get the request."""

    __slots__ = ()


class UnsentError(Unsent, NetworkError):
    """No connection, or not the whole request went out."""

    __slots__ = ()


class UnsentTimedOut(Unsent, TimedOut):
    """Neither a free nor a new connection in time."""

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """A `telegram.request.BaseRequest` on one aiohttp session.

    All timeouts are in seconds, None means none: `connect` for a new connection (TLS included),
    `pool` for a free place among `pool_size`, `read` between two pieces of the answer, `write` and
    `media_write` between two pieces of an upload. A request without files is one write: it needs
    no write timeout. A `session` from outside is used as it is and never closed here.
    """

    __slots__ = (
        "_connect_timeout",
        "_media_write_timeout",
        "_own_session",
        "_pool_size",
        "_pool_timeout",
        "_proxy",
        "_read_timeout",
        "_session",
        "_timeouts",
    )

    def __init__(
        self,
        *,
        pool_size: int = POOL_SIZE,
        read_timeout: float | None = 5.0,
        media_write_timeout: float | None = 20.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        proxy: str | None = None,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._pool_size = pool_size
        self._read_timeout = read_timeout
        self._media_write_timeout = media_write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._proxy = proxy
        self._session = session
        self._own_session = session is None
        self._timeouts = _timeouts(read_timeout, connect_timeout, pool_timeout)

    @property
    def read_timeout(self) -> float | None:
        """Default read timeout in seconds; long polling adds its own to it."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; harmless when it is open."""
        if self._own_session and (self._session is None or self._session.closed):
            self._session = self._new_session()

    async def shutdown(self) -> None:
        """Close the session if it is our own; harmless when it is closed."""
        if self._own_session and self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = _NOT_PASSED,
        write_timeout: _Timeout = _NOT_PASSED,
        connect_timeout: _Timeout = _NOT_PASSED,
        pool_timeout: _Timeout = _NOT_PASSED,
    ) -> tuple[int, bytes]:
        """One request, one answer: (HTTP status, body).

        Raises `TimedOut` or `NetworkError`; with the mark `Unsent` where it certainly did not
        arrive. `BadRequest` where the data cannot be encoded at all.
        """
        session = self._session
        if session is None or session.closed:
            raise UnsentError("the HTTP session is not open")
        data: bytes | Multipart | None = None
        if request_data is not None:
            if request_data.contains_files:
                data = self._upload(request_data, write_timeout)
            else:
                data = _encoded(request_data)
        timeouts = self._timeouts
        if not (read_timeout is connect_timeout is pool_timeout is _NOT_PASSED):
            timeouts = self._timeouts_of_call(read_timeout, connect_timeout, pool_timeout)
        failure: TelegramError
        try:
            async with session.request(
                method,
                url,
                data=data,
                headers=_JSON_HEADERS if isinstance(data, bytes) else None,
                timeout=timeouts,
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                body = await response.read()
            status = response.status
            return status, body if status == 200 else TOKEN_IN_URL.sub(b"<token>", body)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = _failure(error)
        # Raised outside of the except block: `__context__` would lead to the URL with the token.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """The answer as a dictionary. Raises `TelegramError`; the payload is logged nowhere."""
        answer = _decoded(payload)
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    def _upload(self, request_data: RequestData, write_timeout: _Timeout) -> Multipart:
        files: dict[str, FilePart] = {**request_data.multipart_data}
        timeout_s = _chosen(write_timeout, self._media_write_timeout)
        return Multipart(request_data.json_parameters, files, timeout_s)

    def _timeouts_of_call(
        self, read: _Timeout, connect: _Timeout, pool: _Timeout
    ) -> aiohttp.ClientTimeout:
        return _timeouts(
            _chosen(read, self._read_timeout),
            _chosen(connect, self._connect_timeout),
            _chosen(pool, self._pool_timeout),
        )

    def _new_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._pool_size,
                keepalive_timeout=KEEPALIVE_S,
                ttl_dns_cache=DNS_CACHE_S,
            ),
            # Answers are small: to unpack them costs more than to receive them.
            headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            cookie_jar=aiohttp.DummyCookieJar(),
        )


def _chosen(passed: _Timeout, default: float | None) -> float | None:
    return default if passed is _NOT_PASSED else cast("float | None", passed)


def _timeouts(
    read: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    # aiohttp has one limit for both the place in the pool and the new connection in it.
    both = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(connect=both, sock_connect=connect, sock_read=read)


def _encoded(request_data: RequestData) -> bytes:
    try:
        return orjson.dumps(request_data.parameters)
    except orjson.JSONEncodeError as error:  # half a surrogate pair, an integer above 64 bits
        raise BadRequest(f"Bad Request: the request cannot be encoded: {error}") from None


def _decoded(payload: bytes) -> object:
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        pass
    # One broken character must not hold up a whole batch of updates for ever.
    try:
        return orjson.loads(payload.decode(errors="replace"))
    except orjson.JSONDecodeError:
        return None


def _failure(error: Exception) -> TelegramError:
    kind = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return UnsentTimedOut("No connection in time; nothing was sent")
    if isinstance(error, UploadStalled):
        return UnsentTimedOut("The upload stood still; it was not sent whole")
    if isinstance(error, TimeoutError):
        return TimedOut("No answer in time; it may have been sent")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return UnsentError(f"{kind}: {error.host}:{error.port}; nothing was sent")
    if isinstance(error, aiohttp.ClientConnectorError):
        why = error.os_error.strerror or type(error.os_error).__name__
        return UnsentError(f"{kind}: {error.host}:{error.port}: {why}; nothing was sent")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.ClientHttpProxyError):
        return UnsentError(f"{kind}; nothing was sent")
    return NetworkError(f"{kind}; it may have been sent")
