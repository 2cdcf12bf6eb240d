"""The one door with real rows: what one transaction holds, what a repetition does, who may look."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from orders import desk
from orders.commands import Command, Outcome
from orders.errors import (
    BadValue,
    NotAllowed,
    NotYours,
    OrderError,
    SameIdOtherBody,
    UnknownOrder,
    UnknownParty,
)
from orders.model import MAX_ITEMS, CancelReason, ExternalId, Item, Party
from orders.money import MAX_MINOR, Money
from orders.states import Action, Actor, FeeReason, State
from orders.work import Kind, Topic, Work
from tests.unit.orders.examples import (
    ADMINISTRATION,
    CLOCK,
    CUSTOMER,
    MUG,
    NOW,
    OTHER_CUSTOMER,
    OTHER_SELLER,
    SELLER,
    command,
)
from tests.unit.orders.office import Shop, purchase

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


async def _acts(shop: Shop, action: Action, by: Party = SELLER, number: int = 1001) -> Outcome:
    """A command of its own intention; with a reason, should one be needed."""
    request_id = f"tg:{len(shop.bells)}:a"
    asked = command(action, by, number=number, request_id=request_id)
    return await desk.act(shop.office, asked)


def _told(rows: Sequence[Work]) -> set[tuple[Topic, Party]]:
    return {(row.topic, row.to) for row in rows}


async def test_an_order_comes_with_all_that_follows(shop: Shop) -> None:
    """Order, history, both cards and the deadline are there together, and the runner is woken."""
    placed = await shop.places()
    assert (placed.order.number, placed.order.state, placed.order.version) == (1001, State.NEW, 1)
    assert placed.order.amount == Money(90_000, "UAH")
    assert placed.order.auto_close_at == NOW + 14 * DAY
    assert len(shop.bells) == 1
    _, events = await desk.look(shop.office, 1001, SELLER)
    assert events == (placed.event,)
    now = _told(await shop.due(Kind.TELEGRAM, NOW))
    assert now == {(Topic.CARD, SELLER), (Topic.CARD, CUSTOMER)}
    warns_at = NOW + 14 * DAY - shop.office.policy.closing_warnings[0]
    assert not await shop.due(Kind.CLOCK, warns_at - SECOND)
    [deadline] = await shop.due(Kind.CLOCK, warns_at)
    assert (deadline.topic, deadline.order_number) == (Topic.EXPIRE, 1001)


async def test_production_moves_the_deadline(shop: Shop) -> None:
    """Two weeks count from the end of production."""
    asked = replace(purchase(1, 1, "r"), production_days=10)
    order = (await desk.place(shop.office, asked)).order
    assert order.production_ends_at == NOW + 10 * DAY
    assert order.auto_close_at == NOW + 24 * DAY


async def test_the_same_request_is_the_same_order(shop: Shop) -> None:
    """Submit tapped twice places one order."""
    first, again = await shop.places(), await shop.places()
    assert (again.repeated, again.order, again.event) == (True, first.order, first.event)
    with pytest.raises(UnknownOrder):
        await desk.look(shop.office, 1002, SELLER)


async def test_the_same_external_id_is_the_same_order(shop: Shop) -> None:
    """Per API key; with another body it is a mistake, and says so."""
    async with shop.office.store.write() as uow:
        key, other_key = [await uow.keys.add(name, name, NOW) for name in ("a", "b")]
    asked = replace(purchase(1, 1, "http:1:A-1"), external=ExternalId(key, "A-1", "digest"))
    first = await desk.place(shop.office, asked)
    again = await desk.place(shop.office, replace(asked, request_id="http:1:other"))
    assert (again.repeated, again.order) == (True, first.order)
    changed = replace(asked, external=ExternalId(key, "A-1", "another"))
    with pytest.raises(SameIdOtherBody):
        await desk.place(shop.office, changed)
    elsewhere = replace(
        asked, external=ExternalId(other_key, "A-1", "digest"), request_id="http:2:A-1"
    )
    assert (await desk.place(shop.office, elsewhere)).order.number == first.order.number + 1


DEAR = Item("Palace", 1, Money(MAX_MINOR, "UAH"))


@pytest.mark.parametrize(
    ("items", "field", "why"),
    [
        ((), "items", "empty"),
        ((MUG,) * (MAX_ITEMS + 1), "items", "too_many"),
        ((DEAR, MUG), "items", "too_large"),
        ((MUG, Item("Cup", 1, Money(100, "EUR"))), "currency", "mixed"),
    ],
    ids=["none", "too many", "too dear", "two currencies"],
)
async def test_an_impossible_order_leaves_nothing(
    shop: Shop, items: tuple[Item, ...], field: str, why: str
) -> None:
    """It is refused with its reason; no customer, no number, no work is left of it."""
    with pytest.raises(BadValue) as caught:
        await desk.place(shop.office, replace(purchase(1, 1, "r"), items=items))
    assert (caught.value.field, caught.value.why) == (field, why)
    assert shop.bells == []
    assert (await shop.places()).order.number == 1001


async def test_an_order_needs_its_seller(shop: Shop) -> None:
    """An unknown or a disabled seller takes no orders."""
    with pytest.raises(UnknownParty):
        await shop.places(seller=99)
    async with shop.office.store.write() as uow:
        seller = await uow.people.seller(1)
        await uow.people.put_seller(replace(seller, disabled_at=NOW))
    with pytest.raises(BadValue) as caught:
        await shop.places()
    assert (caught.value.field, caught.value.why) == ("seller_ref", "disabled")


async def test_a_step_comes_with_all_that_follows(shop: Shop) -> None:
    """Approve: both cards now, the ring after ten seconds, the seller's card again after sixty."""
    await shop.places()
    await shop.due(Kind.TELEGRAM, NOW)
    await _acts(shop, Action.APPROVE)
    view, events = await desk.look(shop.office, 1001, CUSTOMER)
    assert (view.order.state, view.order.version, len(events)) == (State.CONFIRMED, 2, 2)
    cards = {(Topic.CARD, SELLER), (Topic.CARD, CUSTOMER)}
    assert _told(await shop.due(Kind.TELEGRAM, NOW)) == cards
    assert await shop.due(Kind.TELEGRAM, NOW + 9.999 * SECOND) == []
    ring = await shop.due(Kind.TELEGRAM, NOW + 10 * SECOND)
    assert _told(ring) == {(Topic.NOTICE, CUSTOMER)}
    later = await shop.due(Kind.TELEGRAM, NOW + 60 * SECOND)
    assert _told(later) == {(Topic.CARD, SELLER), (Topic.NUDGE, SELLER)}


