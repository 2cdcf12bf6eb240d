"""Feedback by the rules: who may say what when, how often anybody is asked, and what counts."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import asks, desk, feedback
from orders.asks import MAX_ASKS, Asker, Asking, next_ask
from orders.commands import Command
from orders.errors import BadValue, NotYours, UnknownOrder
from orders.model import CancelReason, Event, Happening
from orders.policy import Policy
from orders.ratings import MAX_FEEDBACK, FeedbackRefused, Opinion, Rating, Unwanted, mean_tenths
from orders.states import Action, State
from orders.work import Kind, Topic
from tests.unit.orders.examples import (
    ADMINISTRATION,
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    OTHER_SELLER,
    SELLER,
)
from tests.unit.orders.office import Shop

POLICY = Policy()
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NUMBER = 1001
_GROUNDED = (Action.CANCEL, Action.VOID, Action.RESTORE)


async def steps(shop: Shop, *actions: Action, by: object = SELLER) -> None:
    """The order takes these steps, a second apart."""
    for action in actions:
        shop.clock.passes(SECOND)
        reason = CancelReason.NO_ANSWER if action in _GROUNDED else None
        command = Command(NUMBER, action, by, f"t:{shop.clock.at}", None, reason)  # type: ignore[arg-type]
        await desk.act(shop.office, command)


SENT = (Action.APPROVE, Action.MARK_PAID, Action.MARK_SENT)


async def placed(shop: Shop, *actions: Action) -> None:
    """An order that has come so far."""
    await shop.places()
    await steps(shop, *actions)


async def gives(
    shop: Shop, product: int = 5, seller: int = 4, comment: str | None = None, request: str = "f:1"
) -> Opinion:
    """The customer gives feedback."""
    stars = (product, seller)
    given = await feedback.give(
        shop.office, NUMBER, CUSTOMER, request_id=request, stars=stars, comment=comment
    )
    return given.opinion


async def happened(shop: Shop) -> list[str]:
    """What the history says of feedback."""
    async with shop.office.store.read() as uow:
        events = await uow.orders.events(NUMBER)
        assert (await uow.orders.get(NUMBER)).version == len(events)
    return [e.what.value for e in events if e.what.value.startswith(("feedback", "received"))]


async def rated(shop: Shop) -> Rating:
    """The seller's rating."""
    async with shop.office.store.read() as uow:
        return await uow.feedback.rating(SELLER.id)


def event(what: Happening, at: datetime, version: int = 1, undoes: int | None = None) -> Event:
    """Something in the history."""
    return Event(NUMBER, version, what, SELLER, at, State.SENT, f"t:{version}", undoes=undoes)


@pytest.mark.parametrize(
    ("whats", "after"),
    [
        ((), None),
        ((Happening.APPROVED, Happening.MARKED_PAID), None),
        ((Happening.MARKED_SENT,), 7 * DAY),
        ((Happening.CLOSED,), timedelta(seconds=60)),
        ((Happening.APPROVED, Happening.EXPIRED), timedelta(0)),
        # Nobody ever answered it.
        ((Happening.EXPIRED,), None),
        ((Happening.RECEIVED,), timedelta(0)),
        ((Happening.MARKED_SENT, Happening.CLOSED), timedelta(seconds=60)),
        ((Happening.MARKED_SENT, Happening.CANCELLED), None),
        ((Happening.CLOSED, Happening.VOIDED), None),
        # The customer has been told that there is no order.
        ((Happening.CANCELLED, Happening.RESTORED), None),
    ],
)
def test_when_the_clock_asks_first(whats: tuple[Happening, ...], after: timedelta | None) -> None:
    """A week after sending, or when it has closed for good, or has come; never after a cancellation."""
    events = [event(what, NOW, version) for version, what in enumerate(whats, start=1)]
    assert next_ask(events, Asking(), POLICY) == (None if after is None else NOW + after)


