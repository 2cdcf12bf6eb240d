"""Orders put in over HTTP at a steady pace, and when each alert reached Telegram."""

import asyncio
import json
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench.processes import WorldProcess
from bench.seed import url_of
from orders.linking import hashed
from storage.unit import SqlStore

KEY = "bench-key"


async def add_key(database: Path | str) -> None:
    """Let `KEY` be an API key of this database."""
    async with SqlStore(url_of(database)) as store, store.write() as uow:
        await uow.keys.add("bench", hashed(KEY), datetime.now(UTC))


def body(seller_ref: str, external_id: str) -> dict[str, object]:
    """A believable order as the marketplace posts it."""
    return {
        "external_id": external_id,
        "seller_ref": seller_ref,
        "customer": {"ref": f"c-{external_id}", "name": "Olena Koval", "phone": "+380501234567"},
        "items": [
            {
                "title": "Clay mug",
                "quantity": 2,
                "price": {"amount": "450.00", "currency": "UAH"},
            }
        ],
        "shipping_address": "Kyiv, Khreshchatyk 1",
        "comment": "Blue, please",
        "production_days": 5,
    }


async def post(root: str, bodies: Sequence[dict[str, object]], per_s: float) -> list[int]:
    """Post the bodies at an even pace; the orders' numbers. Raises `AssertionError` if one fails."""
    headers = {"Authorization": f"Bearer {KEY}"}
    began = time.monotonic()
    async with aiohttp.ClientSession(root, headers=headers) as session:

        async def one(place: int, order: dict[str, object]) -> int:
            await asyncio.sleep(max(began + place / per_s - time.monotonic(), 0))
            async with session.post("/api/v1/orders", json=order) as answer:
                placed = await answer.json()
                assert answer.status == 201, placed
                return int(placed["number"])

        return await asyncio.gather(*(one(i, order) for i, order in enumerate(bodies)))


async def placed_at(database: Path | str, numbers: Sequence[int]) -> dict[int, datetime]:
    """When each order's transaction began."""
    async with SqlStore(url_of(database)) as store, store.read() as uow:
        return {number: (await uow.orders.get(number)).placed_at for number in numbers}


def alerted_at(telegram: WorldProcess) -> dict[int, datetime]:
    """When the first message about each order arrived at Telegram."""
    found: dict[int, datetime] = {}
    for call in telegram.pull("log", method="sendMessage", tail=100_000):
        match = re.search(r"New order #(\d+)", json.dumps(call["params"]))
        if match and call["status"] == 200:
            found.setdefault(int(match[1]), datetime.fromisoformat(call["at"]))
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
