"""Who is whom: sellers and customers by reference, accounts by Telegram id, and how they are joined."""

import asyncio
from dataclasses import replace

import pytest

from orders.errors import UnknownParty
from orders.model import Account, Party
from orders.ports import Card
from orders.states import Actor
from orders.work import Kind
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import HARD_TEXTS, NOW, customer, seller


async def test_a_seller_is_put_once_and_updated_by_ref(store: SqlStore) -> None:
    """The second time it is the same row; what Telegram knows is not touched by it."""
    async with store.write() as uow:
        first, created = await uow.people.put_seller(seller())
        await uow.people.link_seller(first.id, 5)
        again, created_again = await uow.people.put_seller(
            seller(name="Anna K.", phone=None, email=None, locale="en", disabled_at=NOW)
        )
    assert (created, created_again) == (True, False)
    assert again == replace(
        first, name="Anna K.", phone=None, email=None, locale="en", disabled_at=NOW, telegram_id=5
    )
    async with store.read() as uow:
        assert await uow.people.seller(first.id) == again
        assert await uow.people.seller_by_ref("anna") == again


async def test_of_many_who_put_one_seller_at_once_one_creates_it(url: str, store: SqlStore) -> None:
    """Two replicas asked at the same moment make one row."""

    async def put(where: SqlStore) -> bool:
        async with where.write() as uow:
            return (await uow.people.put_seller(seller()))[1]

    async with SqlStore(url) as other:
        created = await asyncio.gather(*(put((store, other)[n % 2]) for n in range(8)))
    assert sum(created) == 1


async def test_sellers_are_listed_by_ref(store: SqlStore) -> None:
    """In the order people look for them, with any text in them."""
    async with store.write() as uow:
        for ref in ("b", "a", *HARD_TEXTS):
            await uow.people.put_seller(seller(ref, name=ref))
    async with store.read() as uow:
        listed = [(s.ref, s.name) for s in await uow.people.sellers()]
    assert listed == [(ref, ref) for ref in sorted(("a", "b", *HARD_TEXTS))]


async def test_an_unknown_party_is_said_to_be_unknown(store: SqlStore) -> None:
    """By id, by reference, and when it is to be linked."""
    async with store.write() as uow:
        with pytest.raises(UnknownParty, match="seller 9"):
            await uow.people.seller(9)
        with pytest.raises(UnknownParty, match="nobody"):
            await uow.people.seller_by_ref("nobody")
        with pytest.raises(UnknownParty, match="customer 9"):
            await uow.people.customer(9)
        with pytest.raises(UnknownParty):
            await uow.people.link_seller(9, 5)
        with pytest.raises(UnknownParty):
            await uow.people.link_customer(9, 5)


async def test_an_account_is_what_the_bot_has_met(store: SqlStore) -> None:
    """Meeting again takes the new name and clears the block; a mere block is no meeting."""
    async with store.write() as uow:
        assert await uow.people.account(5) is None
        await uow.people.block(5, NOW)
        assert await uow.people.account(5) is None
        assert await uow.people.meet(5, "Ann", "en", NOW) == Account(5, "Ann", "en")
        await uow.people.block(5, NOW)
        assert await uow.people.account(5) == Account(5, "Ann", "en", NOW)
        await uow.people.block(5, None)
        assert await uow.people.account(5) == Account(5, "Ann", "en")
        await uow.people.block(5, NOW)
        assert await uow.people.meet(5, "Anna", "uk", NOW) == Account(5, "Anna", "uk")


async def test_an_account_knows_its_seller_and_its_customer(store: SqlStore) -> None:
    """The same person may be both."""
    known, buyer = await examples.shop(store)
    async with store.write() as uow:
        await uow.people.meet(2**40, "Ann", "en", NOW)
        await uow.people.link_seller(known.id, 2**40)
        linked = await uow.people.link_customer(buyer.id, 2**40)
        account = await uow.people.account(2**40)
    assert account is not None
    assert account.seller == replace(known, telegram_id=2**40)
    assert account.customer == linked == replace(buyer, telegram_id=2**40)


async def test_an_account_is_one_seller_at_a_time(store: SqlStore) -> None:
    """Linking to another shop unlinks the first; None unlinks."""
    async with store.write() as uow:
        one, _ = await uow.people.put_seller(seller("one"))
        two, _ = await uow.people.put_seller(seller("two"))
        await uow.people.link_seller(one.id, 5)
        await uow.people.link_seller(two.id, 5)
        assert (await uow.people.seller(one.id)).telegram_id is None
        assert (await uow.people.seller(two.id)).telegram_id == 5
        await uow.people.link_seller(two.id, None)
        assert (await uow.people.seller(two.id)).telegram_id is None


