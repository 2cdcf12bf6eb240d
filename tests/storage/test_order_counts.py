"""Orders are counted by state as they change; the counts are what counting would find."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.errors import Conflict
from orders.model import Party
from orders.states import Actor, State
from storage.unit import SqlStore
from tests.storage import examples

Step = tuple[int, State]
#: Which of the orders goes to which state, one by one or several in one statement.
STEPS = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(State)), min_size=1, max_size=3),
    max_size=8,
)


async def _counts(store: SqlStore, seller_id: int) -> dict[State, int]:
    async with store.read() as uow:
        return dict(await uow.orders.counts(Party(Actor.SELLER, seller_id)))


async def _go(store: SqlStore, numbers: Sequence[int], steps: Sequence[Step]) -> None:
    """One step by `save`, several by `step_many`, of which each order takes the first."""
    wanted = {numbers[which]: state for which, state in reversed(steps)}
    async with store.write() as uow:
        moves = []
        for number, state in wanted.items():
            after, event = examples.approved(await uow.orders.get(number))
            moves.append((replace(after, state=state), replace(event, state=state)))
        if len(steps) == 1:
            await uow.orders.save(*moves[0])
        else:
            await uow.orders.step_many(moves)


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rounds=STEPS)
async def test_counts_are_what_counting_finds(store: SqlStore, rounds: list[list[Step]]) -> None:
    """After any steps, of two sellers who share a statement."""
    shops = [await examples.shop(store, f"shop{n}") for n in range(2)]
    sellers = [seller.id for seller, _ in shops]
    before = [Counter(await _counts(store, seller_id)) for seller_id in sellers]
    made = [
        await examples.order(store, seller_id=seller.id, customer_id=buyer.id)
        for seller, buyer in shops * 2
    ]
    for steps in rounds:
        await _go(store, [order.number for order in made], steps)
    async with store.read() as uow:
        now = [await uow.orders.get(order.number) for order in made]
    for seller_id, known in zip(sellers, before, strict=True):
        known.update(order.state for order in now if order.seller_id == seller_id)
        assert await _counts(store, seller_id) == dict(known)


async def test_a_step_that_was_overtaken_counts_nothing(store: SqlStore) -> None:
    """The transaction that lost leaves no trace."""
    order = await examples.order(store)
    stale, event = examples.approved(order)
    async with store.write() as uow:
        await uow.orders.save(*examples.approved(order))
    try:
        async with store.write() as uow:
            await uow.orders.save(replace(stale, state=State.CLOSED), event)
    except Conflict:
        pass
    async with store.write() as uow:
        assert await uow.orders.step_many([(replace(stale, state=State.CLOSED), event)])
    assert await _counts(store, order.seller_id) == {State.CONFIRMED: 1}
