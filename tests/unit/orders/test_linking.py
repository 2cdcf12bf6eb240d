"""Links with real rows: single use, expiry, who was first, and what is stored of a secret."""

import re
from datetime import timedelta

import pytest

from orders import linking
from orders.errors import LinkUnusable, UnknownParty
from orders.linking import Visitor, hashed
from orders.model import Party
from orders.states import Actor
from orders.work import Kind, Topic
from tests.unit.orders.examples import CUSTOMER, NOW, SELLER
from tests.unit.orders.office import Shop

IRA = Visitor(11, "Ira", "uk")
IRAS_NEW_PHONE = Visitor(12, "Ira", "uk")
OLENA = Visitor(21, "Olena", "en")
MAX = Visitor(31, "Max", "en")
WEEK = timedelta(days=7)


async def _refusal(shop: Shop, visitor: Visitor, token: str) -> str:
    with pytest.raises(LinkUnusable) as caught:
        await linking.accept_invite(shop.office, visitor, token)
    return caught.value.why


async def _follow_refusal(shop: Shop, visitor: Visitor, number: int, proof: str) -> str:
    with pytest.raises(LinkUnusable) as caught:
        await linking.follow_order(shop.office, visitor, number, proof)
    return caught.value.why


def _proof(number: int = 1001) -> str:
    return f"signed order:{number}"


def test_a_secret_is_stored_as_its_hash() -> None:
    """SHA-256 in hexadecimal: what is stored opens nothing. (FIPS 180-2's example.)"""
    assert hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


async def test_invites_cannot_be_guessed(shop: Shop) -> None:
    """Each is new, has at least 128 bits, and fits a deep link."""
    tokens = {await linking.invite(shop.office, 1) for _ in range(5)}
    assert len(tokens) == 5
    for token in tokens:
        assert re.fullmatch(r"[A-Za-z0-9_-]{22,60}", token)
    with pytest.raises(UnknownParty):
        await linking.invite(shop.office, 99)


async def test_an_invite_binds_the_account_and_brings_the_cards(shop: Shop) -> None:
    """Orders that came before the seller did are shown at once."""
    await shop.places()
    await shop.due(Kind.TELEGRAM, NOW)
    seller = await linking.accept_invite(shop.office, IRA, await linking.invite(shop.office, 1))
    assert seller.id == 1
    rows = await shop.due(Kind.TELEGRAM, NOW)
    assert [(row.topic, row.to) for row in rows] == [(Topic.CARD, SELLER)]
    async with shop.office.store.read() as uow:
        assert await uow.people.chat_of(SELLER) == (11, "uk")


async def test_an_invite_works_once(shop: Shop) -> None:
    """Somebody else cannot use it; the same account may open it again and nothing happens."""
    token = await linking.invite(shop.office, 1)
    await linking.accept_invite(shop.office, IRA, token)
    assert await _refusal(shop, MAX, token) == "used"
    assert (await linking.accept_invite(shop.office, IRA, token)).id == 1
    assert await shop.due(Kind.TELEGRAM, NOW) == []


@pytest.mark.parametrize(("after", "why"), [(WEEK, "expired"), (2 * WEEK, "expired")])
async def test_an_invite_expires(shop: Shop, after: timedelta, why: str) -> None:
    """Seven days, to the moment."""
    token, other = [await linking.invite(shop.office, 1) for _ in range(2)]
    shop.clock.at = NOW + WEEK - timedelta(seconds=1)
    await linking.accept_invite(shop.office, IRA, other)
    shop.clock.at = NOW + after
    assert await _refusal(shop, IRA, token) == why


@pytest.mark.parametrize("token", ["", "made-up", "x" * 1_000, "ba7816bf"])
async def test_a_made_up_invite_is_unknown(shop: Shop, token: str) -> None:
    """Nothing is bound, and a stored hash is no token."""
    await linking.invite(shop.office, 1)
    assert await _refusal(shop, MAX, token) == "unknown"
    async with shop.office.store.read() as uow:
        assert await uow.people.chat_of(SELLER) is None


async def test_a_lost_phone_cannot_win_the_shop_back(shop: Shop) -> None:
    """After a newer invite moved the seller, the old account's used link is used up for it, too."""
    old = await linking.invite(shop.office, 1)
    await linking.accept_invite(shop.office, IRA, old)
    new = await linking.invite(shop.office, 1)
    await linking.accept_invite(shop.office, IRAS_NEW_PHONE, new)
    assert await _refusal(shop, IRA, old) == "used"
    async with shop.office.store.read() as uow:
        assert await uow.people.chat_of(SELLER) == (12, "uk")


