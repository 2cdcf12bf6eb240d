"""Random commands by random people over several orders, held against a second opinion of the rules.

The machine does not know who decides: `test_decide_at_random` puts `decide` under it, and
`test_desk_at_random` the desk with real rows.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from orders.commands import Command
from orders.errors import OrderError
from orders.model import MAX_REASON, CancelReason, Event, Fee, Happening, Order, Party
from orders.states import ENDED, Action, Actor, State
from tests.unit.orders.examples import ADMINISTRATION, CLOCK, NOW
from tests.unit.orders.expected import BUTTONS, TARGETS
from tests.unit.orders.second_opinion import UNDO_WINDOW, Known, foresee

SELLERS = [Party(Actor.SELLER, id) for id in (1, 2)]
CUSTOMERS = [Party(Actor.CUSTOMER, id) for id in (1, 2, 3)]
PEOPLE = [*SELLERS, *CUSTOMERS, CLOCK, ADMINISTRATION]

MAX_ORDERS = 4
REASONS = st.none() | st.sampled_from(CancelReason)
TEXTS = st.sampled_from(["", " ", "as agreed by phone", "x" * (MAX_REASON + 1)])
#: Around the bounds that matter: 60 s to undo, 14 days to close.
WAITS_S = st.sampled_from([0.0, 0.001, 29.0, 59.999, 60.0, 3_600.0, 14 * 86_400.0])


@dataclass(frozen=True, slots=True)
class Found:
    """What an order really is like."""

    order: Order
    events: tuple[Event, ...]
    fee: Fee | None


class OrdersAtRandom(RuleBasedStateMachine):
    """Says what is tried; a subclass says who decides."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.known: dict[int, Known] = {}
        self.tried = 0

    def place(self, seller: Party, customer: Party) -> Order:
        """Place an order at `self.now`."""
        raise NotImplementedError

    def attempt(self, asked: Command) -> Event:
        """Carry out a command at `self.now`; the event it caused. Raises `OrderError`."""
        raise NotImplementedError

    def find(self, number: int) -> Found:
        """The order as it is."""
        raise NotImplementedError

    @precondition(lambda self: len(self.known) < MAX_ORDERS)
    @rule(seller=st.sampled_from(SELLERS), customer=st.sampled_from(CUSTOMERS))
    def places(self, seller: Party, customer: Party) -> None:
        """A customer orders."""
        order = self.place(seller, customer)
        assert order.number not in self.known
        self.known[order.number] = Known(order.number, seller, customer, order.auto_close_at)

    @rule(seconds=WAITS_S)
    def waits(self, seconds: float) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.known)
    @rule(
        data=st.data(),
        action=st.sampled_from(Action),
        by=st.sampled_from(PEOPLE),
        seen=st.sampled_from([None, 0, 0, -1, 1]),
        reason=REASONS,
        text=TEXTS,
    )
    def tries_anything(
        self,
        data: st.DataObject,
        action: Action,
        by: Party,
        seen: int | None,
        reason: CancelReason | None,
        text: str,
    ) -> None:
        """Anybody tries anything, looking at the right card, an old one, or none."""
        known = self._one(data)
        version = None if seen is None else known.version + seen
        self.try_out(Command(known.number, action, by, self.fresh_id(), version, reason, text))

    # Random people alone would rarely get an order far, or meet a bound exactly: these rules do.

    @precondition(lambda self: self.known)
    @rule(data=st.data(), reason=st.sampled_from(CancelReason))
    def takes_a_legal_step(self, data: st.DataObject, reason: CancelReason) -> None:
        """Whoever may do something, does it."""
        known = self._one(data)
        steps = sorted((a, w) for s, a, w in TARGETS if s is known.state)
        action, actor = data.draw(st.sampled_from(steps))
        by = {Actor.SELLER: known.seller, Actor.CUSTOMER: known.customer, Actor.CLOCK: CLOCK}
        self._do(known, action, by.get(actor, ADMINISTRATION), reason)

    @precondition(lambda self: any(k.state not in ENDED for k in self.known.values()))
    @rule(data=st.data(), taps=st.integers(1, 3))
    def works_it_off(self, data: st.DataObject, taps: int) -> None:
        """The seller taps the first button, a few times."""
        known = self._one(data, ended=False)
        for _ in range(taps):
            if buttons := BUTTONS[self.known[known.number].state]:
                self._do(self.known[known.number], buttons[0], known.seller)

    @precondition(lambda self: any(k.state not in ENDED for k in self.known.values()))
    @rule(data=st.data(), wait_s=st.sampled_from([0.0, 59.999, 60.0]), taps=st.integers(1, 2))
    def takes_a_step_back(self, data: st.DataObject, wait_s: float, taps: int) -> None:
        """The seller acts, and taps Undo in the last moment, too late, or twice."""
        known = self._one(data, ended=False)
        steps = sorted(a for s, a, w in TARGETS if (s, w) == (known.state, Actor.SELLER))
        action = data.draw(st.sampled_from(steps))
        self._do(known, action, known.seller, CancelReason.NOT_PAID)
        self.waits(wait_s)
        for _ in range(taps):
            self._do(self.known[known.number], Action.UNDO, known.seller)

    @precondition(lambda self: any(k.state not in ENDED for k in self.known.values()))
    @rule(data=st.data(), offset_s=st.sampled_from([-0.001, 0.0, 1.0]))
    def deadline_comes(self, data: st.DataObject, offset_s: float) -> None:
        """The clock looks in around the order's deadline."""
        known = self._one(data, ended=False)
        self.now = max(self.now, known.closes_at + timedelta(seconds=offset_s))
        self._do(known, Action.EXPIRE, CLOCK)

    def fresh_id(self) -> str:
        """An intention of its own."""
        self.tried += 1
        return f"tg:{self.tried}:a"

    def try_out(self, asked: Command) -> Event | None:
        """Carry it out, and hold what came of it against the second opinion."""
        expected = foresee(self.known[asked.number], asked, self.now)
        before = {number: self.find(number) for number in self.known}
        came_of_it: Event | type[OrderError]
        try:
            came_of_it = self.attempt(asked)
        except OrderError as error:
            came_of_it = type(error)
        if not isinstance(expected, Known):
            assert came_of_it is expected, (came_of_it, asked)
            assert {number: self.find(number) for number in self.known} == before
            return None
        assert isinstance(came_of_it, Event), (came_of_it, asked)
        self.known[asked.number] = expected
        for number, found in before.items():
            assert number == asked.number or self.find(number) == found, "a foreign order moved"
        return came_of_it

    @invariant()
    def orders_are_as_known(self) -> None:
        """State and version are the second opinion's; version is the number of events."""
        for known in self.known.values():
            found = self.find(known.number)
            assert (found.order.state, found.order.version) == (known.state, known.version)
            assert [event.version for event in found.events] == list(range(1, known.version + 1))
            assert found.events[-1].state is known.state

    @invariant()
    def a_fee_is_due_once_and_only_when_closed(self) -> None:
        """Every closed order owes exactly one fee, no other owes any."""
        for known in self.known.values():
            assert (self.find(known.number).fee is not None) == (known.state is State.CLOSED)

    @invariant()
    def history_is_legal(self) -> None:
        """Each entry is a step of the table or an Undo that restores; an end is left by few."""
        for known in self.known.values():
            events = self.find(known.number).events
            for former, event in pairwise(events):
                if event.what is Happening.UNDONE:
                    assert event.undoes == former.version
                    assert event.by == former.by == known.seller
                    assert event.at - former.at < UNDO_WINDOW
                    assert event.state is events[former.version - 2].state
                    continue
                targets = {
                    t
                    for (s, _, w), t in TARGETS.items()
                    if (s, w) == (former.state, event.by.actor)
                }
                assert event.state in targets
                assert former.state not in ENDED or event.by == ADMINISTRATION

    def _do(
        self, known: Known, action: Action, by: Party, reason: CancelReason | None = None
    ) -> None:
        asked = Command(known.number, action, by, self.fresh_id(), known.version, reason, "why")
        self.try_out(asked)

    def _one(self, data: st.DataObject, *, ended: bool = True) -> Known:
        orders = [k for _, k in sorted(self.known.items()) if ended or k.state not in ENDED]
        return data.draw(st.sampled_from(orders))
