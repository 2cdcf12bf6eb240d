"""Where people are reached besides Telegram, what is known of numbers, and what came in from there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from orders.errors import UnknownParty
from orders.model import Party
from orders.reach import Choices, Phone, Reach, Unfit
from orders.states import Actor
from orders.work import Kind
from storage.customers import FINAL
from storage.statement import Session, Statement
from storage.tables import accounts, arrivals, choices, customers, orders, phones, rhythms, sellers
from storage.upsert import upsert

_PARTY_ID: BindParameter[int] = bindparam("party_id")


def _own(table: Table, actor: Actor) -> ColumnElement[bool]:
    """Whether a row of choices, or of a rhythm, is the party's."""
    return and_(table.c.actor == actor.value, table.c.party_id == _PARTY_ID)


_PHONE = (phones.c.opted_out_at, phones.c.unfit, phones.c.greeted_at, phones.c.proved_at)
_CHOICES = (choices.c.copies, choices.c.bulletins)
_SELLER = Statement(
    select(
        func.coalesce(accounts.c.locale, sellers.c.locale),
        sellers.c.timezone,
        sellers.c.phone,
        sellers.c.email,
        accounts.c.telegram_id,
        accounts.c.blocked_at,
        *_PHONE,
        *_CHOICES,
    )
    .select_from(sellers)
    .outerjoin(accounts, accounts.c.telegram_id == sellers.c.telegram_id)
    .outerjoin(phones, phones.c.number == sellers.c.phone)
    .outerjoin(choices, _own(choices, Actor.SELLER))
    .where(sellers.c.id == _PARTY_ID)
)
_proved = phones.alias("proved")
#: A number that is proved to be the customer's goes before the one that was given with an order.
_given_phone = case(
    (_proved.c.proved_at.is_not(None), FINAL.c.phone),
    else_=func.coalesce(orders.c.contact_phone, FINAL.c.phone),
)
_CUSTOMER = Statement(
    select(
        func.coalesce(accounts.c.locale, FINAL.c.locale),
        rhythms.c.timezone,
        _given_phone,
        func.coalesce(orders.c.contact_email, FINAL.c.email),
        accounts.c.telegram_id,
        accounts.c.blocked_at,
        *_PHONE,
        *_CHOICES,
    )
    .select_from(customers)
    .join(FINAL, FINAL.c.id == func.coalesce(customers.c.merged_into, customers.c.id))
    .outerjoin(orders, orders.c.number == bindparam("number"))
    .outerjoin(accounts, accounts.c.telegram_id == FINAL.c.telegram_id)
    .outerjoin(_proved, _proved.c.number == FINAL.c.phone)
    .outerjoin(phones, phones.c.number == _given_phone)
    .outerjoin(choices, _own(choices, Actor.CUSTOMER))
    .outerjoin(rhythms, _own(rhythms, Actor.CUSTOMER))
    .where(customers.c.id == _PARTY_ID)
)
_PHONE_OF = Statement(select(*_PHONE).where(phones.c.number == bindparam("number")))
_PUT_PHONE = upsert(
    phones,
    ["number"],
    lambda new: {name: new[name] for name in ("opted_out_at", "unfit", "greeted_at", "proved_at")},
)
_WHY = func.coalesce(phones.c.unfit, literal_column("'opted_out'"))
_CLOSED = Statement(
    select(_WHY, func.count())
    .where(phones.c.opted_out_at.is_not(None) | phones.c.unfit.is_not(None))
    .group_by(_WHY)
)
_CHOOSE = upsert(
    choices,
    ["actor", "party_id"],
    lambda new: {name: new[name] for name in ("copies", "bulletins")},
)
_TAKE = upsert(arrivals, ["kind", "sid"], None)


class SqlReaches:
    """See `orders.ports.Reaches`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of(self, party: Party, number: int | None = None) -> Reach:
        """The party's; a customer's as given with this order. Raises `UnknownParty`."""
        if party.actor is Actor.SELLER:
            row = await self._sql.row(_SELLER, party_id=party.id)
        else:
            row = await self._sql.row(_CUSTOMER, party_id=party.id, number=number or 0)
        if row is None:
            raise UnknownParty(f"{party.actor} {party.id}")
        locale, timezone, phone, email, account, blocked_at, *known = row
        chosen = known[len(_PHONE) :]
        return Reach(
            locale,
            timezone,
            None if phone is None else _phone(phone, *known[: len(_PHONE)]),
            email,
            Choices() if chosen[0] is None else Choices(*map(bool, chosen)),
            telegram=account is not None and blocked_at is None,
            blocked=account is not None and blocked_at is not None,
        )

    async def choose(self, party: Party, choices: Choices) -> None:
        """What the party wants by e-mail from now on."""
        await self._sql.run(
            _CHOOSE,
            actor=party.actor.value,
            party_id=party.id,
            copies=choices.copies,
            bulletins=choices.bulletins,
        )

    async def phone(self, number: str) -> Phone:
        """What is known of a number."""
        row = await self._sql.row(_PHONE_OF, number=number)
        return Phone(number) if row is None else _phone(number, *row)

    async def put_phone(self, phone: Phone) -> None:
        """Remember (or replace) it."""
        await self._sql.run(
            _PUT_PHONE,
            number=phone.number,
            opted_out_at=phone.opted_out_at,
            unfit=phone.unfit,
            greeted_at=phone.greeted_at,
            proved_at=phone.proved_at,
        )

    async def closed(self) -> Mapping[str, int]:
        """How many numbers get no SMS, by why."""
        return {str(why): int(count) for why, count in await self._sql.rows(_CLOSED)}


class SqlArrivals:
    """See `orders.ports.Arrivals`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def take(self, kind: Kind, sid: str, sender: str, text: str, now: datetime) -> bool:
        """Whether it is new; so it is taken down, and nobody else takes it until commit."""
        row = {"kind": kind.value, "sid": sid, "sender": sender, "text": text, "received_at": now}
        return await self._sql.run(_TAKE, **row) > 0


def _phone(
    number: str,
    opted_out_at: datetime | None,
    unfit: str | None,
    greeted_at: datetime | None,
    proved_at: datetime | None,
) -> Phone:
    kind = None if unfit is None else Unfit(unfit)
    return Phone(number, opted_out_at, kind, greeted_at, proved_at)