def test_a_step_that_was_taken_back_asks_for_nothing() -> None:
    """Undone, the close leaves the week after sending."""
    sent, closed = event(Happening.MARKED_SENT, NOW), event(Happening.CLOSED, NOW + DAY, 2)
    undone = event(Happening.UNDONE, NOW + DAY, 3, undoes=2)
    assert next_ask([sent, closed], Asking(), POLICY) == NOW + DAY + timedelta(seconds=60)
    assert next_ask([sent, closed, undone], Asking(), POLICY) == NOW + 7 * DAY
    cancelled = event(Happening.CANCELLED, NOW + DAY, 4)
    back = event(Happening.UNDONE, NOW + DAY, 5, undoes=4)
    assert next_ask([sent, cancelled, back], Asking(), POLICY) == NOW + 7 * DAY


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.booleans())
def test_the_clock_asks_twice_at_most_and_a_week_apart(looks: list[int], closes: bool) -> None:
    """Whenever it looks, and however late."""
    events = [event(Happening.MARKED_SENT, NOW)]
    if closes:
        events.append(event(Happening.CLOSED, NOW + DAY, 2))
    asking, told, now = Asking(), [], NOW
    for days in looks:
        now += days * DAY
        at = next_ask(events, asking, POLICY)
        if at is not None and at <= now:
            told.append(now)
            asking = asks.asked_now(asking, Asker.CLOCK, now)
    assert len(told) <= MAX_ASKS
    assert all(later - earlier >= 7 * DAY for earlier, later in pairwise(told))


@pytest.mark.parametrize(("stars", "count", "tenths"), [(0, 0, 0), (5, 1, 50), (57, 12, 48)])
def test_a_mean_is_rounded_once(stars: int, count: int, tenths: int) -> None:
    """Half up, in whole numbers."""
    assert mean_tenths(stars, count) == tenths
    assert Rating(count, 0, stars).tenths == tenths


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 5 * n))))
def test_a_mean_stays_between_one_and_five_stars(known: tuple[int, int]) -> None:
    """Off by half a tenth at most."""
    count, stars = known
    assert 10 <= mean_tenths(stars, count) <= 50
    assert abs(mean_tenths(stars, count) - 10 * stars / count) <= 0.5


@pytest.mark.parametrize("stars", [(0, 5), (5, 0), (6, 1), (1, 6), (-1, 1)])
def test_stars_are_one_to_five(stars: tuple[int, int]) -> None:
    """Whatever a forged button says."""
    with pytest.raises(BadValue, match="stars: out_of_range"):
        Opinion(*stars)


@given(st.integers(1, 5), st.integers(1, 5), st.text())
def test_an_opinion_is_read_back_from_the_history(product: int, seller: int, comment: str) -> None:
    """With any comment, of any lines."""
    opinion = Opinion(product, seller, comment)
    assert Opinion.read(opinion.text) == opinion


async def test_given_changed_answered(shop: Shop) -> None:
    """One feedback, the newest; the history keeps every version, and the rating follows."""
    await placed(shop, *SENT, Action.CLOSE)
    assert await gives(shop) == Opinion(5, 4)
    assert await gives(shop) == Opinion(5, 4), "the same tap again"
    assert await gives(shop, request="f:2") == Opinion(5, 4), "the same stars again"
    assert await rated(shop) == Rating(1, 5, 4)
    said = await feedback.give(
        shop.office, NUMBER, CUSTOMER, request_id="f:3", comment="  Lovely.\n"
    )
    assert said.opinion == Opinion(5, 4, "Lovely.")
    assert await gives(shop, 3, 3, request="f:4") == Opinion(3, 3, "Lovely.")
    assert await rated(shop) == Rating(1, 3, 3)
    answered = await feedback.answer(shop.office, NUMBER, SELLER, "Thank you!", request_id="a:1")
    assert answered.answer == "Thank you!"
    again = await feedback.answer(shop.office, NUMBER, SELLER, "Thank you!", request_id="a:1")
    assert again == answered
    with pytest.raises(FeedbackRefused, match="answered"):
        await feedback.answer(shop.office, NUMBER, SELLER, "And more", request_id="a:2")
    assert await happened(shop) == [
        "feedback_given",
        "feedback_changed",
        "feedback_changed",
        "feedback_answered",
    ]


