"""The demo's page on a port of its own: phones, levers and a log of one world at a time.

It knows nothing of the product: what is no part of the simulated world comes from a `Host`.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Protocol

import orjson
from aiohttp import web

from simulator import control
from simulator.control.asked import Asked, Lever, Refused
from simulator.page import guard
from simulator.page.answers import done, refused
from simulator.page.letters import letter
from simulator.page.media import media
from simulator.page.readers import Reader, Readers, event
from simulator.page.static_files import static
from simulator.page.uploads import upload
from simulator.page.watch import Watch
from simulator.sight import NotSeen
from simulator.world import World

_log = logging.getLogger(__name__)

#: What a page may do by itself; the rest of the world's levers are for tests and benches.
_LEVERS = {
    name: control.LEVERS[name]
    for name in (
        *("start", "say", "edit", "delete", "press", "contact", "location", "block", "unblock"),
        *("tap-at", "forge", "follow", "inline", "inline/choose"),
        *("fault", "faults/clear", "updates/repeat"),
        *("text", "text/fate", "twilio/out", "mail/out", "mail/reply"),
    )
}
#: A look is taken at most this often: a frame of the screen.
_FRAME_S = 1 / 60
#: "typing" ends by itself, at most this late.
_TYPING_LOOK_S = 0.5
_MOST_JSON = 256_000
_SHUTDOWN_S = 1.0


class Host(Protocol):
    """Who shows the world: its own levers, and its own part of the page's state."""

    @property
    def levers(self) -> Mapping[str, Lever]:
        """Levers by name; they go before the page's own."""
        ...

    def describe(self) -> Mapping[str, object]:
        """The stage, as JSON can say it; "locale" is the people's language. It must be cheap."""
        ...


class Page:
    """Serves the page on 127.0.0.1 and tells every open one what changes."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._world: World | None = None
        self._watch: Watch | None = None
        self._readers = Readers()
        self._runner: web.ServerRunner | None = None
        #: Where it listens; 0 until it does.
        self.port = 0
        self._look: asyncio.TimerHandle | None = None
        #: The look that time alone makes worth taking.
        self._later: asyncio.TimerHandle | None = None
        self._forced = False
        self._looked_at = 0.0

    async def start(self, port: int) -> int:
        """Listen on 127.0.0.1; 0 is any free port. Returns it; raises OSError if it is taken."""
        server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN_S)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await self.close()
            raise
        self.port = int(self._runner.addresses[0][1])
        return self.port

    async def close(self) -> None:
        """Stop: every line ends, the world is let go."""
        self._leave()
        self._readers.end()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def shows(self, world: World) -> None:
        """Show this world from now on; every open page gets it whole."""
        self._leave()
        self._world = world
        self._watch = Watch(world, self._host.describe)
        world.telegram.changes.listeners.append(self._soon)
        world.telegram.listen(self._heard)
        self._watch.change()
        self._readers.tell(event("world", self._watch.whole()))

    def changed(self) -> None:
        """The host's part changed, or the clock did: tell the pages. It may be called often."""
        self._forced = True
        self._soon()

    def _leave(self) -> None:
        for handle in (self._look, self._later):
            if handle is not None:
                handle.cancel()
        self._look = self._later = None
        if self._world is not None and self._watch is not None:
            self._watch.close()
            self._world.telegram.changes.listeners.remove(self._soon)
            self._world.telegram.log.listeners.remove(self._heard)
        self._world = self._watch = None

    def _heard(self, _call: object) -> None:
        self._soon()

    def _soon(self) -> None:
        """Look when what happens now has happened, and not oftener than a screen shows."""
        if self._look is None and len(self._readers):
            loop = asyncio.get_running_loop()
            self._look = loop.call_at(max(self._looked_at + _FRAME_S, loop.time()), self._tell)

    def _tell(self) -> None:
        loop = asyncio.get_running_loop()
        self._look, self._looked_at = None, loop.time()
        if self._watch is None:
            return
        forced, self._forced = self._forced, False
        change = self._watch.change(always=forced)
        if change is not None:
            self._readers.tell(event("change", change))
        if self._watch.somebody_types:
            if self._later is not None:
                self._later.cancel()
            self._later = loop.call_later(_TYPING_LOOK_S, self._soon)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            guard.admit(request, self.port)
            return await self._route(request)
        except Refused as no:
            return refused(no)
        except NotSeen as unseen:
            return refused(Refused("not_seen", str(unseen).partition("\n")[0]))
        except (KeyError, TypeError, ValueError) as wrong:
            return refused(Refused("wrong", str(wrong), status=400))
        except Exception:  # noqa: BLE001 - the edge, logged: one broken lever must not end the demo
            _log.exception("%s %s broke", request.method, request.path)
            return refused(Refused("broken", "Something broke; the log says what.", status=500))

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/do/"):
            return await self._do(request, path.removeprefix("/do/"))
        if path == "/upload":
            guard.only(request, "POST")
            message = await upload(request, Asked(self._shown, dict(request.query)))
            return done({"id": message.id, "chat": str(message.chat.id)})
        if path == "/events":
            guard.only(request, "GET")
            return await self._events(request)
        guard.only(request, "GET", "HEAD")
        if path.startswith("/files/"):
            return media(request, self._shown.telegram.files.by_id(path.removeprefix("/files/")))
        if path.startswith("/letters/"):
            return letter(path.removeprefix("/letters/"), self._shown.post.letters)
        if path == "/":
            return static(request, "index.html")
        return static(request, path.removeprefix("/static/") if "/static/" in path else "")

    @property
    def _shown(self) -> World:
        if self._world is None:
            raise Refused("no_world", "The demo is being set up; try again soon.", status=503)
        return self._world

    async def _do(self, request: web.BaseRequest, name: str) -> web.Response:
        guard.only(request, "POST")
        lever = self._host.levers.get(name) or _LEVERS.get(name)
        if lever is None:
            raise Refused("unknown_lever", f"There is no lever {name!r}.", status=404)
        try:
            return done(await lever(Asked(self._shown, await _json(request))))
        finally:
            # Faults and the host's own things change without a sign.
            self._soon()

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        if self._watch is None:
            raise Refused("no_world", "The demo is being set up; try again soon.", status=503)
        # Pages that are already there learn of what this look finds.
        if (change := self._watch.change()) is not None:
            self._readers.tell(event("change", change))
        reader = Reader(request)
        reader.tell(event("world", self._watch.whole()))
        return await self._readers.serve(reader)


async def _json(request: web.BaseRequest) -> dict[str, object]:
    """The JSON object in the body; raises `Refused`."""
    if request.content_type != "application/json":
        raise Refused("not_json", "Levers take application/json.", status=415)
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > _MOST_JSON:
            raise Refused("too_big", "That is too much for a lever.", status=413)
    try:
        found = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError:
        raise Refused("bad_json", "That is not JSON.", status=400) from None
    if not isinstance(found, dict):
        raise Refused("not_an_object", "Levers take a JSON object.", status=400)
    return found
