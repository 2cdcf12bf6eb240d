"""Feedback: one per order, and a seller's rating that is always what their feedbacks add up to."""

import asyncio
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.asks import Asker, Asking
from orders.feedback import give
from orders.model import Event, Happening, Order, Party
from orders.policy import Policy
from orders.ports import Office
from orders.ratings import Feedback, Opinion, Rating
from orders.states import Actor, State
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW, SECOND, HandClock

opinions = st.builds(Opinion, st.integers(1, 5), st.integers(1, 5), st.sampled_from(HARD_TEXTS))


def about(order: Order, product: int = 5, seller: int = 4, **more: object) -> Feedback:
    """Feedback on the order."""
    known = Feedback(
        order.number, order.seller_id, order.customer_id, Opinion(product, seller), NOW
    )
    return replace(known, **more)  # type: ignore[arg-type]


async def keeps(store: SqlStore, *given: Feedback) -> None:
    """Put them, one after the other."""
    async with store.write() as uow:
        for one in given:
            await uow.feedback.put(one)


async def rating(store: SqlStore, seller_id: int) -> Rating:
    """As it is kept."""
    async with store.read() as uow:
        return await uow.feedback.rating(seller_id)


async def test_an_order_has_one_feedback_the_newest(store: SqlStore) -> None:
    """With any text in it; the view of the order shows it."""
    order = await examples.order(store)
    async with store.read() as uow:
        assert await uow.feedback.get(order.number) is None
        assert (await uow.orders.view(order.number)).feedback is None
    for text in HARD_TEXTS:
        whole = about(
            order,
            opinion=Opinion(1, 5, text),
            edited_at=NOW + SECOND,
            answer=text[::-1],
            answered_at=NOW + DAY,
            counts=False,
        )
        for one in (about(order), whole):
            await keeps(store, one)
            async with store.read() as uow:
                assert await uow.feedback.get(order.number) == one
                assert (await uow.orders.view(order.number)).feedback == one


async def test_a_rating_is_of_one_seller_and_follows_every_change(store: SqlStore) -> None:
    """Given, changed, not counted any more, counted again."""
    one = await examples.order(store)
    same_shop = {"seller_id": one.seller_id, "customer_id": one.customer_id}
    two, other = await examples.order(store, **same_shop), await examples.order(store)
    assert await rating(store, one.seller_id) == Rating()
    await keeps(store, about(one, 5, 4), about(two, 1, 2), about(other, 3, 3))
    assert await rating(store, one.seller_id) == Rating(2, 6, 6)
    await keeps(store, about(one, 4, 5))
    assert await rating(store, one.seller_id) == Rating(2, 5, 7)
    await keeps(store, about(one, 4, 5, counts=False), about(one, 4, 5, counts=False))
    assert await rating(store, one.seller_id) == Rating(1, 1, 2)
    await keeps(store, about(one, 4, 5), about(two, counts=False))
    assert await rating(store, one.seller_id) == Rating(1, 4, 5)
    assert await rating(store, other.seller_id) == Rating(1, 3, 3)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(st.tuples(st.integers(0, 2), opinions, st.booleans()), max_size=12))
async def test_what_is_kept_is_what_would_be_counted(
    store: SqlStore, changes: list[tuple[int, Opinion, bool]]
) -> None:
    """After any changes to any orders, in any order, the sums are those of what counts now."""
    first = await examples.order(store)
    same_shop = {"seller_id": first.seller_id, "customer_id": first.customer_id}
    known = [first, *[await examples.order(store, **same_shop) for _ in range(2)]]
    kept: dict[int, Feedback] = {}
    for which, opinion, counts in changes:
        kept[which] = about(known[which], opinion=opinion, counts=counts)
        await keeps(store, kept[which])
    counted = [one.opinion for one in kept.values() if one.counts]
    assert await rating(store, first.seller_id) == Rating(
        len(counted), sum(o.product for o in counted), sum(o.seller for o in counted)
    )


