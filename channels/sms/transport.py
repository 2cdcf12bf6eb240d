"""HTTP to Twilio for its own client: one aiohttp session, another root where one is set, no retries.

The library's own asynchronous transport takes no session from outside and no other root, and names the whole URL in
its log. Source: DESIGN, measured decisions (leave the client's own retries off).
"""

import logging
from base64 import b64encode
from urllib.parse import urlsplit

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from orders.errors import TemporaryFailure

#: The whole request, seconds. Twilio answers in well under one; webhooks of its own get 15.
TIMEOUT_S = 10.0


class Transport(AsyncHttpClient):  # type: ignore[misc]  # the library is not typed
    """Twilio's requests over one session, opened with the first of them."""

    def __init__(self, root: str) -> None:
        super().__init__(logging.getLogger(__name__), True, TIMEOUT_S)
        self._root = root.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request, one answer. Raises `TemporaryFailure` where none came, or "slow down" did."""
        parts = urlsplit(uri)
        url = f"{self._root}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        try:
            async with self._opened().request(
                method,
                url,
                params=_texts(params),
                data=_texts(data),
                headers={**(headers or {}), **_authorization(auth)},
                timeout=aiohttp.ClientTimeout(total=timeout or TIMEOUT_S),
                allow_redirects=allow_redirects,
            ) as answer:
                text = await answer.text()
        except aiohttp.ClientConnectorError as error:
            raise TemporaryFailure(
                reason=f"no connection to Twilio ({error.os_error.strerror})"
            ) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"no answer from Twilio ({type(error).__name__})"
            raise TemporaryFailure(maybe_sent=True, reason=why) from None
        if answer.status == 429:
            raise TemporaryFailure(
                _seconds(answer.headers.get("Retry-After")), reason="Twilio: 429"
            )
        return Response(answer.status, text, answer.headers)

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


def _authorization(auth: tuple[str, str] | None) -> dict[str, str]:
    """Source: RFC 7617."""
    if auth is None:
        return {}
    return {"Authorization": f"Basic {b64encode(':'.join(auth).encode()).decode()}"}


def _texts(values: dict[str, object] | None) -> dict[str, str] | None:
    return None if values is None else {name: str(value) for name, value in values.items()}


def _seconds(header: str | None) -> float:
    return float(header) if header is not None and header.isdecimal() else 1.0
