"""Customers: by reference or account, and two rows of one person made one. The other half is `people`."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select, update

from orders.errors import UnknownParty
from orders.model import Customer
from storage.merging import merge
from storage.order_rows import CUSTOMER, customer_of
from storage.statement import Session, Statement, given
from storage.tables import customers
from storage.upsert import upsert

#: Who a customer is now: the row they were merged into, or their own.
FINAL = customers.alias("final")
_CUSTOMER = Statement(
    select(*(FINAL.c[c.name] for c in customers.c if c.name != "merged_into"))
    .select_from(customers)
    .join(FINAL, FINAL.c.id == func.coalesce(customers.c.merged_into, customers.c.id))
    .where(customers.c.id == bindparam("id"))
)
_CUSTOMERS_AT = Statement(
    select(*CUSTOMER)
    .where(customers.c.phone == bindparam("phone"), customers.c.merged_into.is_(None))
    .order_by(customers.c.id)
)
_CUSTOMER_BY_REF = Statement(
    select(func.coalesce(customers.c.merged_into, customers.c.id)).where(
        customers.c.ref == bindparam("ref")
    )
)
_CUSTOMER_BY_TELEGRAM = Statement(
    select(customers.c.id).where(customers.c.telegram_id == bindparam("telegram_id"))
)
_ADD_CUSTOMER = upsert(
    customers,
    ["ref"],
    lambda new: {"name": new.name},
    leave_out=("id", "merged_into"),
    returning=CUSTOMER,
)
_CHANGE_CUSTOMER = Statement(
    update(customers)
    .where(customers.c.id == bindparam("customer_id"))
    .values(
        ref=func.coalesce(customers.c.ref, given(customers.c.ref)),
        name=given(customers.c.name),
        locale=given(customers.c.locale),
        **{
            name: func.coalesce(given(customers.c[name]), customers.c[name])
            for name in ("phone", "email", "telegram_id", "registered_at")
        },
    )
    .returning(*CUSTOMER)
)
_BIND_CUSTOMER = Statement(
    update(customers)
    .where(customers.c.id == bindparam("customer_id"))
    .values(telegram_id=bindparam("telegram"))
)


class SqlCustomers:
    """The customers' part of `orders.ports.People`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def customer(self, customer_id: int) -> Customer:
        """Who it is now, merged or not. Raises `UnknownParty`."""
        row = await self._sql.row(_CUSTOMER, id=customer_id)
        if row is None:
            raise UnknownParty(f"customer {customer_id}")
        return customer_of(row)

    async def customers_at(self, phone: str) -> Sequence[Customer]:
        """Customers with this number, by id."""
        return [customer_of(row) for row in await self._sql.rows(_CUSTOMERS_AT, phone=phone)]

    async def put_customer(self, customer: Customer) -> Customer:
        """Insert or update. Found by `ref`, else by `telegram_id`, else inserted; `id` is ignored."""
        values = {
            "ref": customer.ref,
            "name": customer.name,
            "phone": customer.phone,
            "email": customer.email,
            "locale": customer.locale,
            "telegram_id": customer.telegram_id,
            "registered_at": customer.registered_at,
        }
        known = await self._known(customer)
        if known is None:
            row = await self._sql.row(_ADD_CUSTOMER, **values)
            assert row is not None
            return customer_of(row)
        if customer.telegram_id is not None:
            # The account may so far have been somebody else's, or another row of the same person.
            known = (await self.link_customer(known, customer.telegram_id)).id
        row = await self._sql.row(_CHANGE_CUSTOMER, customer_id=known, **values)
        assert row is not None
        return customer_of(row)

    async def link_customer(self, customer_id: int, telegram_id: int) -> Customer:
        """Bind the customer to the account; two customers of one account become one."""
        await self._sql.take_turns(f"customer of {telegram_id}")
        linked = await self.customer(customer_id)
        row = await self._sql.row(_CUSTOMER_BY_TELEGRAM, telegram_id=telegram_id)
        if row is None:
            await self._sql.run(_BIND_CUSTOMER, customer_id=linked.id, telegram=telegram_id)
        elif row[0] != linked.id:
            kept = await merge(self._sql, linked, await self.customer(row[0]))
            await self._sql.run(_BIND_CUSTOMER, customer_id=kept, telegram=telegram_id)
            return await self.customer(kept)
        return await self.customer(linked.id)

    async def _known(self, customer: Customer) -> int | None:
        if customer.ref is not None:
            await self._sql.take_turns(f"customer {customer.ref}")
            row = await self._sql.row(_CUSTOMER_BY_REF, ref=customer.ref)
            if row is not None:
                return int(row[0])
        if customer.telegram_id is not None:
            await self._sql.take_turns(f"customer of {customer.telegram_id}")
            row = await self._sql.row(_CUSTOMER_BY_TELEGRAM, telegram_id=customer.telegram_id)
            if row is not None:
                return int(row[0])
        return None