async def test_the_same_tap_counts_once(shop: Shop) -> None:
    """The repeated intention gets the first outcome; no event, no row is added."""
    await shop.places()
    asked = command(Action.APPROVE, request_id="tg:7:a", version=1)
    first = await desk.act(shop.office, asked)
    await shop.due(Kind.TELEGRAM, NOW)
    again = await desk.act(shop.office, asked)
    assert (again.repeated, again.event, again.order) == (True, first.event, first.order)
    assert await shop.due(Kind.TELEGRAM, NOW) == []


async def test_a_repeated_tap_after_more_has_happened(shop: Shop) -> None:
    """The first outcome's event, with the order as it is now."""
    await shop.places()
    asked = command(Action.APPROVE, request_id="tg:7:a")
    first = await desk.act(shop.office, asked)
    await _acts(shop, Action.MARK_PAID)
    again = await desk.act(shop.office, asked)
    assert (again.event, again.order.state) == (first.event, State.PAID)


@pytest.mark.parametrize("by", [OTHER_SELLER, OTHER_CUSTOMER, CUSTOMER], ids=str)
async def test_a_borrowed_request_id_tells_nothing(shop: Shop, by: Party) -> None:
    """A request id of somebody else's, or of another order, is no way in."""
    await shop.places()
    await shop.places(request_id="http:1:A-2")
    await desk.act(shop.office, command(Action.APPROVE, request_id="tg:7:a"))
    with pytest.raises(NotYours):
        await desk.act(shop.office, command(Action.APPROVE, by, request_id="tg:7:a"))
    with pytest.raises(NotYours):
        await desk.act(shop.office, command(Action.APPROVE, number=1002, request_id="tg:7:a"))


REFUSED: list[tuple[Command, type[OrderError]]] = [
    (command(Action.MARK_SENT), NotAllowed),
    (command(Action.APPROVE, OTHER_SELLER), NotYours),
    (command(Action.EXPIRE, CLOCK), NotAllowed),
    (command(Action.APPROVE, number=4242), UnknownOrder),
]


@pytest.mark.parametrize(("asked", "error"), REFUSED, ids=["illegal", "foreign", "early", "none"])
async def test_a_refusal_changes_nothing(
    shop: Shop, asked: Command, error: type[OrderError]
) -> None:
    """No event, no work; the same intention may succeed later."""
    placed = await shop.places()
    await shop.due(Kind.TELEGRAM, NOW)
    with pytest.raises(error):
        await desk.act(shop.office, asked)
    view, events = await desk.look(shop.office, 1001, SELLER)
    assert (view.order, events) == (placed.order, (placed.event,))
    assert await shop.due(Kind.TELEGRAM, NOW + DAY) == []
    assert len(shop.bells) == 1


async def test_fees_come_and_go_with_the_closing(shop: Shop) -> None:
    """Closed: due; undone: none; closed again, voided, restored: due, none, due."""
    await shop.places()
    for action in (Action.APPROVE, Action.MARK_PAID):
        await _acts(shop, action)
    seen = []
    for action, by in [
        (Action.CLOSE, SELLER),
        (Action.UNDO, SELLER),
        (Action.CLOSE, SELLER),
        (Action.VOID, ADMINISTRATION),
        (Action.RESTORE, ADMINISTRATION),
    ]:
        await _acts(shop, action, by)
        fee = await shop.fee(1001)
        seen.append(None if fee is None else fee.reason)
    assert seen == [FeeReason.SALE, None, FeeReason.SALE, None, FeeReason.RESTORED]


