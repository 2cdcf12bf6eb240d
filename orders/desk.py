"""The one door: place an order, act on it, look at it. It sends nothing: that is work rows' business."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from orders import asking, notices, routes
from orders.commands import Command, Outcome, Purchase
from orders.decide import Decision, decide, has_part
from orders.errors import BadValue, NotYours, SameIdOtherBody
from orders.escalation import unopened
from orders.model import (
    MAX_ITEMS,
    Event,
    Fee,
    Happening,
    NewOrder,
    Order,
    Party,
    total,
)
from orders.money import MAX_MINOR
from orders.policy import Policy
from orders.ports import Card, Office, OrderView, UnitOfWork
from orders.ratings import counts
from orders.states import ENDED, Actor, State
from orders.work import ASKED, Kind, NewWork, Topic


async def place(office: Office, purchase: Purchase) -> Outcome:
    """Take a purchase request: order, event, alert, cards and deadline in one transaction.

    Idempotent per `request_id` and per external id. Raises `UnknownParty`, `BadValue`,
    `SameIdOtherBody`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        outcome = await place_within(uow, purchase, now, office.policy)
    office.wake()
    return outcome


async def place_within(
    uow: UnitOfWork, purchase: Purchase, now: datetime, policy: Policy
) -> Outcome:
    """`place` inside the caller's transaction; the caller wakes the runner after the commit."""
    if done := await _placed_before(uow, purchase):
        return done
    seller = await uow.people.seller(purchase.seller_id)
    if seller.disabled_at is not None:
        raise BadValue("seller_ref", "disabled")
    known, people = purchase.known_id, uow.people
    customer = await (
        people.put_customer(purchase.customer) if known is None else people.customer(known)
    )
    tariff = None if seller.tariff_ref is None else await uow.tariffs.get(seller.tariff_ref)
    draft = replace(_draft(purchase, seller.id, customer.id, now, policy), tariff=tariff)
    order = await uow.orders.add(draft)
    ids = {Actor.SELLER: seller.id, Actor.CUSTOMER: customer.id}
    by = Party(purchase.by, ids.get(purchase.by, 0))
    event = Event(order.number, 1, Happening.PLACED, by, now, State.NEW, purchase.request_id)
    await uow.orders.append(event)
    await asking.adopt_within(uow, order, now, policy)
    rows = notices.placed(order, policy)
    added = purchase.by is Actor.SELLER
    if added:
        rows.append(notices.told_to(order, event, notices.customer_of(order)))
    elif seller.phone is not None and Kind.SMS in policy.ways:
        rows.append(unopened(notices.seller_of(order), order.number, now, policy))
    if seller.email is not None and Kind.MAIL in policy.ways:
        rows.append(routes.mail_copy(order))
    await uow.work.add(rows)
    return Outcome(order, event)


async def act(office: Office, command: Command) -> Outcome:
    """Apply `command`; idempotent per `request_id`.

    Raises `UnknownOrder` and everything that `decide` raises; then nothing changed.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        outcome = await act_within(uow, command, now, office.policy)
    office.wake()
    return outcome


async def act_within(uow: UnitOfWork, command: Command, now: datetime, policy: Policy) -> Outcome:
    """`act` inside the caller's transaction; the caller wakes the runner after the commit."""
    order = await uow.orders.get(command.number)
    if done := await done_before(uow, order, command.by, command.request_id):
        return done
    decision = decide(order, command, now, policy)
    await uow.orders.save(decision.order, decision.event)
    await _settle(uow, decision)
    await uow.work.add(await _follow_ups(uow, decision, policy))
    return Outcome(decision.order, decision.event)


async def done_before(uow: UnitOfWork, order: Order, by: Party, request_id: str) -> Outcome | None:
    """What this intention did to the order, if it was carried out before. Raises `NotYours`."""
    event = await uow.orders.caused_by(request_id)
    if event is None:
        return None
    if event.by != by or event.order_number != order.number:
        raise NotYours(order.number)
    return Outcome(order, event, repeated=True)


async def look(office: Office, number: int, by: Party) -> tuple[OrderView, tuple[Event, ...]]:
    """The order with its history, for someone who has a part in it.

    Raises `UnknownOrder`, `NotYours`.
    """
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
        if not has_part(view.order, by):
            raise NotYours(number)
        return view, await uow.orders.events(number)


