"""What a seller with 100,000 orders among 1,000,000 waits for: tabs, pages, filters, searches, a record.

Against the same seller with 1,000 among 10,000. Each reads what its handler reads, on SQLite; texts
and Telegram are not in it.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.orders_in import percentile
from bench.seed import url_of
from bench.shelf_seed import SHARE, shelf
from bench.table import Row, drawn
from orders import desk
from orders.model import Party
from orders.policy import Policy
from orders.ports import Office, UnitOfWork
from orders.shelves import CLOSING_WITHIN, Filter, Place, Shelf, Sort
from orders.states import Actor, State
from storage.unit import SqlStore

ORDERS, FEW = 1_000_000, 10_000
ROUNDS = 120
PAGE = 6
P99_MS, RATIO = 50.0, 3.0
#: For the picture below /statement: as long as there are orders in eight weeks, and off the event loop.
WEEKS = "orders of eight weeks"
#: A word of every tenth order, of one in 3,333, a phone, a word of notes, what is nowhere, two letters.
SEARCHES = {
    "frequent word": "mug",
    "rare word": "unicorn",
    "number": "1010",
    "phone": "+3805000",
    "word of notes": "зателефонувати",
    "nothing found": "zzzq",
    "two letters": "ко",
}

Case = Callable[[UnitOfWork], Awaitable[object]]


def rows() -> list[Row]:
    """p50 and p99 of each, beside the small shop's."""
    many, few = asyncio.run(_measure(ORDERS)), asyncio.run(_measure(FEW))
    return [_row(name, waits, few[name]) for name, waits in many.items()]


def _row(name: str, waits: list[float], few: list[float]) -> Row:
    p99, floor = percentile(waits, 0.99), percentile(few, 0.99)
    ratio = percentile(waits, 0.5) / percentile(few, 0.5)
    goal = name != WEEKS
    return Row(
        name,
        f"p50 {percentile(waits, 0.5):.2f}, p99 {p99:.2f} ms",
        f"p50 {percentile(few, 0.5):.2f}, p99 {floor:.2f} ms ({FEW // SHARE:,} orders)",
        ratio,
        f"p99 <= {P99_MS:g} ms; ratio <= {RATIO:g}" if goal else "",
        p99 <= P99_MS and ratio <= RATIO if goal else None,
    )


async def _measure(orders: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        own = await shelf(database, orders)
        async with SqlStore(url_of(database)) as store:
            found = {}
            for name, case in _cases(store, own, orders // SHARE).items():
                found[name] = [await _timed(store, case) for _ in range(ROUNDS)][5:]
    return found


async def _timed(store: SqlStore, case: Case) -> float:
    began = time.perf_counter()
    async with store.read() as uow:
        await case(uow)
    return (time.perf_counter() - began) * 1e3


def _cases(store: SqlStore, own: int, count: int) -> dict[str, Case]:
    by = Party(Actor.SELLER, own)
    now = datetime.now(UTC)

    def listed(place: Place, sort: Sort = Sort.NEWEST, number: int = 1) -> Case:
        async def read(uow: UnitOfWork) -> object:
            await uow.orders.counts(by)
            page, _ = await uow.shelves.page(
                own,
                Shelf(place, sort, number),
                now=now,
                closing_by=now + CLOSING_WITHIN,
                limit=PAGE,
            )
            assert page.lines, place
            return page

        return read

    def sought(text: str) -> Case:
        return lambda uow: uow.orders.find(own, text, offset=0, limit=PAGE)

    async def record(uow: UnitOfWork) -> object:
        view, _, _ = await desk.part_in(_office(store), 1000 + SHARE, [by])
        return await uow.peace.of(view.order.seller_id, view.order.customer_id)

    middle = int(count * 0.75 / PAGE / 2)
    cases: dict[str, Case] = {f"tab {state}": listed(state) for state in State}
    cases |= {
        "tab closed, the middle page": listed(State.CLOSED, Sort.NEWEST, middle),
        "tab closed, the last page": listed(State.CLOSED, Sort.NEWEST, int(count * 0.75 / PAGE)),
        "tab paid, closing first": listed(State.PAID, Sort.SOONEST),
    }
    cases |= {f"filter {each}": listed(each) for each in Filter}
    cases |= {f"search, {name}": sought(text) for name, text in SEARCHES.items()}
    cases["a customer's record"] = record
    cases["a customer's whole record"] = lambda uow: uow.patrons.dossier(own, 11)
    cases["a customer's orders"] = lambda uow: uow.patrons.orders(own, 11, offset=0, limit=PAGE)
    cases["customers, newest"] = lambda uow: uow.patrons.page(own, "", offset=0, limit=PAGE)
    cases["customers, the middle page"] = lambda uow: uow.patrons.page(
        own, "", offset=2_500, limit=PAGE
    )
    cases[WEEKS] = lambda uow: uow.rounds.placed(own, now - timedelta(weeks=8))
    cases["customers, name"] = lambda uow: uow.patrons.page(own, "taras", offset=0, limit=PAGE)
    return cases


def _office(store: SqlStore) -> Office:
    class _Clock:
        def now(self) -> datetime:
            return datetime.now(UTC)

    return Office(store, _Clock(), Policy(), lambda: None, str)


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
