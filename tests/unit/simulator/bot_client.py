"""A bare bot for these tests: it calls the simulated server by HTTP and keeps no state."""

from collections.abc import Callable
from typing import Any

import aiohttp

from simulator.world import World


class Refused(Exception):
    """What the server answered instead of a result."""

    def __init__(self, code: int, description: str, parameters: dict[str, int]) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class BotClient:
    """Calls methods of the world's bot; results are plain JSON, hence `Any`."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.world = world
        self.http = http

    @property
    def root(self) -> str:
        """Where the methods are."""
        return f"{self.world.telegram.api_url}/bot{self.world.telegram.token}"

    async def __call__(self, method: str, **params: object) -> Any:
        """The result of a call with a JSON body; raises `Refused`."""
        async with self.http.post(f"{self.root}/{method}", json=params) as answer:
            return self.result(answer.status, await answer.json())

    async def upload(self, method: str, form: aiohttp.FormData) -> Any:
        """The result of a call with a multipart body; raises `Refused`."""
        async with self.http.post(f"{self.root}/{method}", data=form) as answer:
            return self.result(answer.status, await answer.json())

    async def updates(self, **params: object) -> list[dict[str, Any]]:
        """What getUpdates gives."""
        found: list[dict[str, Any]] = await self("getUpdates", **params)
        return found

    async def eventually(self, true: Callable[[], bool]) -> None:
        """Wait until something in the world is true; fails after five seconds."""
        seen = await self.world.telegram.changes.until(lambda: true() or None, within_s=5)
        assert seen, "it never became true"

    @staticmethod
    def result(status: int, body: dict[str, Any]) -> Any:
        """The result in an answer; raises `Refused`."""
        if body["ok"]:
            assert status == 200
            return body["result"]
        assert status == body["error_code"]
        raise Refused(status, body["description"], body.get("parameters", {}))