async def test_the_first_who_opens_an_orders_link_is_its_customer(shop: Shop) -> None:
    """The customer's card comes, and the seller's says that they can be reached; a second is late."""
    await shop.places()
    await shop.due(Kind.TELEGRAM, NOW)
    order = await linking.follow_order(shop.office, OLENA, 1001, _proof())
    assert order.customer_id == 1
    rows = await shop.due(Kind.TELEGRAM, NOW)
    assert {(row.topic, row.to) for row in rows} == {(Topic.CARD, CUSTOMER), (Topic.CARD, SELLER)}
    assert await _follow_refusal(shop, MAX, 1001, _proof()) == "used"
    assert (await linking.follow_order(shop.office, OLENA, 1001, _proof())).number == 1001


@pytest.mark.parametrize(
    ("number", "proof"),
    [(1001, "guessed"), (1001, ""), (1001, "signed order:1002"), (4242, "signed order:4242")],
)
async def test_a_wrong_proof_and_no_order_read_the_same(
    shop: Shop, number: int, proof: str
) -> None:
    """Whoever tries numbers learns nothing, not even which exist."""
    await shop.places()
    assert await _follow_refusal(shop, MAX, number, proof) == "unknown"


async def test_the_seller_is_not_their_own_customer(shop: Shop) -> None:
    """A seller who tries the customer's link keeps it usable for the customer."""
    await shop.places()
    await linking.accept_invite(shop.office, IRA, await linking.invite(shop.office, 1))
    assert await _follow_refusal(shop, IRA, 1001, _proof()) == "own"
    assert (await linking.follow_order(shop.office, OLENA, 1001, _proof())).number == 1001


async def test_two_customers_who_are_one_person_become_one(shop: Shop) -> None:
    """Orders by two references of the marketplace, followed from one account."""
    await shop.places(customer=1, request_id="a")
    await shop.places(customer=2, request_id="b")
    await linking.follow_order(shop.office, OLENA, 1001, _proof())
    order = await linking.follow_order(shop.office, OLENA, 1002, _proof(1002))
    account = await linking.arrive(shop.office, OLENA)
    [me] = linking.parties(account)
    async with shop.office.store.read() as uow:
        mine = await uow.orders.open_of(me, limit=10)
    assert [o.number for o in mine] == [1001, 1002]
    assert order.customer_id == me.id


async def test_one_account_may_sell_and_buy(shop: Shop) -> None:
    """Both roles hang on one Telegram account."""
    await shop.places(seller=2, customer=3)
    await linking.accept_invite(shop.office, IRA, await linking.invite(shop.office, 1))
    await linking.follow_order(shop.office, IRA, 1001, _proof())
    account = await linking.arrive(shop.office, IRA)
    assert set(linking.parties(account)) == {SELLER, Party(Actor.CUSTOMER, 3)}


async def test_blocking_shows_on_the_other_side_and_coming_back_brings_the_cards(
    shop: Shop,
) -> None:
    """Blocked: not reachable, the seller's card says so. Back again: fresh cards for both."""
    await shop.places()
    await linking.accept_invite(shop.office, IRA, await linking.invite(shop.office, 1))
    await linking.follow_order(shop.office, OLENA, 1001, _proof())
    await shop.due(Kind.TELEGRAM, NOW)
    await linking.depart(shop.office, OLENA.telegram_id)
    async with shop.office.store.read() as uow:
        assert await uow.people.chat_of(CUSTOMER) is None
    assert [row.to for row in await shop.due(Kind.TELEGRAM, NOW)] == [SELLER]
    account = await linking.arrive(shop.office, OLENA)
    assert account.blocked_at is None
    assert {row.to for row in await shop.due(Kind.TELEGRAM, NOW)} == {SELLER, CUSTOMER}


async def test_arriving_again_writes_nothing(shop: Shop) -> None:
    """`/start` is idempotent: only a new name or a lifted block is written down."""
    first = await linking.arrive(shop.office, MAX)
    rung = len(shop.bells)
    assert await linking.arrive(shop.office, MAX) == first
    assert len(shop.bells) == rung
    renamed = await linking.arrive(shop.office, Visitor(31, "Maksym", "uk"))
    assert (renamed.name, renamed.locale) == ("Maksym", "uk")


async def test_a_stranger_who_blocks_is_nobodys_business(shop: Shop) -> None:
    """No orders, no cards, no error."""
    await linking.depart(shop.office, 999)
    assert await shop.due(Kind.TELEGRAM, NOW) == []