@pytest.mark.parametrize(("late", "ends"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
async def test_it_may_be_changed_for_two_days(shop: Shop, late: timedelta, ends: bool) -> None:
    """A second before they are over, not when they are."""
    await placed(shop, *SENT)
    await gives(shop)
    shop.clock.passes(2 * DAY + late)
    if not ends:
        assert await gives(shop, 1, 1, request="f:2") == Opinion(1, 1)
        return
    with pytest.raises(FeedbackRefused, match="too_late"):
        await gives(shop, 1, 1, request="f:2")
    with pytest.raises(FeedbackRefused, match="too_late"):
        await feedback.give(shop.office, NUMBER, CUSTOMER, request_id="f:3", comment="x")
    assert await rated(shop) == Rating(1, 5, 4)


async def test_what_nobody_may_judge(shop: Shop) -> None:
    """Too early, cancelled, somebody else's, unknown; a comment without stars, a novel, a bell."""
    await placed(shop, Action.APPROVE, Action.MARK_PAID)
    office = shop.office
    with pytest.raises(FeedbackRefused, match="too_early"):
        await gives(shop)
    await steps(shop, Action.MARK_SENT)
    for who in (OTHER_CUSTOMER, SELLER, OTHER_SELLER, ADMINISTRATION):
        with pytest.raises(NotYours):
            await feedback.give(office, NUMBER, who, request_id="f:1", stars=(5, 5))
        with pytest.raises(NotYours):
            await feedback.receive(office, NUMBER, who, request_id="f:1")
    with pytest.raises(UnknownOrder):
        await feedback.give(office, 9, CUSTOMER, request_id="f:1", stars=(5, 5))
    with pytest.raises(FeedbackRefused, match="none"):
        await feedback.give(office, NUMBER, CUSTOMER, request_id="f:1", comment="x")
    for comment, why in (("x" * 5_000, "too_long"), ("a\x07b", "control_character")):
        with pytest.raises(BadValue, match=f"feedback: {why}"):
            await gives(shop, comment=comment)
    assert await gives(shop, comment="x" * MAX_FEEDBACK) == Opinion(5, 4, "x" * MAX_FEEDBACK)
    await steps(shop, Action.CANCEL)
    with pytest.raises(FeedbackRefused, match="cancelled"):
        await gives(shop, 1, 1, request="f:2")


async def test_who_answers_what(shop: Shop) -> None:
    """The order's seller alone, what there is, with words."""
    await placed(shop, *SENT)
    office = shop.office
    with pytest.raises(FeedbackRefused, match="none"):
        await feedback.answer(office, NUMBER, SELLER, "x", request_id="a:1")
    await gives(shop)
    for who in (OTHER_SELLER, CUSTOMER):
        with pytest.raises(NotYours):
            await feedback.answer(office, NUMBER, who, "x", request_id="a:1")
    for text, why in (("  \n ", "empty"), ("x" * 5_000, "too_long")):
        with pytest.raises(BadValue, match=f"answer: {why}"):
            await feedback.answer(office, NUMBER, SELLER, text, request_id="a:1")
    assert await happened(shop) == ["feedback_given"]


async def test_it_is_received_once_and_changes_no_state(shop: Shop) -> None:
    """Once paid; the seller is told, and the customer asked at once."""
    await placed(shop, Action.APPROVE)
    with pytest.raises(FeedbackRefused, match="too_early"):
        await feedback.receive(shop.office, NUMBER, CUSTOMER, request_id="r:1")
    await steps(shop, Action.MARK_PAID)
    outcome = await feedback.receive(shop.office, NUMBER, CUSTOMER, request_id="r:1")
    assert outcome.order.state is State.PAID
    again = await feedback.receive(shop.office, NUMBER, CUSTOMER, request_id="r:1")
    assert again.repeated
    with pytest.raises(FeedbackRefused, match="received"):
        await feedback.receive(shop.office, NUMBER, CUSTOMER, request_id="r:2")
    rows = await shop.due(Kind.TELEGRAM, shop.clock.at)
    assert [(r.to, r.event) for r in rows if r.topic is Topic.NOTICE] == [
        (SELLER, outcome.event.version)
    ]
    [asked] = [row for row in rows if row.topic is Topic.FEEDBACK]
    assert asked.to == CUSTOMER
    assert await gives(shop) == Opinion(5, 4)
    assert await happened(shop) == ["received", "feedback_given"]


async def test_the_seller_reminds_once_a_day_and_three_times(shop: Shop) -> None:
    """Not a second too early; whoever Telegram cannot reach is not reminded, and it does not count."""
    await placed(shop, *SENT)
    office = shop.office
    await feedback.remind(office, NUMBER, SELLER)
    async with office.store.write() as uow:
        assert await uow.feedback.asking(NUMBER) == Asking(), "not in Telegram"
        await uow.people.meet(77, "Olena", "en", NOW)
        await uow.people.link_customer(CUSTOMER.id, 77)
    await feedback.remind(office, NUMBER, SELLER)
    for _ in range(2):
        last = shop.clock.at
        shop.clock.passes(DAY - SECOND)
        with pytest.raises(FeedbackRefused) as soon:
            await feedback.remind(office, NUMBER, SELLER)
        assert (soon.value.why, soon.value.again_at) == (Unwanted.TOO_SOON, last + DAY)
        shop.clock.passes(SECOND)
        await feedback.remind(office, NUMBER, SELLER)
    shop.clock.passes(DAY)
    with pytest.raises(FeedbackRefused, match="too_often"):
        await feedback.remind(office, NUMBER, SELLER)


async def test_when_there_is_nothing_to_remind_of(shop: Shop) -> None:
    """Before it was sent, once feedback was given, after a cancellation; not by anybody else."""
    await placed(shop, Action.APPROVE, Action.MARK_PAID)
    office = shop.office
    with pytest.raises(FeedbackRefused, match="too_early"):
        await feedback.remind(office, NUMBER, SELLER)
    for who in (OTHER_SELLER, CUSTOMER):
        with pytest.raises(NotYours):
            await feedback.remind(office, NUMBER, who)
    await steps(shop, Action.MARK_SENT)
    await gives(shop)
    with pytest.raises(FeedbackRefused, match="given"):
        await feedback.remind(office, NUMBER, SELLER)
    await steps(shop, Action.CANCEL)
    with pytest.raises(FeedbackRefused, match="cancelled"):
        await feedback.remind(office, NUMBER, SELLER)


async def test_what_counts_is_the_administrations_word(shop: Shop) -> None:
    """No sale, no rating; a sale after all, a rating again. A seller cancels no stars away."""
    await placed(shop, *SENT, Action.CLOSE)
    await gives(shop, 1, 1)
    await steps(shop, Action.VOID, by=ADMINISTRATION)
    assert await rated(shop) == Rating()
    await steps(shop, Action.RESTORE, by=ADMINISTRATION)
    assert await rated(shop) == Rating(1, 1, 1)


async def test_a_seller_cancels_no_stars_away(shop: Shop) -> None:
    """What was said of an order that its seller cancelled later still counts."""
    await placed(shop, *SENT)
    await gives(shop, 1, 1)
    await steps(shop, Action.CANCEL)
    assert await rated(shop) == Rating(1, 1, 1)