async def test_a_customer_is_found_by_ref_then_by_account_else_added(store: SqlStore) -> None:
    """Two people without either are two customers, whatever their names."""
    async with store.write() as uow:
        put = uow.people.put_customer
        by_ref = await put(customer(ref="c1"))
        assert (await put(customer(ref="c1", name="B."))).id == by_ref.id
        by_account = await put(customer(telegram_id=6))
        assert (await put(customer(telegram_id=6))).id == by_account.id
        named = await put(customer(ref="c2", telegram_id=6))
        assert (named.id, named.ref) == (by_account.id, "c2")
        strangers = {(await put(customer())).id, (await put(customer())).id}
    assert len({by_ref.id, by_account.id, *strangers}) == 4


async def test_a_known_value_is_never_replaced_by_none(store: SqlStore) -> None:
    """An order that says less than an earlier one forgets nothing."""
    full = customer(ref="c", phone="+38", email="e@example.org", telegram_id=6, registered_at=NOW)
    async with store.write() as uow:
        before = await uow.people.put_customer(full)
        after = await uow.people.put_customer(
            customer(ref="c", name="New", phone=None, locale="en")
        )
    assert after == replace(before, name="New", locale="en")


async def test_two_customers_of_one_account_become_one(store: SqlStore) -> None:
    """Orders, cards and open work follow to the one that stays; both ids and refs lead to it."""
    known, guest = await examples.shop(store)
    async with store.write() as uow:
        named = await uow.people.put_customer(customer(ref="c9", name="Named", phone=None))
        await uow.people.link_customer(guest.id, 6)
    theirs = [
        await examples.order(store, seller_id=known.id, customer_id=each.id)
        for each in (guest, named)
    ]
    old = Party(Actor.CUSTOMER, guest.id)
    async with store.write() as uow:
        await uow.cards.put(Card(theirs[0].number, old, 6, 60, None, 1, "d"))
        await uow.work.add([examples.row(to=old, order_number=theirs[0].number)])
        kept = await uow.people.link_customer(named.id, 6)
    assert (kept.id, kept.ref, kept.telegram_id, kept.phone) == (named.id, "c9", 6, guest.phone)
    new = Party(Actor.CUSTOMER, kept.id)
    async with store.write() as uow:
        assert (await uow.orders.of_party(new, None, offset=0, limit=9)).total == 2
        assert (await uow.orders.of_party(old, None, offset=0, limit=9)).total == 0
        assert await uow.people.customer(guest.id) == kept
        card = await uow.cards.get(theirs[0].number, new)
        assert card is not None
        assert card.message_id == 60
        (row,) = await uow.work.claim(Kind.TELEGRAM, NOW, limit=9, lease_s=9, token="t")
        assert row.to == new
        assert await uow.people.chat_of(old) == (6, "uk")
        assert await uow.people.link_customer(guest.id, 6) == kept


async def test_of_two_named_customers_the_older_stays_and_both_names_lead_to_it(
    store: SqlStore,
) -> None:
    """The marketplace may go on using either reference."""
    async with store.write() as uow:
        older = await uow.people.put_customer(customer(ref="c1", email=None))
        younger = await uow.people.put_customer(customer(ref="c2", email="y@example.org"))
        await uow.people.link_customer(older.id, 6)
        kept = await uow.people.link_customer(younger.id, 6)
        assert (kept.id, kept.ref, kept.email) == (older.id, "c1", "y@example.org")
        again = await uow.people.put_customer(customer(ref="c2"))
        assert (again.id, again.telegram_id) == (older.id, 6)


async def test_a_new_account_for_a_customer_replaces_the_old_one(store: SqlStore) -> None:
    """The newest link a customer opened is where they are told."""
    async with store.write() as uow:
        buyer = await uow.people.put_customer(customer())
        await uow.people.link_customer(buyer.id, 6)
        assert (await uow.people.link_customer(buyer.id, 7)).telegram_id == 7
        assert (await uow.people.put_customer(customer(telegram_id=6))).id != buyer.id


async def test_a_chat_is_where_the_party_can_be_told(store: SqlStore) -> None:
    """Not linked or blocked: nowhere. The account's language goes before the marketplace's."""
    known, buyer = await examples.shop(store)
    own, theirs = Party(Actor.SELLER, known.id), Party(Actor.CUSTOMER, buyer.id)
    async with store.write() as uow:
        chat_of = uow.people.chat_of
        assert await chat_of(own) is None
        assert await chat_of(theirs) is None
        await uow.people.link_seller(known.id, 71)
        await uow.people.link_customer(buyer.id, 72)
        assert await chat_of(own) == (71, "uk")
        await uow.people.meet(71, "A", "en", NOW)
        assert await chat_of(own) == (71, "en")
        assert await chat_of(theirs) == (72, "uk")
        await uow.people.block(72, NOW)
        assert await chat_of(theirs) is None
        assert await chat_of(Party(Actor.ADMINISTRATION, 99)) == (99, "en")
        await uow.people.meet(99, "Boss", "uk", NOW)
        assert await chat_of(Party(Actor.ADMINISTRATION, 99)) == (99, "uk")
        await uow.people.block(99, NOW)
        assert await chat_of(Party(Actor.ADMINISTRATION, 99)) is None
        assert await chat_of(Party(Actor.CLOCK, 0)) is None
        assert await chat_of(Party(Actor.SELLER, 12345)) is None
