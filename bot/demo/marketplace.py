"""The marketplace of the story: a program that calls the bot's HTTP API with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson


@dataclass(frozen=True, slots=True)
class Reply:
    """What the API answered."""

    status: int
    document: Any


class Marketplace:
    """Calls the API; `root` is asked each time, for the bot may have moved to another port."""

    def __init__(self, session: aiohttp.ClientSession, root: Callable[[], str], key: str) -> None:
        self._session = session
        self._root = root
        #: The API key, for whoever wants to call the API by hand.
        self.key = key
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    async def sends(self, method: str, path: str, body: object = None) -> Reply:
        """One request; `path` is under /api/v1. Raises `aiohttp.ClientError`: nobody answers."""
        data = None if body is None else orjson.dumps(body)
        async with self._session.request(
            method, f"{self._root()}/api/v1{path}", data=data, headers=self._headers
        ) as answer:
            return Reply(answer.status, orjson.loads(await answer.read()))

    async def reads(self, path: str) -> str:
        """A page for operators, as text; `path` from the root."""
        async with self._session.get(self._root() + path) as answer:
            return await answer.text()
