"""Open pages one by one: heartbeats, falling behind, leaving."""

from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from aiohttp import web

from simulator.page.readers import Reader, Readers, event

Making = Callable[[web.BaseRequest], Reader]


class Line:
    """A server that gives everybody a reader made by `make`."""

    def __init__(self) -> None:
        self.readers = Readers()
        self.opened: list[Reader] = []
        self.make: Making = Reader
        self.root = ""

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Open one."""
        reader = self.make(request)
        self.opened.append(reader)
        return await self.readers.serve(reader)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """It listens."""
    line = Line()
    runner = web.ServerRunner(web.Server(line.serve, access_log=None), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    line.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield line
    line.readers.end()
    await runner.cleanup()


async def test_quiet_line_shows_that_it_lives(line: Line) -> None:
    """Comments, which a browser's EventSource passes over."""
    line.make = lambda request: Reader(request, heartbeat_s=0.02)
    async with aiohttp.ClientSession() as http, http.get(line.root) as answer:
        assert await answer.content.readexactly(13) == b"retry: 1000\n\n"
        assert await answer.content.readexactly(20) == b": alive\n\n: alive\n\n: "
        line.readers.tell(event("change", b"{}"))
        await answer.content.readuntil(b"event: change\ndata: {}\n\n")


async def test_who_is_too_far_behind_is_let_go_alone(line: Line) -> None:
    """What waits is bounded; one event may be larger than the bound."""
    line.make = lambda request: Reader(request, most_bytes=10)
    async with aiohttp.ClientSession() as http, http.get(line.root) as answer:
        await answer.content.readuntil(b"\n\n")
        line.readers.tell(b"x" * 50)
        assert await answer.content.readexactly(50) == b"x" * 50
        line.make = Reader
        async with http.get(line.root) as other:
            await other.content.readuntil(b"\n\n")
            line.readers.tell(b"y" * 6)
            line.readers.tell(b"y" * 6)  # nobody has had time to read the first
            assert await other.content.readexactly(12) == b"y" * 12
        assert [reader.ended for reader in line.opened] == [True, False]
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.content.read()


async def test_who_left_is_forgotten_at_the_next_event(line: Line) -> None:
    """Nothing is kept for a closed tab."""
    async with aiohttp.ClientSession() as http, http.get(line.root) as answer:
        await answer.content.readuntil(b"\n\n")
        assert len(line.readers) == 1
    async with aiohttp.ClientSession() as http, http.get(line.root) as answer:
        await answer.content.readuntil(b"\n\n")
        line.readers.tell(b"x")
        assert await answer.content.readexactly(1) == b"x"
        line.readers.tell(b"x")
        assert await answer.content.readexactly(1) == b"x"
        assert len(line.readers) == 1
