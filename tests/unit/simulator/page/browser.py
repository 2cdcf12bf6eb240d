"""A browser without a screen: it opens the page's stream, pulls levers and uploads."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
from yarl import URL

from simulator.control.asked import Lever

#: Nothing here takes a second unless it hangs.
PATIENCE_S = 10.0


class Desk:
    """A host with levers of its own and a stage that tests change."""

    def __init__(self) -> None:
        self.levers: dict[str, Lever] = {}
        self.stage: dict[str, object] = {"locale": "uk", "bot": "running"}

    def describe(self) -> Mapping[str, object]:
        """The stage as it is now."""
        return dict(self.stage)


class Stream:
    """The page's events, and the world that they add up to."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self._rest = b""
        self.world: dict[str, Any] = {}
        #: Names of the events so far.
        self.names: list[str] = []

    async def event(self) -> tuple[str, dict[str, Any]]:
        """The next event, merged into `world`; raises EOFError when the line is cut."""
        while True:
            block = await asyncio.wait_for(self._block(), PATIENCE_S)
            fields = dict(line.split(b": ", 1) for line in block.split(b"\n"))
            if b"data" not in fields:
                continue
            name, data = fields[b"event"].decode(), orjson.loads(fields[b"data"])
            self.names.append(name)
            if name == "world":
                self.world = data
            else:
                merge(self.world, data)
            return name, data

    async def until(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read events until the world is so."""
        while not (self.world and true(self.world)):
            await self.event()
        return self.world

    async def _block(self) -> bytes:
        while b"\n\n" not in self._rest:
            try:
                chunk = await self.answer.content.readany()
            except aiohttp.ClientPayloadError as cut:
                raise EOFError("the line is cut") from cut
            if not chunk:
                raise EOFError("the line has ended")
            self._rest += chunk
        block, _, self._rest = self._rest.partition(b"\n\n")
        return block


def merge(world: dict[str, Any], change: dict[str, Any]) -> None:
    """Change the page's world as the page does."""
    for key, value in change.items():
        if key == "calls":
            world["calls"] += value
        elif key == "chats":
            for number, part in value.items():
                _merge_chat(world["chats"].setdefault(number, {"messages": []}), part)
        else:
            world[key] = value


def _merge_chat(chat: dict[str, Any], change: dict[str, Any]) -> None:
    by_id = {message["id"]: message for message in chat["messages"]}
    by_id |= {message["id"]: message for message in change.get("messages", [])}
    for gone in change.get("gone", []):
        del by_id[gone]
    chat |= {key: value for key, value in change.items() if key != "gone"}
    chat["messages"] = list(by_id.values())


class Browser:
    """Requests to the page; results are plain JSON, hence `Any`."""

    def __init__(self, port: int, http: aiohttp.ClientSession) -> None:
        self.port = port
        self.root = f"http://127.0.0.1:{port}"
        self.http = http

    async def __call__(self, lever: str, **body: object) -> Any:
        """The lever's result, or (status, error)."""
        async with self.http.post(f"{self.root}/do/{lever}", json=body) as answer:
            return await self.said(answer)

    async def upload(self, body: Any, *, type: str = "image/png", **query: object) -> Any:
        """What became of a file; a result, or (status, error)."""
        url = URL(f"{self.root}/upload").with_query({k: str(v) for k, v in query.items()})
        headers = {"Content-Type": type}
        async with self.http.post(url, data=body, headers=headers) as answer:
            return await self.said(answer)

    async def get(self, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of a GET; `_` in header names stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL(f"{self.root}{path}", encoded=True)
        async with self.http.get(url, headers=named) as answer:
            return answer.status, answer.headers, await answer.read()

    @asynccontextmanager
    async def stream(self) -> AsyncIterator[Stream]:
        """The open stream, its first world read."""
        async with self.http.get(f"{self.root}/events") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/event-stream"
            opened = Stream(answer)
            assert (await opened.event())[0] == "world"
            yield opened

    @staticmethod
    async def said(answer: aiohttp.ClientResponse) -> Any:
        """The result in an answer, or (status, error)."""
        found = orjson.loads(await answer.read())
        if found["ok"]:
            assert answer.status == 200
            return found["result"]
        assert answer.status >= 400
        assert set(found["error"]) >= {"code", "text"}
        return answer.status, found["error"]


def texts(world: dict[str, Any], chat: object) -> list[str]:
    """What a chat of the page's world says, oldest first."""
    return [message["text"] for message in world["chats"][str(chat)]["messages"]]
