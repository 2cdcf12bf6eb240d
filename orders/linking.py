"""Bind Telegram accounts to sellers and customers by links. Nothing here knows how a link is written out."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from orders import asking, asks, notices, rounds, talk
from orders.desk import fresh_card
from orders.errors import LinkUnusable, UnknownOrder
from orders.model import Account, Order, Party, Seller
from orders.places import Assistant, Role
from orders.ports import Office, UnitOfWork
from orders.states import Actor, State

#: 192 bits; the issue asks for at least 128. 32 characters of Telegram's deep-link alphabet.
INVITE_BYTES = 24
#: Cards sent at once to a freshly linked person; the rest is in /orders.
MAX_CARDS = 20


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who speaks to the bot, as Telegram says."""

    telegram_id: int
    name: str
    locale: str


def hashed(token: str) -> str:
    """What is stored of a secret: SHA-256, hexadecimal. The tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


async def invite(office: Office, seller_id: int) -> str:
    """Make a single-use token for the seller's invite link; older unused ones stay valid.

    Raises `UnknownParty`.
    """
    async with office.store.write() as uow:
        return await invite_within(office, uow, seller_id)


async def invite_within(
    office: Office, uow: UnitOfWork, seller_id: int, role: Role = Role.OWNER
) -> str:
    """`invite` inside the caller's transaction."""
    seller = await uow.people.seller(seller_id)
    token = secrets.token_urlsafe(INVITE_BYTES)
    expires_at = office.clock.now() + office.policy.invite_life
    await uow.invites.add(seller.id, hashed(token), expires_at, role)
    return token


async def invite_assistant(office: Office, seller_id: int) -> str:
    """`invite` for somebody who is to work the shop's orders besides its owner."""
    async with office.store.write() as uow:
        return await invite_within(office, uow, seller_id, Role.ASSISTANT)


async def accept_invite(office: Office, visitor: Visitor, token: str) -> Seller:
    """Bind the visitor's account to the inviting seller; all open orders' cards follow.

    The same account may open the same link again, as long as it is still the seller's: a used link
    must not win back what a newer one has given to another account. Raises `LinkUnusable`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        await uow.people.meet(visitor.telegram_id, visitor.name, visitor.locale, now)
        seller_id, first = await uow.invites.redeem(hashed(token), visitor.telegram_id, now)
        seller = await uow.people.seller(seller_id)
        if await uow.invites.role(hashed(token)) is Role.ASSISTANT:
            await _assist(uow, visitor, seller, first=first)
        elif seller.telegram_id != visitor.telegram_id:
            if not first:
                raise LinkUnusable("used")
            await uow.people.link_seller(seller_id, visitor.telegram_id)
            party = Party(Actor.SELLER, seller_id)
            await _send_cards(uow, party)
            await talk.catch_up(uow, party, now)
            await rounds.begin(uow, party, now)
    office.wake()
    return seller


async def _assist(uow: UnitOfWork, visitor: Visitor, seller: Seller, *, first: bool) -> None:
    """A used link must not bring back whom the owner has dismissed. Raises `LinkUnusable`."""
    if seller.telegram_id == visitor.telegram_id:
        raise LinkUnusable("own")
    known = await uow.venues.assistants(seller.id)
    if not first and visitor.telegram_id not in {each.telegram_id for each in known}:
        raise LinkUnusable("used")
    await uow.venues.put_assistant(Assistant(visitor.telegram_id, seller.id, visitor.name))


async def follow_order(office: Office, visitor: Visitor, number: int, proof: str) -> Order:
    """Bind the visitor's account to the customer of an order by the order's own link.

    The first account that opens it is the customer's. Raises `LinkUnusable`: "unknown" (no such
    order or a wrong proof, indistinguishable), "used" (another account was first), "own" (the
    seller opened a customer's link).
    """
    if not hmac.compare_digest(office.sign(f"order:{number}").encode(), proof.encode()):
        raise LinkUnusable("unknown")
    now = office.clock.now()
    async with office.store.write() as uow:
        try:
            order = await uow.orders.get(number)
        except UnknownOrder:
            raise LinkUnusable("unknown") from None
        account = await uow.people.meet(visitor.telegram_id, visitor.name, visitor.locale, now)
        if account.seller is not None and account.seller.id == order.seller_id:
            raise LinkUnusable("own")
        customer = await uow.people.customer(order.customer_id)
        if customer.telegram_id not in (None, visitor.telegram_id):
            raise LinkUnusable("used")
        if customer.telegram_id is None:
            customer = await uow.people.link_customer(customer.id, visitor.telegram_id)
            await _send_cards(uow, Party(Actor.CUSTOMER, customer.id), besides=number)
        order = await uow.orders.get(number)
        # They may have asked in this chat before they ordered elsewhere.
        await asking.adopt_within(uow, order, now, office.policy)
        await fresh_card(uow, order, Party(Actor.CUSTOMER, customer.id))
        if order.state in (State.SENT, State.CLOSED):
            # When the question fell due, there was nobody to be asked.
            await uow.work.add([asks.ask(order, now)])
        await talk.catch_up(uow, Party(Actor.CUSTOMER, customer.id), now)
        # The seller's card says whether the customer can be reached here.
        await uow.work.add([notices.card(order, notices.seller_of(order), urgent=False)])
    office.wake()
    return order


async def arrive(office: Office, visitor: Visitor) -> Account:
    """Somebody wrote or pressed start: remember them; if they had blocked the bot, cards come again."""
    now = office.clock.now()
    async with office.store.read() as uow:
        known = await uow.people.account(visitor.telegram_id)
    same = known is not None and (known.name, known.locale) == (visitor.name, visitor.locale)
    if known is not None and same and known.blocked_at is None:
        return known
    async with office.store.write() as uow:
        account = await uow.people.meet(visitor.telegram_id, visitor.name, visitor.locale, now)
        if known is not None and known.blocked_at is not None:
            for party in parties(account):
                await _send_cards(uow, party)
                await _refresh_counterparts(uow, party)
                await talk.catch_up(uow, party, now)
    office.wake()
    return account


async def depart(office: Office, telegram_id: int) -> None:
    """The account blocked the bot: remember it, and show it at once on the other side's cards."""
    async with office.store.write() as uow:
        await depart_within(uow, telegram_id, office.clock.now())
    office.wake()


async def depart_within(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """`depart` inside the caller's transaction."""
    await uow.people.block(telegram_id, now)
    account = await uow.people.account(telegram_id)
    for party in parties(account) if account is not None else ():
        await _refresh_counterparts(uow, party)


def parties(account: Account) -> tuple[Party, ...]:
    """The roles that the account has."""
    found = []
    if account.seller is not None:
        found.append(Party(Actor.SELLER, account.seller.id))
    if account.customer is not None:
        found.append(Party(Actor.CUSTOMER, account.customer.id))
    return tuple(found)


async def _send_cards(uow: UnitOfWork, to: Party, *, besides: int | None = None) -> None:
    for order in await uow.orders.open_of(to, limit=MAX_CARDS):
        if order.number != besides:
            await fresh_card(uow, order, to)


async def _refresh_counterparts(uow: UnitOfWork, party: Party) -> None:
    orders = await uow.orders.open_of(party, limit=MAX_CARDS)
    other = notices.customer_of if party.actor is Actor.SELLER else notices.seller_of
    await uow.work.add([notices.card(order, other(order), urgent=False) for order in orders])
