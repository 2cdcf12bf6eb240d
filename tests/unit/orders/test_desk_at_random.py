"""Random commands through the desk with real rows: what `decide` promises, the database keeps."""

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from orders import desk
from orders.commands import Command
from orders.errors import NotYours
from orders.model import Event, Order, Party
from tests.unit.orders.examples import OTHER_SELLER, SELLER
from tests.unit.orders.machine import Found, OrdersAtRandom
from tests.unit.orders.office import open_shop

_Result = TypeVar("_Result")


class DeskAtRandom(OrdersAtRandom):
    """Orders in a SQLite file; every command goes through `desk.act`."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[Command, Event]] = []
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.shop = self.run(self.stack.enter_async_context(open_shop(Path(folder))))

    def teardown(self) -> None:
        """Close the file."""
        self.run(self.stack.aclose())
        self.runner.close()

    def run(self, coroutine: Coroutine[object, object, _Result]) -> _Result:
        """Run on the machine's own loop."""
        return self.runner.run(coroutine)

    def place(self, seller: Party, customer: Party) -> Order:
        """Place an order at the desk."""
        self.shop.clock.at = self.now
        placing = self.shop.places(seller.id, customer.id, self.fresh_id())
        outcome = self.run(placing)
        assert outcome.order.customer_id == customer.id
        return outcome.order

    def attempt(self, asked: Command) -> Event:
        """Act at the desk."""
        self.shop.clock.at = self.now
        outcome = self.run(desk.act(self.shop.office, asked))
        assert not outcome.repeated
        self.done.append((asked, outcome.event))
        return outcome.event

    def find(self, number: int) -> Found:
        """Read it from the file."""
        return self.run(self._find(number))

    async def _find(self, number: int) -> Found:
        async with self.shop.office.store.read() as uow:
            return Found(
                await uow.orders.get(number),
                await uow.orders.events(number),
                await uow.fees.of(number),
            )

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def repeats(self, data: st.DataObject) -> None:
        """The same intention again, however late: the first outcome, and nothing new."""
        asked, event = data.draw(st.sampled_from(self.done))
        before = self.find(asked.number)
        self.shop.clock.at = self.now
        again = self.run(desk.act(self.shop.office, asked))
        assert (again.repeated, again.event, again.order) == (True, event, before.order)
        assert self.find(asked.number) == before

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def steals_an_intention(self, data: st.DataObject) -> None:
        """Somebody else's request id gives away nothing and does nothing."""
        asked, _ = data.draw(st.sampled_from(self.done))
        before = self.find(asked.number)
        thief = SELLER if asked.by != SELLER else OTHER_SELLER
        with pytest.raises(NotYours):
            self.run(desk.act(self.shop.office, replace(asked, by=thief)))
        assert self.find(asked.number) == before


def test_random_commands_through_the_desk() -> None:
    """Events equal the version, one fee at most, no foreign order moves, nothing happens twice."""
    run_state_machine_as_test(
        DeskAtRandom, settings=settings(max_examples=20, stateful_step_count=25, deadline=None)
    )
