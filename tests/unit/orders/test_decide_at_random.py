"""Random commands against `decide` alone: no illegal step, no foreign order, one fee, exact history."""

from dataclasses import replace

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from orders.commands import Command
from orders.decide import decide
from orders.model import Event, Fee, Happening, Order, Party
from orders.policy import Policy
from orders.states import Actor, State
from tests.unit.orders import examples
from tests.unit.orders.machine import Found, OrdersAtRandom

POLICY = Policy()


class DecideAtRandom(OrdersAtRandom):
    """Orders in a dictionary; `decide` says what becomes of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, Found] = {}

    def place(self, seller: Party, customer: Party) -> Order:
        """An example order of these two."""
        number = 1001 + len(self.found)
        order = replace(
            examples.order(number=number),
            seller_id=seller.id,
            customer_id=customer.id,
            placed_at=self.now,
            auto_close_at=POLICY.auto_close_at(self.now, None, None),
        )
        by = Party(Actor.CUSTOMER, customer.id)
        event = Event(number, 1, Happening.PLACED, by, self.now, State.NEW, f"http:1:{number}")
        self.found[number] = Found(order, (event,), None)
        return order

    def attempt(self, asked: Command) -> Event:
        """Keep what was decided, as the desk does with rows."""
        found = self.found[asked.number]
        decision = decide(found.order, asked, self.now, POLICY)
        assert (decision.before, decision.order.number) == (found.order, asked.number)
        unmoved = replace(
            decision.order,
            state=found.order.state,
            version=found.order.version,
            last=found.order.last,
        )
        assert unmoved == found.order, "a step changes nothing but the state"
        fee = found.fee
        if decision.fee is not None:
            assert fee is None, "a second fee"
            fee = Fee(asked.number, found.order.seller_id, decision.fee, self.now)
        if decision.fee_dropped:
            assert fee is not None, "a fee taken back that was not due"
            fee = None
        self.found[asked.number] = Found(decision.order, (*found.events, decision.event), fee)
        return decision.event

    def find(self, number: int) -> Found:
        """Look it up."""
        return self.found[number]


def test_random_commands_by_random_people() -> None:
    """Two sellers, three customers, the clock and the administration, at random times and versions."""
    run_state_machine_as_test(
        DecideAtRandom,
        settings=settings(max_examples=100, stateful_step_count=30, deadline=None),
    )
