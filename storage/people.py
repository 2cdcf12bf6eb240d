"""Sellers and Telegram accounts, and where to reach whom. Customers are `storage.customers`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, literal_column, select, update

from orders.errors import UnknownParty
from orders.model import Account, Party, Seller
from orders.states import Actor
from storage.customers import FINAL, SqlCustomers
from storage.order_rows import CUSTOMER, SELLER, customer_of, seller_of
from storage.statement import Row, Statement, given
from storage.tables import accounts, assistants, customers, rhythms, sellers
from storage.upsert import upsert

_TELEGRAM = given(accounts.c.telegram_id)
#: The account's own shop goes before the one that it works for.
_own = sellers.alias("own")
_ACCOUNT = Statement(
    select(
        accounts.c.telegram_id,
        accounts.c.name,
        accounts.c.locale,
        accounts.c.blocked_at,
        rhythms.c.timezone,
        *SELLER,
        *CUSTOMER,
    )
    .select_from(accounts)
    .outerjoin(_own, _own.c.telegram_id == accounts.c.telegram_id)
    .outerjoin(assistants, assistants.c.telegram_id == accounts.c.telegram_id)
    .outerjoin(sellers, sellers.c.id == func.coalesce(_own.c.id, assistants.c.seller_id))
    .outerjoin(customers, customers.c.telegram_id == accounts.c.telegram_id)
    .outerjoin(
        rhythms,
        and_(
            rhythms.c.actor == literal_column(f"'{Actor.CUSTOMER.value}'"),
            rhythms.c.party_id == customers.c.id,
        ),
    )
    .where(accounts.c.telegram_id == _TELEGRAM, accounts.c.met_at.is_not(None))
)
_MEET = upsert(
    accounts,
    ["telegram_id"],
    lambda new: {
        "name": new.name,
        "locale": new.locale,
        "met_at": func.coalesce(accounts.c.met_at, new.met_at),
        "blocked_at": None,
    },
)
_BLOCK = upsert(accounts, ["telegram_id"], lambda new: {"blocked_at": new.blocked_at})

_SELLER = Statement(select(*SELLER).where(sellers.c.id == bindparam("id")))
_SELLER_BY_REF = Statement(select(*SELLER).where(sellers.c.ref == bindparam("ref")))
_SELLERS = Statement(select(*SELLER).order_by(sellers.c.ref))
_SELLERS_AT = Statement(
    select(*SELLER)
    .where(sellers.c.phone == bindparam("phone"), sellers.c.disabled_at.is_(None))
    .order_by(sellers.c.id)
)
_PUT_SELLER = upsert(
    sellers,
    ["ref"],
    lambda new: {
        c.name: new[c.name] for c in sellers.c if c.name not in ("id", "ref", "telegram_id")
    },
    leave_out=("id", "telegram_id"),
    returning=SELLER,
)
_UNBIND_SELLER = Statement(
    update(sellers).where(sellers.c.telegram_id == bindparam("taken")).values(telegram_id=None)
)
_BIND_SELLER = Statement(
    update(sellers)
    .where(sellers.c.id == bindparam("seller_id"))
    .values(telegram_id=bindparam("telegram"))
)

_CHATS = {
    Actor.SELLER: Statement(
        select(sellers.c.telegram_id, func.coalesce(accounts.c.locale, sellers.c.locale))
        .outerjoin(accounts, accounts.c.telegram_id == sellers.c.telegram_id)
        .where(sellers.c.id == bindparam("id"), accounts.c.blocked_at.is_(None))
    ),
    Actor.CUSTOMER: Statement(
        select(FINAL.c.telegram_id, func.coalesce(accounts.c.locale, FINAL.c.locale))
        .select_from(customers)
        .join(FINAL, FINAL.c.id == func.coalesce(customers.c.merged_into, customers.c.id))
        .outerjoin(accounts, accounts.c.telegram_id == FINAL.c.telegram_id)
        .where(customers.c.id == bindparam("id"), accounts.c.blocked_at.is_(None))
    ),
}
_CHAT = Statement(
    select(accounts.c.locale, accounts.c.blocked_at).where(accounts.c.telegram_id == _TELEGRAM)
)
#: For an administrator the bot has not met.
_DEFAULT_LOCALE = "en"


class SqlPeople(SqlCustomers):
    """See `orders.ports.People`."""

    __slots__ = ()

    async def account(self, telegram_id: int) -> Account | None:
        """The account with its seller and customer, if the bot has met it."""
        row = await self._sql.row(_ACCOUNT, telegram_id=telegram_id)
        return None if row is None else _account_of(row)

    async def meet(self, telegram_id: int, name: str, locale: str, now: datetime) -> Account:
        """Remember the account (or its new name and locale), clear its block, return it."""
        await self._sql.run(
            _MEET, telegram_id=telegram_id, name=name, locale=locale, met_at=now, blocked_at=None
        )
        account = await self.account(telegram_id)
        assert account is not None
        return account

    async def block(self, telegram_id: int, at: datetime | None) -> None:
        """Remember that the account blocked the bot (None: it no longer does)."""
        await self._sql.run(
            _BLOCK,
            telegram_id=telegram_id,
            name="",
            locale=_DEFAULT_LOCALE,
            met_at=None,
            blocked_at=at,
        )

    async def seller(self, seller_id: int) -> Seller:
        """Raises `UnknownParty`."""
        return _found_seller(await self._sql.row(_SELLER, id=seller_id), seller_id)

    async def seller_by_ref(self, ref: str) -> Seller:
        """Raises `UnknownParty`."""
        return _found_seller(await self._sql.row(_SELLER_BY_REF, ref=ref), ref)

    async def put_seller(self, seller: Seller) -> tuple[Seller, bool]:
        """Insert or update by `ref`; (row, created)."""
        await self._sql.take_turns(f"seller {seller.ref}")
        created = await self._sql.row(_SELLER_BY_REF, ref=seller.ref) is None
        row = await self._sql.row(
            _PUT_SELLER,
            ref=seller.ref,
            name=seller.name,
            phone=seller.phone,
            email=seller.email,
            locale=seller.locale,
            timezone=seller.timezone,
            disabled_at=seller.disabled_at,
            tariff_ref=seller.tariff_ref,
        )
        return _found_seller(row, seller.ref), created

    async def sellers(self) -> Sequence[Seller]:
        """All sellers by ref."""
        return [seller_of(row) for row in await self._sql.rows(_SELLERS)]

    async def sellers_at(self, phone: str) -> Sequence[Seller]:
        """Sellers with this number (E.164) who are not disabled, by id."""
        return [seller_of(row) for row in await self._sql.rows(_SELLERS_AT, phone=phone)]

    async def link_seller(self, seller_id: int, telegram_id: int | None) -> None:
        """Bind the seller to the account (None: unbind); another seller's binding is removed."""
        if telegram_id is not None:
            await self._sql.run(_UNBIND_SELLER, taken=telegram_id)
        if not await self._sql.run(_BIND_SELLER, seller_id=seller_id, telegram=telegram_id):
            raise UnknownParty(f"seller {seller_id}")

    async def chat_of(self, party: Party) -> tuple[int, str] | None:
        """Telegram chat id and locale to write to; None when not linked or blocked."""
        if party.actor is Actor.CLOCK:
            return None
        if party.actor is Actor.ADMINISTRATION:
            row = await self._sql.row(_CHAT, telegram_id=party.id)
            locale, blocked_at = row or (_DEFAULT_LOCALE, None)
            return (party.id, locale) if blocked_at is None else None
        row = await self._sql.row(_CHATS[party.actor], id=party.id)
        return None if row is None or row[0] is None else (row[0], row[1])


def _found_seller(row: Row | None, ref: int | str) -> Seller:
    if row is None:
        raise UnknownParty(ref if isinstance(ref, str) else f"seller {ref}")
    return seller_of(row)


def _account_of(row: Row) -> Account:
    telegram_id, name, locale, blocked_at, timezone = row[:5]
    seller, customer = row[5 : 5 + len(SELLER)], row[5 + len(SELLER) :]
    return Account(
        telegram_id,
        name,
        locale,
        blocked_at,
        None if seller[0] is None else seller_of(seller),
        None if customer[0] is None else customer_of(customer),
        timezone,
    )
