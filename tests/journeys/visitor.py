"""Somebody with the demo's page open: reads its events, pulls its levers. There is no browser."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson

World = dict[str, Any]

PATIENCE_S = 60.0


class Refusal(Exception):
    """A lever said no."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        super().__init__(f"{status}: {error}")
        self.status = status
        self.code: str = error["code"]
        self.text: str = error["text"]
        self.fields: dict[str, str] = error.get("fields", {})


class Visitor:
    """One open page."""

    def __init__(self, session: aiohttp.ClientSession, root: str) -> None:
        self.session = session
        self.root = root
        self.world: World = {}
        self._news = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def opens(cls, root: str) -> AsyncIterator["Visitor"]:
        """The page at `root`, until the block ends."""
        async with aiohttp.ClientSession() as session:
            visitor = cls(session, root)
            reading = asyncio.create_task(visitor._reads())
            try:
                await visitor.sees(lambda world: True, "the world")
                yield visitor
            finally:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)

    @property
    def stage(self) -> dict[str, Any]:
        """What the page knows beside the phones."""
        return dict(self.world["stage"])

    async def does(self, lever: str, **body: object) -> Any:
        """Pull a lever; its result. Raises `Refusal`."""
        async with self.session.post(f"{self.root}/do/{lever}", json=body) as answer:
            found = await answer.json()
        if not found["ok"]:
            raise Refusal(answer.status, found["error"])
        return found["result"]

    async def sees(self, look: Callable[[World], Any], what: str) -> Any:
        """Wait until `look` finds something in the world; it is returned."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not self.world or not (found := look(self.world)):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            shown = {k: v for k, v in self.world.items() if k != "calls"}
            raise AssertionError(f"not seen: {what}; the page shows {shown}") from None
        return found

    def person(self, role: str) -> dict[str, Any]:
        """The first person with this role."""
        return next(dict(one) for one in self.world["people"] if one["role"] == role)

    async def message(
        self, role: str, text: str, kind: str = "bot", button: str = ""
    ) -> dict[str, Any]:
        """Wait for the newest message with `text`, and `button`, in this person's chat of this kind."""

        def look(world: World) -> dict[str, Any] | None:
            one = self.person(role)
            chats = [world["chats"][chat] for chat in one["chats"]]
            messages = [m for chat in chats if chat["kind"] == kind for m in chat["messages"]]
            fit = (m for m in reversed(messages) if text in m["text"] and m["from"] != one["id"])
            return next((m for m in fit if button in str(m["buttons"])), None)

        return dict(await self.sees(look, f"{text!r} on the phone of the {role}"))

    async def taps(self, role: str, label: str, text: str) -> Any:
        """Tap the button on the newest message with `text`; the bot's answer."""
        message = await self.message(role, text, button=label)
        return await self.does("tap-at", **self.button(role, message, label))

    def button(self, role: str, message: dict[str, Any], label: str) -> dict[str, object]:
        """Where the button is, as levers take it."""
        for row, buttons in enumerate(message["buttons"]):
            for column, button in enumerate(buttons):
                if label in button["label"]:
                    place = {"message_id": message["id"], "row": row, "column": column}
                    return {"person": self.person(role)["id"], **place}
        raise AssertionError(f"no button {label!r} in {message['buttons']}")

    async def _reads(self) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with self.session.get(f"{self.root}/events", timeout=timeout) as answer:
            kind = ""
            buffer = b""
            async for chunk in answer.content.iter_any():
                buffer += chunk
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    if line.startswith(b"event:"):
                        kind = line[6:].strip().decode()
                    elif line.startswith(b"data:"):
                        self._takes(kind, orjson.loads(line[5:]))

    def _takes(self, kind: str, data: World) -> None:
        if kind == "world":
            self.world = data
        else:
            chats = data.pop("chats", {})
            self.world["calls"] += data.pop("calls", [])
            self.world |= data
            for number, change in chats.items():
                self._merges(number, change)
        self._news.set()

    def _merges(self, number: str, change: World) -> None:
        chat = self.world["chats"].setdefault(number, {"messages": []})
        known = {message["id"]: message for message in chat["messages"]}
        known |= {message["id"]: message for message in change.pop("messages", [])}
        for gone in change.pop("gone", []):
            known.pop(gone, None)
        self.world["chats"][number] = chat | change | {"messages": [*known.values()]}
