"""How people want to be told, and what a seller's summaries are made of."""

from dataclasses import replace
from datetime import timedelta

from orders.messages import Content, Form, NewMessage
from orders.model import CLOCK, Event, Fee, Happening, Party
from orders.money import Money
from orders.rhythm import Hours, Rhythm
from orders.rounds import ROUNDS, Waits
from orders.states import Actor, FeeReason, State
from orders.tariffs import Tariff
from orders.work import Kind, NewWork, Priority
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW, SECOND

OTHER = Rhythm("Europe/Warsaw", Hours(60, 300), rings=False, digest_at=None, weekly=False)
NIGHTLESS = Rhythm(None, None, digest_at=19 * 60)


async def test_choices_are_kept_and_replaced(store: SqlStore) -> None:
    """The defaults until somebody chooses; a seller's time zone is the shop's own."""
    order = await examples.order(store)
    seller = Party(Actor.SELLER, order.seller_id)
    customer = Party(Actor.CUSTOMER, order.customer_id)
    async with store.write() as uow:
        zone = (await uow.people.seller(order.seller_id)).timezone
        assert await uow.rhythms.of(seller) == Rhythm(zone)
        assert await uow.rhythms.of(customer) == Rhythm()
        assert await uow.rhythms.of(CLOCK) == Rhythm()
        for choice in (OTHER, NIGHTLESS):
            for party in (seller, customer):
                await uow.rhythms.put(party, choice)
            assert await uow.rhythms.of(customer) == choice
            assert await uow.rhythms.of(seller) == replace(choice, timezone="Europe/Warsaw")
        assert (await uow.people.seller(order.seller_id)).timezone == "Europe/Warsaw"


async def test_choices_follow_a_customer_who_turns_out_to_be_another(store: SqlStore) -> None:
    """The one that stays keeps what was chosen; its account says where they live."""
    async with store.write() as uow:
        kept = await uow.people.put_customer(examples.customer(ref="c-1"))
        gone = await uow.people.put_customer(examples.customer(name="Bo"))
        await uow.rhythms.put(Party(Actor.CUSTOMER, gone.id), OTHER)
        await uow.people.meet(77, "Bo", "en", NOW)
        await uow.people.link_customer(gone.id, 77)
        await uow.people.link_customer(kept.id, 77)
        assert await uow.rhythms.of(Party(Actor.CUSTOMER, kept.id)) == OTHER
        account = await uow.people.account(77)
        assert account is not None
        assert account.timezone == "Europe/Warsaw"


async def test_for_whom_nothing_comes_round_yet(store: SqlStore) -> None:
    """Linked and enabled sellers who have not blocked the bot, want it, and have no row of it."""
    ids = {}
    async with store.write() as uow:
        for n, name in enumerate(("linked", "unlinked", "blocked", "disabled", "unwilling", "has")):
            seller, _ = await uow.people.put_seller(
                replace(examples.seller(name), disabled_at=NOW if name == "disabled" else None)
            )
            ids[name] = Party(Actor.SELLER, seller.id)
            if name != "unlinked":
                await uow.people.meet(n + 1, name, "en", NOW)
                await uow.people.link_seller(seller.id, n + 1)
            if name == "blocked":
                await uow.people.block(n + 1, NOW)
        await uow.rhythms.put(ids["unwilling"], OTHER)
        for topic in ROUNDS:
            row = NewWork(Kind.TELEGRAM, topic, ids["has"], NOW, Priority.LATER, merge_key=topic)
            await uow.work.add([row])
            found = await uow.rhythms.without(topic, limit=9)
            assert [party for party, _ in found] == [ids["linked"]]
            assert await uow.work.withdraw(topic)
            assert not await uow.work.withdraw(topic)
            found = await uow.rhythms.without(topic, limit=9)
            assert [party for party, _ in found] == [ids["linked"], ids["has"]]
            assert len(await uow.rhythms.without(topic, limit=1)) == 1


