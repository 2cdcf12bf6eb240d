"""An HTTP server on loopback that can be shut and opened again. It answers nothing itself."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

#: Requests under way when it is shut get this long.
SHUTDOWN_S = 0.2


class Listener:
    """Listens on 127.0.0.1, always on the same port once it has one."""

    def __init__(self, serve: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]) -> None:
        self._serve = serve
        self._runner: web.ServerRunner | None = None
        self._shut = asyncio.Event()
        #: 0 until it listened once.
        self.port = 0

    @property
    def url(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_open(self) -> bool:
        """Whether it listens."""
        return self._runner is not None

    async def opens(self, port: int = 0) -> None:
        """Listen on `port`, by default on the one it had; raises OSError if it is taken."""
        self._shut.clear()
        self._runner = web.ServerRunner(
            web.Server(self._serve, access_log=None), shutdown_timeout=SHUTDOWN_S
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self.port).start()
        self.port = int(self._runner.addresses[0][1])

    async def shuts(self) -> None:
        """Refuse connections from now on, and drop those that there are."""
        self._shut.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def held(self) -> None:
        """Wait until it is shut: for a request that gets no answer."""
        await self._shut.wait()
