"""Example orders, people and commands for the rules' tests. Nothing here asserts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from orders.commands import Command
from orders.model import CancelReason, Contact, Item, LastStep, Order, Party
from orders.money import Money
from orders.states import Action, Actor, State

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

#: The ids coincide on purpose: a role must never be taken for another.
SELLER = Party(Actor.SELLER, 1)
OTHER_SELLER = Party(Actor.SELLER, 2)
CUSTOMER = Party(Actor.CUSTOMER, 1)
OTHER_CUSTOMER = Party(Actor.CUSTOMER, 2)
CLOCK = Party(Actor.CLOCK, 0)
ADMINISTRATION = Party(Actor.ADMINISTRATION, 777)
PARTIES = {party.actor: party for party in (SELLER, CUSTOMER, CLOCK, ADMINISTRATION)}

MUG = Item("Clay mug", 2, Money(45_000, "UAH"))


def order(state: State = State.NEW, *, number: int = 1001, version: int = 1) -> Order:
    """An order of `CUSTOMER` with `SELLER`, placed at `NOW`, closing by itself 14 days later."""
    return Order(
        number,
        version,
        state,
        SELLER.id,
        CUSTOMER.id,
        (MUG,),
        Money(90_000, "UAH"),
        Contact("Olena", "+380501234567", None),
        "Kyiv, Khreshchatyk 1",
        "",
        None,
        NOW,
        None,
        None,
        NOW + timedelta(days=14),
    )


def stepped(before: Order, action: Action, by: Party, at: datetime, target: State) -> Order:
    """`before` after a step, as `decide` would have left it."""
    version = before.version + 1
    last = LastStep(action, by, before.state, at, version)
    return replace(before, state=target, version=version, last=last)


def command(
    action: Action,
    by: Party = SELLER,
    *,
    number: int = 1001,
    version: int | None = None,
    reason: CancelReason | None = CancelReason.CHANGED_MIND,
    text: str = "",
    request_id: str = "tg:1:a",
) -> Command:
    """A command with a reason, so that only the tests of reasons need to give one."""
    return Command(number, action, by, request_id, version, reason, text)
