"""Products, invitations, API keys, answers, dialogues, cards and fees: small rows, plain promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, LinkUnusable
from orders.model import Fee, Party
from orders.money import Money
from orders.ports import Answer, Card
from orders.states import Actor, FeeReason
from orders.tariffs import Tariff
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW, SECOND

#: The example's order of 999.00 owes 50.00 by it.
PLAN = Tariff("standard", "UAH", 500, 5, None, 6_000)


async def test_a_product_is_put_once_and_keeps_its_code(store: SqlStore) -> None:
    """A Buy link that was handed out goes on working after every change."""
    known, _ = await examples.shop(store)
    async with store.write() as uow:
        first, created = await uow.products.put(examples.product(known.id))
        changed = replace(
            first, code="other", title="Big mug", price=Money(1, "EUR"), production_days=None
        )
        second, created_again = await uow.products.put(changed)
        assert (created, created_again) == (True, False)
        assert second == replace(changed, code=first.code)
        assert await uow.products.by_code(first.code) == second
        assert await uow.products.by_ref("mug") == second
        assert await uow.products.by_code("other") is None
        assert await uow.products.by_ref("nothing") is None


async def test_a_products_ref_belongs_to_one_seller(store: SqlStore) -> None:
    """Nobody takes over another shop's product."""
    one, _ = await examples.shop(store, "one")
    two, _ = await examples.shop(store, "two")
    async with store.write() as uow:
        await uow.products.put(examples.product(one.id))
        with pytest.raises(BadValue, match="other_seller"):
            await uow.products.put(examples.product(two.id))
        known = await uow.products.by_ref("mug")
    assert known is not None
    assert known.seller_id == one.id


async def test_a_disabled_seller_offers_nothing(store: SqlStore) -> None:
    """Their Buy links lead nowhere; their products are kept."""
    known, _ = await examples.shop(store)
    async with store.write() as uow:
        product, _ = await uow.products.put(examples.product(known.id))
        await uow.people.put_seller(replace(known, disabled_at=NOW))
        assert await uow.products.by_code(product.code) is None
        assert await uow.products.by_ref("mug") == product


async def test_products_are_listed_by_title(store: SqlStore) -> None:
    """One shop's own, with any text in them."""
    known, _ = await examples.shop(store)
    other, _ = await examples.shop(store, "other")
    async with store.write() as uow:
        await uow.products.put(examples.product(other.id, "theirs"))
        for n, text in enumerate(HARD_TEXTS):
            await uow.products.put(
                examples.product(known.id, f"p{n}", title=text, description=text)
            )
        listed = await uow.products.of_seller(known.id)
    assert [p.title for p in listed] == sorted(HARD_TEXTS)
    assert [p.description for p in listed] == sorted(HARD_TEXTS)


async def test_an_invitation_works_once_and_for_its_finder_again(store: SqlStore) -> None:
    """The same account gets the same answer; anyone else is told it was used."""
    known, _ = await examples.shop(store)
    async with store.write() as uow:
        await uow.invites.add(known.id, "hash", NOW + DAY)
        assert await uow.invites.redeem("hash", 5, NOW) == (known.id, True)
        assert await uow.invites.redeem("hash", 5, NOW + 9 * DAY) == (known.id, False)
        with pytest.raises(LinkUnusable, match="used"):
            await uow.invites.redeem("hash", 6, NOW)


async def test_an_invitation_expires_and_a_made_up_one_is_unknown(store: SqlStore) -> None:
    """From the moment named on, not one later."""
    known, _ = await examples.shop(store)
    async with store.write() as uow:
        await uow.invites.add(known.id, "hash", NOW + DAY)
        with pytest.raises(LinkUnusable, match="expired"):
            await uow.invites.redeem("hash", 5, NOW + DAY)
        with pytest.raises(LinkUnusable, match="unknown"):
            await uow.invites.redeem("made up", 5, NOW)
        assert await uow.invites.redeem("hash", 5, NOW + DAY - SECOND) == (known.id, True)


async def test_a_revoked_key_opens_nothing(store: SqlStore) -> None:
    """It stays in the list, with the moment it was revoked."""
    async with store.write() as uow:
        one = await uow.keys.add("one", "h1", NOW)
        two = await uow.keys.add("two", "h2", NOW)
        assert await uow.keys.by_hash("h1") == one
        assert await uow.keys.revoke(one, NOW + DAY)
        assert not await uow.keys.revoke(one, NOW + DAY)
        assert not await uow.keys.revoke(99, NOW)
        assert await uow.keys.by_hash("h1") is None
        assert await uow.keys.by_hash("h2") == two
        assert list(await uow.keys.all()) == [
            (one, "one", NOW, NOW + DAY),
            (two, "two", NOW, None),
        ]


async def test_an_answer_is_kept_a_day_and_replaced_when_it_is_ready(store: SqlStore) -> None:
    """First the claim that somebody works on it, then the answer itself, byte by byte."""
    async with store.write() as uow:
        key = await uow.keys.add("k", "h", NOW)
        put, get = uow.answers.put, uow.answers.get
        assert await get(key, "i") is None
        await put(key, "i", Answer("d", None, b""), NOW)
        assert await get(key, "i") == Answer("d", None, b"")
        await put(key, "i", Answer("d", 201, b"\x00\xff{}"), NOW)
        assert await get(key, "i") == Answer("d", 201, b"\x00\xff{}")
        await put(key, "later", Answer("e", 200, b""), NOW + DAY)
        assert await get(key, "i") is not None
        await put(key, "later still", Answer("f", 200, b""), NOW + DAY + SECOND)
        assert await get(key, "i") is None
        assert await get(key, "later") == Answer("e", 200, b"")