async def test_what_waits_for_a_seller(store: SqlStore) -> None:
    """Each order once, by the most pressing thing; what waits for nobody and other sellers' are left out."""
    seller, customer = await examples.shop(store)
    other, _ = await examples.shop(store, "other")
    numbers: dict[str, int] = {}
    states = {
        "answer": (State.NEW, {}),
        "word": (State.CONFIRMED, {}),
        "patient": (State.CONFIRMED, {}),
        "sending": (State.PAID, {"production_ends_at": NOW}),
        "agreed": (State.PAID, {"production_ends_at": NOW, "agreed_delay_until": NOW + DAY}),
        "termless": (State.PAID, {"production_ends_at": None}),
        "finish": (State.SENT, {}),
        "closing": (State.SENT, {"auto_close_at": NOW + DAY}),
        "closed": (State.CLOSED, {"auto_close_at": NOW}),
    }  # fmt: skip
    async with store.write() as uow:
        for name, (state, changes) in states.items():
            order = await uow.orders.add(examples.draft(seller.id, customer.id))
            numbers[name] = order.number
            await uow.orders.append(_event(order.number, 1, Happening.PLACED, State.NEW))
            changed = replace(order, version=2, state=state, auto_close_at=NOW + 20 * DAY)
            event = _event(order.number, 2, Happening.APPROVED, state)
            await uow.orders.save(replace(changed, **changes), event)  # type: ignore[arg-type]
        await uow.orders.add(examples.draft(other.id, customer.id))
        party = Party(Actor.CUSTOMER, customer.id)
        for name in ("word", "answer", "closed"):
            new = NewMessage(Content(Form.TEXT, "?"), f"tg:{name}:")
            await uow.talk.add(numbers[name], party, new, None, NOW)
        counts, orders = await uow.rounds.waiting(
            seller.id, now=NOW, closing_by=NOW + 3 * DAY, sent_by=NOW, limit=3
        )
    assert counts == [
        (Waits.CLOSING, 1), (Waits.ANSWER, 1), (Waits.WORD, 1), (Waits.SENDING, 1),
    ]  # fmt: skip
    assert [(kind, order.number) for kind, order in orders] == [
        (kind, numbers[kind]) for kind in ("closing", "answer", "word")
    ]


async def test_what_came_and_what_succeeded(store: SqlStore) -> None:
    """The first answer is a step or a word of the seller's, whichever was sooner; fees with their sums."""
    seller, customer = await examples.shop(store)
    plan = Tariff("t", "UAH", 1_000)
    async with store.write() as uow:
        draft = replace(examples.draft(seller.id, customer.id), tariff=plan)
        said, done, silent, old = [
            await uow.orders.add(replace(draft, placed_at=NOW - days * DAY))
            for days in (1, 2, 3, 9)
        ]
        by = Party(Actor.SELLER, seller.id)
        for order, wait_s in ((said, 50), (done, 70)):
            new = NewMessage(Content(Form.TEXT, "Hello"), f"tg:{order.number}:")
            await uow.talk.add(order.number, by, new, None, order.placed_at + wait_s * SECOND)
            event = _event(order.number, 2, Happening.APPROVED, State.CONFIRMED)
            await uow.orders.append(replace(event, by=by, at=order.placed_at + 60 * SECOND))
        await uow.fees.due(Fee(done.number, seller.id, FeeReason.SALE, NOW, done.charge))
        await uow.fees.due(Fee(old.number, seller.id, FeeReason.SALE, NOW - 9 * DAY, None))
        since = NOW - timedelta(days=8)
        placed = await uow.rounds.placed(seller.id, since)
        succeeded = await uow.rounds.succeeded(seller.id, since)
    assert sorted(placed, key=lambda each: each[0], reverse=True) == [
        (said.placed_at, said.placed_at + 50 * SECOND, State.NEW),
        (done.placed_at, done.placed_at + 60 * SECOND, State.NEW),
        (silent.placed_at, None, State.NEW),
    ]
    assert done.charge is not None
    assert succeeded == [(NOW, done.amount, done.charge.fee)]
    assert isinstance(done.charge.fee, Money)


def _event(number: int, version: int, what: Happening, state: State) -> Event:
    return Event(number, version, what, CLOCK, NOW, state, f"test:{number}:{version}")
