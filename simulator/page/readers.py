"""Open pages that listen (server-sent events). It does not know what they are told.

Source: html.spec.whatwg.org, "Server-sent events".
"""

import asyncio
from collections import deque

from aiohttp import web

from simulator.page.answers import HEADERS

#: A comment this often: the page, and the network between, know that the line lives.
HEARTBEAT_S = 15.0
#: A page that is this far behind is let go; it comes back and gets everything anew.
_MOST_BYTES = 8_000_000
#: A page that takes nothing for this long is asleep or gone.
_PATIENCE_S = 30.0
_ALIVE = b": alive\n\n"
_RETRY = b"retry: 1000\n\n"


def event(name: str, data: bytes) -> bytes:
    """One event; `data` is JSON in one line."""
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"


class Reader:
    """One open page, with what it has yet to be sent."""

    def __init__(
        self,
        request: web.BaseRequest,
        most_bytes: int = _MOST_BYTES,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._request = request
        self._heartbeat_s = heartbeat_s
        self._most_bytes = most_bytes
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._wake = asyncio.Event()
        self.ended = False

    def tell(self, chunk: bytes) -> None:
        """Send it when its turn comes; whoever is too far behind is let go instead."""
        if self._waiting and self._size + len(chunk) > self._most_bytes:
            self.cut()
            return
        self._waiting.append(chunk)
        self._size += len(chunk)
        self._wake.set()

    def end(self) -> None:
        """Say no more; the answer ends in good order, unless the page does not take it."""
        self.ended = True
        self._waiting.clear()
        self._size = 0
        self._wake.set()

    def cut(self) -> None:
        """End at once, whatever is under way: the browser opens a new line."""
        self.end()
        if self._request.transport is not None:
            self._request.transport.abort()

    @property
    def gone(self) -> bool:
        """Whether nobody is at the other end any more."""
        transport = self._request.transport
        return self.ended or transport is None or transport.is_closing()

    async def serve(self) -> web.StreamResponse:
        """Pass on what is told until the page is gone."""
        response = web.StreamResponse(
            headers={**HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        try:
            await response.prepare(self._request)
            await response.write(_RETRY)
            while not self.gone:
                chunk = await self._next()
                async with asyncio.timeout(_PATIENCE_S):
                    await response.write(chunk)
        except (ConnectionError, TimeoutError):
            self.cut()
        return response

    async def _next(self) -> bytes:
        """The oldest that waits, else a heartbeat when none comes in time."""
        if not self._waiting:
            self._wake.clear()
            try:
                async with asyncio.timeout(self._heartbeat_s):
                    await self._wake.wait()
            except TimeoutError:
                return _ALIVE
        if not self._waiting:
            return b""
        chunk = self._waiting.popleft()
        self._size -= len(chunk)
        return chunk


class Readers:
    """All open pages."""

    def __init__(self) -> None:
        self._open: set[Reader] = set()

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, reader: Reader) -> web.StreamResponse:
        """Keep `reader` among the open ones while it is."""
        self._open.add(reader)
        try:
            return await reader.serve()
        finally:
            self._open.discard(reader)

    def tell(self, chunk: bytes) -> None:
        """Send it to everybody; none waits for another."""
        for reader in list(self._open):
            if reader.gone:
                reader.end()
            else:
                reader.tell(chunk)

    def end(self) -> None:
        """Say no more to anybody."""
        for reader in list(self._open):
            reader.end()
