"""Orders taken over HTTP per CPU-second, against bare FastAPI with one SQLite commit per order.

`python -m bench.http_orders` prints the table. Both servers run alone in a process of their own and
are called by a third over 32 kept-alive connections on loopback; only the server's CPU counts.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import aiosqlite
import orjson
from fastapi import FastAPI
from pydantic import BaseModel

from bench.table import Row, drawn
from bot.clock import SystemClock
from bot.web import Web, listen
from channels.telegram.links import Links
from handlers.http.app import create_app
from handlers.http.health import Metric
from orders.linking import hashed
from orders.model import Seller
from orders.policy import Policy
from orders.ports import Office
from storage.schema import migrate
from storage.unit import SqlStore

CONNECTIONS = 32
#: Orders per round; a round of either server takes a few seconds.
ORDERS = 2000
WARM_UP = 300
ROUNDS = 3
GOAL = 0.5
KEY = "orderbell_benchmark"
CUSTOMERS = 500
SERVERS = ("ours", "bare")

Serving = Callable[[Path], AbstractAsyncContextManager[FastAPI]]


class Price(BaseModel):
    """As the bare app takes it."""

    amount: str
    currency: str


class BareItem(BaseModel):
    """As the bare app takes it."""

    product_ref: str | None = None
    title: str
    quantity: int
    price: Price


class BareCustomer(BaseModel):
    """As the bare app takes it."""

    ref: str
    name: str
    phone: str


class BareOrder(BaseModel):
    """As the bare app takes it."""

    external_id: str
    seller_ref: str
    customer: BareCustomer
    items: list[BareItem]
    shipping_address: str
    comment: str = ""


def rows() -> list[Row]:
    """Measure both in turn, several rounds; the medians."""
    rates: dict[str, list[float]] = {name: [] for name in SERVERS}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            for name in SERVERS:
                rates[name].append(_rate(name, Path(folder) / f"{name}{turn}.db"))
    ours, bare = (statistics.median(rates[name]) for name in SERVERS)
    return [
        Row(
            "orders over HTTP",
            f"{ours:,.0f} orders/CPU-s",
            f"{bare:,.0f} orders/CPU-s (bare FastAPI, one commit)",
            ours / bare,
            f">= {GOAL}",
            ours / bare >= GOAL,
        )
    ]


def _rate(name: str, database: Path) -> float:
    """Orders per CPU-second of one fresh server."""
    command = [sys.executable, "-m", __spec__.name, "serve", name, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            port = int(_said(server))
            _load(port, "warm", WARM_UP)
            before = float(_asked(server))
            _load(port, "measured", ORDERS)
            return ORDERS / (float(_asked(server)) - before)
        finally:
            server.communicate(timeout=30)


def _said(server: "subprocess.Popen[bytes]") -> bytes:
    assert server.stdout is not None
    return server.stdout.readline()


def _asked(server: "subprocess.Popen[bytes]") -> bytes:
    """CPU seconds of the server so far, all its threads."""
    assert server.stdin is not None
    server.stdin.write(b"\n")
    server.stdin.flush()
    return _said(server)


def _load(port: int, prefix: str, count: int) -> None:
    command = [sys.executable, "-m", __spec__.name, "load", str(port), prefix, str(count)]
    subprocess.run(command, check=True, timeout=300)


@asynccontextmanager
async def _ours(database: Path) -> AsyncIterator[FastAPI]:
    """The product's HTTP side, without Telegram."""
    url = f"sqlite+aiosqlite:///{database}"
    await migrate(url)
    clock = SystemClock()
    async with SqlStore(url) as store:
        office = Office(store, clock, Policy(), lambda: None, lambda text: hashed(text)[:22])
        async with store.write() as uow:
            await uow.keys.add("bench", hashed(KEY), clock.now())
            await uow.people.put_seller(
                Seller(0, "ira", "Ira Pottery", None, None, "uk", "Europe/Kyiv", None)
            )
        yield create_app(
            office, Links("orderbell_bot"), version="bench", ready=_ready, metrics=_metrics
        )


async def _ready() -> Mapping[str, str]:
    return {}


async def _metrics() -> Sequence[Metric]:
    return ()


@asynccontextmanager
async def _bare(database: Path) -> AsyncIterator[FastAPI]:
    """What a tutorial would write: validate, insert, commit, answer."""
    app = FastAPI()
    async with aiosqlite.connect(database) as connection:
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=FULL")
        await connection.execute(
            "CREATE TABLE orders (number INTEGER PRIMARY KEY, external_id TEXT UNIQUE, body TEXT)"
        )
        await connection.commit()
        # Without it, one request's commit would end another's transaction.
        alone = asyncio.Lock()

        @app.post("/api/v1/orders", status_code=201)
        async def place(order: BareOrder) -> dict[str, Any]:
            async with alone:
                cursor = await connection.execute(
                    "INSERT INTO orders (external_id, body) VALUES (?, ?)",
                    (order.external_id, order.model_dump_json()),
                )
                await connection.commit()
            return {"number": cursor.lastrowid, "status": "new", **order.model_dump()}

        yield app


async def _serve(name: str, database: Path) -> None:
    """Serve; say the port, then the CPU seconds so far for every line that is read."""
    serving: Serving = {"ours": _ours, "bare": _bare}[name]
    async with serving(database) as app:
        web = Web(app, listen("127.0.0.1", 0))
        running = asyncio.create_task(web.run())
        print(web.port, flush=True)
        while await asyncio.to_thread(sys.stdin.buffer.readline):
            print(time.process_time(), flush=True)
        await web.stop(running)


async def _call(port: int, prefix: str, count: int) -> None:
    """Place `count` orders over `CONNECTIONS` connections."""
    numbers = iter(range(count))
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def worker() -> None:
            for number in numbers:
                async with session.post(
                    f"http://127.0.0.1:{port}/api/v1/orders", data=_order(prefix, number)
                ) as reply:
                    answer = await reply.read()
                    if reply.status != 201:
                        raise RuntimeError(f"{reply.status}: {answer.decode()}")

        await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))


def _order(prefix: str, number: int) -> bytes:
    who = number % CUSTOMERS
    return orjson.dumps(
        {
            "external_id": f"{prefix}-{number}",
            "seller_ref": "ira",
            "customer": {
                "ref": f"c-{who}",
                "name": f"Customer {who}",
                "phone": f"+38050{1_000_000 + who}",
            },
            "items": [
                {
                    "product_ref": "mug-1",
                    "title": "Clay mug",
                    "quantity": 2,
                    "price": {"amount": "450.00", "currency": "UAH"},
                },
                {
                    "title": "Saucer",
                    "quantity": 2,
                    "price": {"amount": "120.00", "currency": "UAH"},
                },
            ],
            "shipping_address": "Kyiv, Khreshchatyk 1, apartment 7",
            "comment": "Blue, please",
        }
    )


def main(arguments: Sequence[str]) -> int:
    """The table; or, with arguments, one of the other two processes."""
    match arguments:
        case ["serve", name, database]:
            asyncio.run(_serve(name, Path(database)))
        case ["load", port, prefix, count]:
            asyncio.run(_call(int(port), prefix, int(count)))
        case _:
            print(drawn(rows()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