async def test_a_dialogue_is_one_per_person_until_it_expires(store: SqlStore) -> None:
    """The newest replaces the one before, with every answer in it."""
    answers = {str(n): text for n, text in enumerate(HARD_TEXTS)}
    first = Dialogue(DialogueKind.BUY, "name", NOW + DAY)
    second = Dialogue(DialogueKind.FIND, "text", NOW + 2 * DAY, answers, 77)
    async with store.write() as uow:
        get = uow.dialogues.get
        await uow.dialogues.put(2**40, first)
        assert await get(2**40, NOW) == first
        assert await get(2**40, NOW + DAY) is None
        await uow.dialogues.put(2**40, second)
        assert await get(2**40, NOW + DAY) == second
        assert await get(1, NOW) is None
        await uow.dialogues.drop(2**40)
        assert await get(2**40, NOW) is None


async def test_a_card_is_one_message_per_order_and_party(store: SqlStore) -> None:
    """Put again, it is another message; dropped, there is none."""
    order = await examples.order(store)
    seller = Party(Actor.SELLER, order.seller_id)
    customer = Party(Actor.CUSTOMER, order.customer_id)
    card = Card(order.number, seller, -(2**40), 60, 3, 1, "digest")
    async with store.write() as uow:
        await uow.cards.put(card)
        assert await uow.cards.get(order.number, seller) == card
        assert await uow.cards.get(order.number, customer) is None
        moved = replace(card, message_id=61, thread_id=None, version=2, digest="other")
        await uow.cards.put(moved)
        assert await uow.cards.get(order.number, seller) == moved
        await uow.cards.drop(order.number, seller)
        assert await uow.cards.get(order.number, seller) is None


async def test_an_order_owes_at_most_one_fee(store: SqlStore) -> None:
    """Due twice is due once, since the first time; taken back, it is not due; with or without a plan."""
    order = await examples.order(store, tariff=PLAN)
    assert order.charge is not None
    for sum_ in (order.charge, None):
        sale = Fee(order.number, order.seller_id, FeeReason.SALE, NOW, sum_)
        later = replace(sale, reason=FeeReason.EXPIRED, due_since=NOW + timedelta(days=1))
        async with store.write() as uow:
            assert await uow.fees.of(order.number) is None
            await uow.fees.due(sale)
            await uow.fees.due(later)
            assert await uow.fees.of(order.number) == sale
            await uow.fees.drop(order.number)
            assert await uow.fees.of(order.number) is None


async def test_plans_are_kept_by_name_and_orders_keep_theirs(store: SqlStore) -> None:
    """Changed, it is another plan for those who come; who had it before has it still."""
    order = await examples.order(store, tariff=PLAN)
    other = Tariff("free", "EUR")
    async with store.write() as uow:
        assert await uow.tariffs.get(PLAN.ref) is None
        assert [await uow.tariffs.put(plan) for plan in (PLAN, other)] == [True, True]
        changed = replace(PLAN, percent=0, maximum=None)
        assert await uow.tariffs.put(changed) is False
        assert await uow.tariffs.get(PLAN.ref) == changed
        assert await uow.tariffs.all() == [other, changed]
        assert (await uow.orders.get(order.number)).tariff == PLAN


async def test_a_seller_owes_what_became_due_in_a_time(store: SqlStore) -> None:
    """From then on and before then, newest first, page by page; sums by currency; nobody else's."""
    known, guest = await examples.shop(store)
    whose = {"seller_id": known.id, "customer_id": guest.id}
    orders = [await examples.order(store, **whose, tariff=PLAN) for _ in range(4)]
    other = await examples.order(store, tariff=PLAN)
    async with store.write() as uow:
        for n, order in enumerate((*orders, other)):
            at = NOW + timedelta(days=n)
            sum_ = order.charge if n != 2 else None
            await uow.fees.due(Fee(order.number, order.seller_id, FeeReason.SALE, at, sum_))
        page = await uow.fees.of_seller(
            known.id, NOW + timedelta(days=1), NOW + timedelta(days=3), offset=0, limit=9
        )
        assert [line.fee.order_number for line in page.lines] == [
            orders[2].number,
            orders[1].number,
        ]
        assert (page.count, page.sums) == (2, (Money(5_000, "UAH"),))
        assert [line.title for line in page.lines] == ["Mug", "Mug"]
        whole = (known.id, NOW, NOW + timedelta(days=9))
        third = await uow.fees.of_seller(*whole, offset=2, limit=1)
        assert [line.fee.order_number for line in third.lines] == [orders[1].number]
        assert (third.count, third.sums) == (4, (Money(15_000, "UAH"),))
        listed = await uow.fees.listed(after=orders[2].number, limit=9)
        assert [(fee.order_number, ref == known.ref) for fee, ref in listed] == [
            (orders[3].number, True),
            (other.number, False),
        ]


async def test_a_card_that_is_about_to_be_moved_is_read_after_the_move(store: SqlStore) -> None:
    """Who reads it to write it waits for the other: a tap's move is not undone by an older picture."""
    order = await examples.order(store)
    to = Party(Actor.SELLER, order.seller_id)
    old, new = (Card(order.number, to, 5, n, None, 1, "d") for n in (1, 2))
    read = asyncio.Event()

    async def look_again() -> Card | None:
        await read.wait()
        async with store.write() as uow:
            return await uow.cards.get(order.number, to)

    async with store.write() as uow:
        await uow.cards.put(old)
    later = asyncio.create_task(look_again())
    async with store.write() as uow:
        assert await uow.cards.get(order.number, to) == old
        read.set()
        done, _ = await asyncio.wait({later}, timeout=0.2)
        assert not done
        await uow.cards.put(new)
    assert await later == new
