"""An office over a real SQLite file, with a clock that is moved by hand. Nothing here asserts."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from orders import desk
from orders.commands import Outcome, Purchase
from orders.model import Contact, Customer, Fee, Seller
from orders.policy import Policy
from orders.ports import Finished, Office, UnitOfWork
from orders.states import Actor
from orders.work import Kind, Work, WorkState
from storage.unit import SqlStore
from tests.marketplace import HandClock, new_file
from tests.unit.orders.examples import MUG, NOW

#: Long enough that nothing claimed in a test is claimed again.
LEASE_S = 30 * 86_400


@dataclass
class Shop:
    """An office with two sellers (ids 1, 2) and three customers (ids 1 to 3)."""

    office: Office
    clock: HandClock
    #: One entry for each time that the runner was woken.
    bells: list[datetime] = field(default_factory=list)

    async def places(
        self, seller: int = 1, customer: int = 1, request_id: str = "http:1:A-1"
    ) -> Outcome:
        """Place an order through the desk."""
        return await desk.place(self.office, purchase(seller, customer, request_id))

    async def fee(self, number: int) -> Fee | None:
        """The order's fee."""
        async with self.office.store.read() as uow:
            return await uow.fees.of(number)

    async def due(self, kind: Kind, at: datetime) -> Sequence[Work]:
        """Claim all rows of a kind that are due at `at`, and call them done: each is seen once."""
        rows = await self.claimed(kind, at)
        await self.finishes(rows)
        return rows

    async def finishes(self, rows: Sequence[Work]) -> None:
        """Call claimed rows done."""
        done = [Finished(row, WorkState.DONE) for row in rows]
        async with self.office.store.write() as uow:
            await uow.work.finish(done, self.clock.at)

    async def claimed(self, kind: Kind, at: datetime) -> Sequence[Work]:
        """Claim all rows of a kind that are due at `at`, as a runner does before it sends."""
        async with self.office.store.write() as uow:
            return await uow.work.claim(kind, at, limit=100, lease_s=LEASE_S, token=f"{kind}{at}")


def purchase(seller: int, customer: int, request_id: str) -> Purchase:
    """Two mugs, ordered by a customer that the marketplace knows."""
    return Purchase(
        seller,
        known_customer(customer),
        Contact("Olena", "+380501234567", None),
        (MUG,),
        "Kyiv, Khreshchatyk 1",
        "",
        None,
        Actor.CUSTOMER,
        request_id,
    )


def known_customer(id: int) -> Customer:
    """A customer by the marketplace's reference."""
    return Customer(0, f"c-{id}", f"Customer {id}", None, None, "en", None)


async def _settle(uow: UnitOfWork) -> None:
    for id in (1, 2):
        seller = Seller(0, f"s-{id}", f"Seller {id}", None, None, "en", "UTC", None)
        await uow.people.put_seller(seller)
    for id in (1, 2, 3):
        await uow.people.put_customer(known_customer(id))


@asynccontextmanager
async def open_shop(folder: Path) -> AsyncIterator[Shop]:
    """A shop with rows in `folder`, until the block ends."""
    clock = HandClock(NOW)
    async with SqlStore(await new_file(folder), clock) as store:
        # Reminders of what is overdue have stories of their own.
        policy = Policy(unanswered_after=timedelta(days=365))
        office = Office(store, clock, policy, lambda: None, lambda text: f"signed {text}")
        shop = Shop(office, clock)
        shop.office = replace(office, wake=lambda: shop.bells.append(clock.at))
        async with store.write() as uow:
            await _settle(uow)
        yield shop