async def test_orders_of_one_seller_are_judged_at_once(store: SqlStore) -> None:
    """Twenty transactions side by side lose nothing of the rating."""
    first = await examples.order(store)
    same_shop = {"seller_id": first.seller_id, "customer_id": first.customer_id}
    known = [first, *[await examples.order(store, **same_shop) for _ in range(9)]]

    async def judges(order: Order, stars: int) -> None:
        async with store.write() as uow:
            await uow.orders.get(order.number)
            await uow.feedback.put(about(order, stars, stars))

    await asyncio.gather(*(judges(order, stars) for order in known for stars in (1, 5)))
    async with store.read() as uow:
        found = [await uow.feedback.get(order.number) for order in known]
    stars = sum(one.opinion.seller for one in found if one is not None)
    assert await rating(store, first.seller_id) == Rating(10, stars, stars)


async def test_two_taps_at_the_same_moment_are_one_feedback(
    store: SqlStore, clock: HandClock
) -> None:
    """Whoever comes second changes what the first gave, or nothing; the sums are those of the row."""
    office = Office(store, clock, Policy(), lambda: None, str)
    order = await examples.order(store)
    by = Party(Actor.SELLER, order.seller_id)
    sent = Event(order.number, 2, Happening.MARKED_SENT, by, NOW, State.SENT, "t:sent")
    async with store.write() as uow:
        await uow.orders.save(replace(order, state=State.SENT, version=2), sent)
    them = Party(Actor.CUSTOMER, order.customer_id)
    async with asyncio.TaskGroup() as taps:
        for n, stars in enumerate([(5, 5), (5, 5), (1, 2), (1, 2)]):
            taps.create_task(give(office, order.number, them, request_id=f"t:{n}", stars=stars))
    async with store.read() as uow:
        known = await uow.feedback.get(order.number)
        events = [event.what for event in await uow.orders.events(order.number)]
    assert known is not None
    opinion = known.opinion
    assert await rating(store, order.seller_id) == Rating(1, opinion.product, opinion.seller)
    assert events.count(Happening.FEEDBACK_GIVEN) == 1


async def test_the_record_counts_what_the_customer_left_elsewhere(store: SqlStore) -> None:
    """On other orders than the one that is viewed."""
    one = await examples.order(store)
    same = {"seller_id": one.seller_id, "customer_id": one.customer_id}
    two, three = await examples.order(store, **same), await examples.order(store, **same)
    await keeps(store, about(one, 1, 2), about(two, 1, 5))
    async with store.read() as uow:
        record = (await uow.orders.view(three.number)).record
        assert (record.feedbacks, record.stars) == (2, 7)
        record = (await uow.orders.view(one.number)).record
        assert (record.feedbacks, record.stars) == (1, 5)


async def test_how_often_was_asked(store: SqlStore) -> None:
    """By order; of an unknown one: never."""
    order = await examples.order(store)
    for asking in (Asking(1, NOW), Asking(2, NOW + DAY, 3, NOW + SECOND, Asker.SELLER)):
        async with store.write() as uow:
            await uow.feedback.put_asking(order.number, asking)
        async with store.read() as uow:
            assert await uow.feedback.asking(order.number) == asking
            assert await uow.feedback.asking(order.number + 1) == Asking()
            waits = [order.number] if asking.held else []
            assert await uow.feedback.held(order.customer_id) == waits
            assert await uow.feedback.held(order.customer_id + 1) == []


async def test_feedback_follows_a_customer_who_turns_out_to_be_another(store: SqlStore) -> None:
    """Two rows of one person become one, and what both left is theirs."""
    one, other = await examples.order(store), await examples.order(store)
    await keeps(store, about(one), about(other))
    async with store.write() as uow:
        await uow.people.meet(77, "Bohdan", "uk", NOW)
        await uow.people.link_customer(one.customer_id, 77)
        kept = await uow.people.link_customer(other.customer_id, 77)
        page = await uow.orders.of_party(Party(Actor.CUSTOMER, kept.id), None, offset=0, limit=9)
        assert page.total == 2
        for order in (one, other):
            found = await uow.feedback.get(order.number)
            assert found is not None
            assert found.customer_id == kept.id
