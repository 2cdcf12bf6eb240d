"""Levers under /control/ for another process: people's deeds, faults, counts. Loopback only.

It adds nothing to the world that a test in the same process could not do.
"""

import orjson
from aiohttp import web

from simulator.control import inline, lines, people, phones, pressing, switches
from simulator.control.asked import Asked, Refused
from simulator.sight import NotSeen
from simulator.world import World

_PREFIX = "/control/"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
LEVERS = {
    **people.LEVERS,
    **pressing.LEVERS,
    **inline.LEVERS,
    **lines.LEVERS,
    **phones.LEVERS,
    **switches.LEVERS,
}


class Control:
    """Answers /control/<lever> with JSON in and out: {"ok": true, "result": …}."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, request: web.BaseRequest) -> web.Response | None:
        """Pull the lever; None when the path is not under /control/."""
        if not request.path.startswith(_PREFIX):
            return None
        lever = LEVERS.get(request.path.removeprefix(_PREFIX))
        if lever is None or request.remote not in _LOOPBACK:
            return _answer(404, f"no lever {request.path}")
        try:
            body = await _body(request)
            return _answer(200, await lever(Asked(self._world, body)))
        except NotSeen as unseen:
            return _answer(404, str(unseen))
        except Refused as refused:
            return _answer(refused.status, refused.text)
        except (KeyError, TypeError, ValueError) as wrong:
            return _answer(400, f"{type(wrong).__name__}: {wrong}")


async def _body(request: web.BaseRequest) -> dict[str, object]:
    body: dict[str, object] = dict(request.query)
    raw = await request.content.read()
    if raw:
        found = orjson.loads(raw)
        if not isinstance(found, dict):
            raise TypeError("a JSON object is wanted")
        body |= found
    return body


def _answer(status: int, result: object) -> web.Response:
    key = "result" if status == 200 else "error"
    body = orjson.dumps({"ok": status == 200, key: result}, default=str)
    return web.Response(status=status, body=body, content_type="application/json")
