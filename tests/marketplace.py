"""The HTTP side as tests see it: a real server on loopback, real rows, and a marketplace that calls."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from bot.web import Web, listen
from channels.telegram.links import Links
from handlers.http.app import create_app
from handlers.http.health import Metric
from orders.linking import hashed
from orders.policy import Policy
from orders.ports import Office
from storage.errors import StorageError
from storage.schema import migrate
from storage.unit import SqlStore

KEY = "orderbell_key-of-the-marketplace"
SECRET = "webhook-secret-of-this-test"


@dataclass
class HandClock:
    """A clock that is moved by hand."""

    at: datetime = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def passes(self, time: timedelta) -> None:
        self.at += time


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return orjson.loads(self.body)

    @property
    def kind(self) -> str:
        """Last part of the problem's type."""
        return str(self.document["type"]).rpartition(":")[2]

    @property
    def pointers(self) -> list[str]:
        return [e.get("pointer") or e["parameter"] for e in self.document["errors"]]


@dataclass
class Caller:
    """Somebody who calls the API, with a key or without."""

    session: aiohttp.ClientSession
    root: str
    key: str | None

    async def sends(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | BytesIO | AsyncIterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request; `path` is under /api/v1 unless it begins with two slashes."""
        address = self.root + (path[1:] if path.startswith("//") else f"/api/v1{path}")
        said = dict(headers or {})
        if self.key is not None:
            said.setdefault("Authorization", f"Bearer {self.key}")
        data = raw if raw is not None else None if body is None else orjson.dumps(body)
        if data is not None:
            said.setdefault("Content-Type", "application/json")
        async with self.session.request(
            method, address, data=data, headers=said, skip_auto_headers=("Content-Type",)
        ) as answer:
            return Reply(answer.status, answer.headers, await answer.read())

    async def adds_seller(self, ref: str = "ira") -> Reply:
        return await self.sends("PUT", f"/sellers/{ref}", {"name": "Ira Pottery"})

    async def places(self, order: object, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.sends("POST", "/orders", order, headers=named)

    async def acts(
        self, number: int, action: str, by: str = "ira", *, key: str | None = None, **more: object
    ) -> Reply:
        headers = {} if key is None else {"Idempotency-Key": key}
        path = f"/orders/{number}/actions/{action}"
        return await self.sends("POST", path, {"by": by, **more}, headers=headers)


@dataclass
class Place:
    """A served office."""

    office: Office
    clock: HandClock
    links: Links
    root: str
    port: int
    marketplace: Caller
    stranger: Caller
    key_id: int
    #: How often the runner was woken.
    woken: list[None]
    #: Raw updates that the webhook handed over.
    updates: list[bytes]
    #: What /readyz finds; change it to break a part.
    parts: dict[str, str] = field(default_factory=lambda: {"database": "ok"})


def order(external_id: str = "A-1", **changes: object) -> dict[str, Any]:
    """The body of a good order."""
    return {
        "external_id": external_id,
        "seller_ref": "ira",
        "customer": {"ref": "c-7", "name": "Olena Koval", "phone": "+380501234567"},
        "items": [
            {
                "product_ref": "mug-1",
                "title": "Clay mug",
                "quantity": 2,
                "price": {"amount": "450.00", "currency": "UAH"},
            }
        ],
        "shipping_address": "Kyiv, Khreshchatyk 1",
        "comment": "Blue, please",
        "production_days": 10,
        **changes,
    }


_empty: list[bytes] = []


async def new_file(folder: Path) -> str:
    """URL of an empty SQLite database; the tables are made once and then copied."""
    path = folder / "shop.db"
    url = f"sqlite+aiosqlite:///{path}"
    if not _empty:
        await migrate(url)
        _empty.append(path.read_bytes())
    path.write_bytes(_empty[0])
    return url


@asynccontextmanager
async def opened(url: str, username: str | None = "orderbell_bot") -> AsyncIterator[Place]:
    """Serve an office with rows at `url` until the block ends; the tables are there."""
    clock, links, woken = HandClock(), Links(username), list[None]()
    updates: list[bytes] = []
    parts = {"database": "ok"}

    async def receive(raw: bytes) -> None:
        updates.append(raw)

    async def ready() -> Mapping[str, str]:
        return parts

    async def metrics() -> list[Metric]:
        return [Metric("orderbell_work_open", "gauge", "Rows to be done.", 3)]

    async with SqlStore(url, clock) as store:
        office = Office(store, clock, Policy(), lambda: woken.append(None), _sign)
        async with office.store.write() as uow:
            key_id = await uow.keys.add("marketplace", hashed(KEY), clock.now())
        app = create_app(
            office,
            links,
            version="1",
            ready=ready,
            metrics=metrics,
            receive=receive,
            webhook_secret=SECRET,
            unavailable=(StorageError,),
        )
        async with (
            served(Web(app, listen("127.0.0.1", 0))) as port,
            aiohttp.ClientSession() as http,
        ):
            root = f"http://127.0.0.1:{port}"
            yield Place(
                office, clock, links, root, port,
                Caller(http, root, KEY), Caller(http, root, None),
                key_id, woken, updates, parts,
            )  # fmt: skip


@asynccontextmanager
async def served(web: Web) -> AsyncIterator[int]:
    """Run the server until the block ends; the port."""
    running = asyncio.create_task(web.run())
    try:
        yield web.port
    finally:
        await web.stop(running)


def _sign(text: str) -> str:
    return hashed(f"test {text}")[:22]