async def test_the_clock_closes_and_charges(shop: Shop) -> None:
    """At its deadline an order counts as a sale; both are told, and nobody can undo it."""
    await shop.places()
    await shop.due(Kind.TELEGRAM, NOW)
    shop.clock.at = NOW + 14 * DAY
    await _acts(shop, Action.EXPIRE, CLOCK)
    fee = await shop.fee(1001)
    assert fee is not None
    assert (fee.reason, fee.due_since) == (FeeReason.EXPIRED, shop.clock.at)
    rows = await shop.due(Kind.TELEGRAM, shop.clock.at)
    assert {(Topic.NOTICE, SELLER), (Topic.NOTICE, CUSTOMER)} <= _told(rows)
    with pytest.raises(NotAllowed):
        await _acts(shop, Action.UNDO)


async def test_an_undone_tap_rings_nobody(shop: Shop) -> None:
    """Undo within the hold cancels the ring, and needs no correction."""
    await shop.places()
    await _acts(shop, Action.APPROVE)
    shop.clock.at = NOW + 5 * SECOND
    await _acts(shop, Action.UNDO)
    rows = await shop.due(Kind.TELEGRAM, NOW + DAY)
    assert {row.topic for row in rows} == {Topic.CARD}


async def test_an_undo_after_the_ring_corrects_it(shop: Shop) -> None:
    """Once the notice has gone out, the customer gets a correction."""
    await shop.places()
    done = await _acts(shop, Action.APPROVE)
    shop.clock.at = NOW + 10 * SECOND
    assert (Topic.NOTICE, CUSTOMER) in _told(await shop.due(Kind.TELEGRAM, shop.clock.at))
    await _acts(shop, Action.UNDO)
    due = await shop.due(Kind.TELEGRAM, shop.clock.at)
    [correction] = [row for row in due if row.topic is Topic.CORRECTION]
    assert (correction.to, correction.event) == (CUSTOMER, done.event.version)


async def test_an_undo_during_the_ring_corrects_it_afterwards(shop: Shop) -> None:
    """A notice that is being sent may arrive: the correction waits for it, and then follows."""
    await shop.places()
    await _acts(shop, Action.APPROVE)
    shop.clock.at = NOW + 10 * SECOND
    ringing = await shop.claimed(Kind.TELEGRAM, shop.clock.at)
    assert (Topic.NOTICE, CUSTOMER) in _told(ringing)
    await _acts(shop, Action.UNDO)
    assert (Topic.CORRECTION, CUSTOMER) not in _told(await shop.due(Kind.TELEGRAM, shop.clock.at))
    await shop.finishes(ringing)
    assert (Topic.CORRECTION, CUSTOMER) in _told(await shop.due(Kind.TELEGRAM, shop.clock.at))


async def test_an_order_that_comes_back_gets_its_deadline_back(shop: Shop) -> None:
    """The deadline passed unwanted while the order was cancelled: Undo puts it up again."""
    await shop.places()
    shop.clock.at = NOW + 14 * DAY - 30 * SECOND
    await _acts(shop, Action.CANCEL)
    assert len(await shop.due(Kind.CLOCK, NOW + 14 * DAY)) == 1
    shop.clock.at = NOW + 14 * DAY + 20 * SECOND
    await _acts(shop, Action.UNDO)
    [again] = await shop.due(Kind.CLOCK, shop.clock.at)
    assert (again.topic, again.order_number) == (Topic.EXPIRE, 1001)
    await _acts(shop, Action.EXPIRE, CLOCK)


async def test_only_its_people_may_look(shop: Shop) -> None:
    """Seller, customer and the administration; everyone else learns nothing."""
    await shop.places()
    for by in (SELLER, CUSTOMER, ADMINISTRATION):
        view, events = await desk.look(shop.office, 1001, by)
        assert (view.order.number, len(events)) == (1001, 1)
    for stranger in (OTHER_SELLER, OTHER_CUSTOMER):
        with pytest.raises(NotYours):
            await desk.look(shop.office, 1001, stranger)
    with pytest.raises(UnknownOrder):
        await desk.look(shop.office, 4242, SELLER)


async def test_a_person_looks_with_the_part_they_have(shop: Shop) -> None:
    """Somebody who sells and buys sees an order as whichever of them has a part in it."""
    await shop.places(seller=1, customer=2)
    me = [Party(Actor.SELLER, 2), Party(Actor.CUSTOMER, 2)]
    _, events, part = await desk.part_in(shop.office, 1001, me)
    assert (part, len(events)) == (me[1], 1)
    with pytest.raises(NotYours):
        await desk.part_in(shop.office, 1001, me[:1])


async def test_the_reason_is_kept(shop: Shop) -> None:
    """Why an order was cancelled stands in its history and with its last step."""
    await shop.places()
    asked = command(Action.CANCEL, reason=CancelReason.OTHER, text=" kiln broke ")
    outcome = await desk.act(shop.office, asked)
    _, events = await desk.look(shop.office, 1001, CUSTOMER)
    assert (events[-1].reason, events[-1].text) == (CancelReason.OTHER, "kiln broke")
    assert outcome.order.last is not None
    assert outcome.order.last.text == "kiln broke"