async def part_in(
    office: Office, number: int, parties: Sequence[Party]
) -> tuple[OrderView, tuple[Event, ...], Party]:
    """`look` for a person who may be several parties: the order, and which of them has a part in it.

    Raises `UnknownOrder`, `NotYours`.
    """
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
        for party in parties:
            if has_part(view.order, party):
                return view, await uow.orders.events(number), party
    raise NotYours(number)


async def bring_card(office: Office, number: int, to: Party) -> Card | None:
    """Send a fresh card to the bottom of the party's chat; the card it replaces, to be retired.

    Raises `UnknownOrder`, `NotYours`.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if not has_part(order, to):
            raise NotYours(number)
        replaced = await uow.cards.get(number, to)
        await fresh_card(uow, order, to, asked=True)
    office.wake()
    return replaced


async def move_card(office: Office, card: Card) -> Card | None:
    """The party's card is this message now; the other message it was before, to be retired."""
    async with office.store.write() as uow:
        known = await uow.cards.get(card.order_number, card.to)
        await uow.cards.put(card)
    if known is None or (known.chat_id, known.message_id) == (card.chat_id, card.message_id):
        return None
    return known


async def fresh_card(uow: UnitOfWork, order: Order, to: Party, *, asked: bool = False) -> None:
    """Forget where the party's card was and have a new one sent, inside the caller's transaction.

    One that was asked for makes no sound.
    """
    row = notices.card(order, to)
    await uow.cards.drop(order.number, to)
    await uow.work.add([replace(row, details={ASKED: "yes"}) if asked else row])


def fee_of(decision: Decision) -> Fee | None:
    """The fee that becomes due by it."""
    if decision.fee is None:
        return None
    order = decision.order
    return Fee(order.number, order.seller_id, decision.fee, decision.event.at, order.charge)


async def _placed_before(uow: UnitOfWork, purchase: Purchase) -> Outcome | None:
    if purchase.external is not None:
        known = await uow.orders.external(purchase.external.key_id, purchase.external.external_id)
        if known is None:
            return None
        number, external = known
        if external.digest != purchase.external.digest:
            raise SameIdOtherBody(external.external_id)
        events = await uow.orders.events(number)
        return Outcome(await uow.orders.get(number), events[0], repeated=True)
    event = await uow.orders.caused_by(purchase.request_id)
    if event is None:
        return None
    return Outcome(await uow.orders.get(event.order_number), event, repeated=True)


def _draft(
    purchase: Purchase, seller_id: int, customer_id: int, now: datetime, policy: Policy
) -> NewOrder:
    items = purchase.items
    if not items:
        raise BadValue("items", "empty")
    if len(items) > MAX_ITEMS:
        raise BadValue("items", "too_many", MAX_ITEMS)
    amount = total(items)
    if amount.minor > MAX_MINOR:
        raise BadValue("items", "too_large", MAX_MINOR)
    days = purchase.production_days
    ends_at = None if days is None else now + timedelta(days=days)
    return NewOrder(
        seller_id,
        customer_id,
        items,
        amount,
        purchase.contact,
        purchase.shipping_address,
        purchase.comment,
        days,
        now,
        ends_at,
        policy.auto_close_at(now, ends_at, None),
        purchase.external,
    )


async def _settle(uow: UnitOfWork, decision: Decision) -> None:
    if (fee := fee_of(decision)) is not None:
        await uow.fees.due(fee)
    elif decision.fee_dropped:
        await uow.fees.drop(decision.order.number)
    if decision.event.by.actor is Actor.ADMINISTRATION:
        known = await uow.feedback.get(decision.order.number)
        if known is not None:
            await uow.feedback.put(replace(known, counts=counts(decision.order)))


async def _follow_ups(uow: UnitOfWork, decision: Decision, policy: Policy) -> list[NewWork]:
    rows = notices.decided(decision, policy)
    undoes = decision.event.undoes
    if undoes is None:
        return rows
    held_back = await uow.work.cancel(decision.order.number, Topic.NOTICE, undoes)
    for topic in (Topic.NUDGE, Topic.REMINDER):
        await uow.work.cancel(decision.order.number, topic, undoes)
    if held_back:
        # Nobody was told of the step, so nobody needs a correction.
        rows = [row for row in rows if row.topic is not Topic.CORRECTION]
    if decision.before.state in ENDED:
        # Its deadline may have passed unwanted while the order had ended.
        rows.append(notices.deadline(decision.order, decision.event.at, policy))
    return rows
