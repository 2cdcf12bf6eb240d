"""CPU and wall time of what the storage does for a tap, next to the bare driver doing nothing else.

Run by hand: `python -m bench.storage_ops [URL]`; without a URL on a new SQLite file.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.table import Row, drawn
from orders import notices
from orders.commands import Command
from orders.decide import decide
from orders.model import Contact, Customer, Event, Happening, Item, NewOrder, Order, Party, Seller
from orders.money import Money
from orders.policy import Policy
from orders.ports import Card, Finished, Received
from orders.states import Action, Actor, State
from orders.work import Kind, WorkState
from storage.schema import migrate
from storage.unit import SqlStore

ROUNDS = 1000
AT_ONCE = 32
CUSTOMERS = 200
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
POLICY = Policy()


class Shop:
    """A seller, a customer and as many new orders as there are rounds."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.orders: list[Order] = []
        self._updates = 0
        self._requests = 0

    async def open(self) -> None:
        """Put the people in."""
        async with self.store.write() as uow:
            self.seller, _ = await uow.people.put_seller(
                Seller(0, "anna", "Anna", "+380501112233", None, "uk", "UTC", None)
            )
            self.customers = [
                await uow.people.put_customer(
                    Customer(0, f"c{n}", "Bohdan", "+380671234567", None, "uk", None)
                )
                for n in range(CUSTOMERS)
            ]
            await uow.people.link_seller(self.seller.id, 71)
            await uow.people.meet(71, "Anna", "uk", NOW)

    async def place(self, n: int) -> None:
        """A new order: order, event, three work rows."""
        async with self.store.write() as uow:
            self._requests += 1
            request = f"http:{self._requests}"
            assert await uow.orders.caused_by(request) is None
            customer = self.customers[n % CUSTOMERS]
            order = await uow.orders.add(self._draft(customer.id))
            by = Party(Actor.CUSTOMER, customer.id)
            await uow.orders.append(
                Event(order.number, 1, Happening.PLACED, by, NOW, State.NEW, request)
            )
            await uow.work.add(notices.placed(order, Policy()))
        self.orders.append(order)

    async def tap(self, n: int) -> None:
        """A tap: read, decide, save, four work rows."""
        order = self.orders[n]
        by = Party(Actor.SELLER, self.seller.id)
        async with self.store.write() as uow:
            seen = await uow.orders.get(order.number)
            request = f"tg:{order.number}:{seen.version}"
            assert await uow.orders.caused_by(request) is None
            decision = decide(
                seen, Command(order.number, Action.APPROVE, by, request, seen.version), NOW, POLICY
            )
            await uow.orders.save(decision.order, decision.event)
            await uow.work.add(notices.decided(decision, POLICY))

    async def intake(self, n: int) -> None:
        """An update: stored, claimed, done; three commits."""
        self._updates += 1
        async with self.store.write() as uow:
            await uow.inbox.add([Received(self._updates, f"chat:{n}", b"x" * 500)], NOW)
        async with self.store.write() as uow:
            taken = await uow.inbox.claim(NOW, limit=1, lease_s=60)
        async with self.store.write() as uow:
            await uow.inbox.done([p.seq for p in taken], NOW)

    async def deliver(self, n: int) -> None:
        """A work row: claimed, its card read, finished; two commits."""
        async with self.store.write() as uow:
            (work,) = await uow.work.claim(Kind.TELEGRAM, NOW, limit=1, lease_s=3600, token=f"t{n}")
        assert work.order_number is not None
        async with self.store.read() as uow:
            view = await uow.orders.view(work.order_number)
            await uow.people.chat_of(work.to)
            await uow.cards.get(work.order_number, work.to)
        async with self.store.write() as uow:
            await uow.work.finish([Finished(work, WorkState.DONE)], NOW)
            await uow.cards.put(
                Card(view.order.number, work.to, 71, n, None, view.order.version, "d" * 32)
            )

    async def look(self, n: int) -> None:
        """Reading one order with all that a card shows."""
        async with self.store.read() as uow:
            await uow.orders.view(self.orders[n].number)

    async def page(self, n: int) -> None:
        """One page of six with its total."""
        async with self.store.read() as uow:
            await uow.orders.of_party(
                Party(Actor.SELLER, self.seller.id), None, offset=n % 100, limit=6
            )

    async def empty_tick(self, n: int) -> None:
        """A claim that finds nothing."""
        async with self.store.write() as uow:
            await uow.work.claim(
                Kind.CLOCK, NOW - timedelta(days=n), limit=200, lease_s=60, token="t"
            )

    def _draft(self, customer_id: int) -> NewOrder:
        return NewOrder(
            self.seller.id,
            customer_id,
            (Item("Mug", 2, Money(45000, "UAH"), "mug"),),
            Money(90000, "UAH"),
            Contact("Bohdan", "+380671234567", None),
            "Lviv, 1 Rynok Sq.",
            "Gift wrap",
            3,
            NOW,
            NOW + timedelta(days=3),
            NOW + timedelta(days=17),
        )


async def measured(what: Callable[[int], Awaitable[None]], at_once: int) -> tuple[float, float]:
    """CPU and wall milliseconds of one, when so many are asked at once."""
    cpu, wall = time.process_time(), time.perf_counter()
    for start in range(0, ROUNDS, at_once):
        await asyncio.gather(*(what(n) for n in range(start, min(start + at_once, ROUNDS))))
    return (
        (time.process_time() - cpu) / ROUNDS * 1e3,
        (time.perf_counter() - wall) / ROUNDS * 1e3,
    )


def floor(folder: Path) -> tuple[float, float]:
    """The bare driver: one row inserted and committed to disk, nothing else."""
    conn = sqlite3.connect(folder / "floor.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)")
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(ROUNDS):
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO t (v) VALUES ('x')")
        conn.execute("COMMIT")
    spent = time.process_time() - cpu, time.perf_counter() - wall
    conn.close()
    return spent[0] / ROUNDS * 1e3, spent[1] / ROUNDS * 1e3


async def measure(url: str, folder: Path) -> list[Row]:
    """Every operation in turn on one database."""
    await migrate(url)
    found = [("one row, one durable commit (bare sqlite3)", floor(folder))]
    async with SqlStore(url) as store:
        shop = Shop(store)
        await shop.open()
        found.append(("place an order, alone", await measured(shop.place, 1)))
        found.append((f"tap, {AT_ONCE} at once", await measured(shop.tap, AT_ONCE)))
        shop.orders.clear()
        found.append((f"place an order, {AT_ONCE} at once", await measured(shop.place, AT_ONCE)))
        found.append(("tap, alone", await measured(shop.tap, 1)))
        for name, what in (
            ("inbox: add + claim + done", shop.intake),
            ("work: claim + view + finish", shop.deliver),
        ):
            found.append((f"{name}, alone", await measured(what, 1)))
            found.append((f"{name}, {AT_ONCE} at once", await measured(what, AT_ONCE)))
        found.append(("view of one order", await measured(shop.look, 1)))
        found.append(("page of six with total", await measured(shop.page, 1)))
        found.append(("empty tick", await measured(shop.empty_tick, 1)))
    least = found[0][1][0]
    return [
        Row(name, f"{cpu:.3f} ms CPU, {wall:.3f} ms", f"{least:.3f} ms CPU", cpu / least)
        for name, (cpu, wall) in found
    ]


def rows() -> list[Row]:
    """On a new SQLite file."""
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(measure(f"sqlite+aiosqlite:///{name}/bench.db", Path(name)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as where:
            print(drawn(asyncio.run(measure(sys.argv[1], Path(where)))))
    else:
        print(drawn(rows()))
