"""Whatever people and the administration do in whatever order, what is kept of feedback adds up."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from orders import desk, feedback
from orders.commands import Command
from orders.errors import OrderError
from orders.model import CancelReason, Event, Happening, Order, Party
from orders.ratings import Feedback, Opinion, Rating
from orders.states import Action, Actor, State
from tests.unit.orders.examples import ADMINISTRATION, CUSTOMER, OTHER_CUSTOMER, SELLER
from tests.unit.orders.office import Shop, open_shop

NUMBERS = (1001, 1002)
ONWARD = (Action.APPROVE, Action.MARK_PAID, Action.MARK_SENT, Action.CLOSE)
ACTIONS = {
    SELLER: (*ONWARD, Action.CANCEL, Action.UNDO),
    ADMINISTRATION: (Action.VOID, Action.RESTORE, Action.CANCEL),
}
Step = tuple[Party, Action]
steps = st.sampled_from([(by, action) for by, all_ in ACTIONS.items() for action in all_])
said = st.sampled_from(["receive", "give", "give", "comment", "answer", "remind"])
moves = st.tuples(
    st.sampled_from(NUMBERS),
    steps | said | said,
    st.sampled_from([CUSTOMER, CUSTOMER, CUSTOMER, OTHER_CUSTOMER, SELLER]),
    st.integers(1, 5),
    st.sampled_from([0, 1, 59, 60, 40 * 3600]),
)


async def makes(
    shop: Shop, number: int, what: Step | str, who: Party, stars: int, id: int | str
) -> None:
    """Somebody does something; refusals are part of life."""
    office, request_id = shop.office, f"m:{id}"
    match what:
        case (by, action):
            reason = CancelReason.FRAUD
            await desk.act(office, Command(number, action, by, request_id, None, reason))
        case "receive":
            await feedback.receive(office, number, who, request_id=request_id)
        case "give":
            pair = (stars, 6 - stars)
            await feedback.give(office, number, who, request_id=request_id, stars=pair)
        case "comment":
            words = "x" * stars
            await feedback.give(office, number, who, request_id=request_id, comment=words)
        case "answer":
            await feedback.answer(office, number, SELLER, "Thank you", request_id=request_id)
        case _:
            await feedback.remind(office, number, SELLER)


def adds_up(order: Order, events: tuple[Event, ...], known: Feedback | None) -> None:
    """The history tells the same as the row: who gave, what it says now, whether it was answered."""
    told = [e for e in events if e.what in (Happening.FEEDBACK_GIVEN, Happening.FEEDBACK_CHANGED)]
    answers = [e for e in events if e.what is Happening.FEEDBACK_ANSWERED]
    assert order.version == len(events)
    assert len(answers) <= 1
    assert sum(e.what is Happening.RECEIVED for e in events) <= 1
    if known is None:
        assert told == answers == []
        return
    assert [e.what for e in told].index(Happening.FEEDBACK_GIVEN) == 0
    assert sum(e.what is Happening.FEEDBACK_GIVEN for e in told) == 1
    assert Opinion.read(told[-1].text) == known.opinion
    assert all(e.by == CUSTOMER and e.state is not State.CANCELLED for e in told)
    assert all(e.at - known.given_at < timedelta(hours=48) for e in told)
    assert known.answer == ("Thank you" if answers else "")
    last = order.last
    ruled = last is not None and last.by.actor is Actor.ADMINISTRATION
    assert known.counts is not (ruled and order.state is State.CANCELLED)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([2, 3, 3, 4]), st.lists(moves, min_size=5, max_size=40))
async def test_any_life_of_two_orders(
    come: int, made: list[tuple[int, Step | str, Party, int, int]]
) -> None:
    """One feedback each at most, by its customer alone; the rating is what counts now."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_shop(Path(folder)) as shop:
            for number in NUMBERS:
                await shop.places(request_id=f"place:{number}")
                for action in ONWARD[:come]:
                    await makes(shop, number, (SELLER, action), SELLER, 1, f"{number}:{action}")
            for id, (number, what, who, stars, seconds) in enumerate(made):
                shop.clock.passes(timedelta(seconds=seconds))
                try:
                    await makes(shop, number, what, who, stars, id)
                except OrderError:
                    continue
            async with shop.office.store.read() as uow:
                found = [await uow.feedback.get(number) for number in NUMBERS]
                for number, known in zip(NUMBERS, found, strict=True):
                    order = await uow.orders.get(number)
                    adds_up(order, await uow.orders.events(number), known)
                event("given: " + str(sum(one is not None for one in found)))
                opinions = [one.opinion for one in found if one is not None and one.counts]
                assert await uow.feedback.rating(SELLER.id) == Rating(
                    len(opinions), sum(o.product for o in opinions), sum(o.seller for o in opinions)
                )
