"""What sellers offer, and the invitations by which sellers link their account."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from orders.errors import BadValue, LinkUnusable
from orders.model import Product
from orders.money import Money
from orders.places import Role
from storage.statement import Row, Session, Statement, given
from storage.tables import invites, products, sellers
from storage.upsert import upsert

PRODUCT = tuple(products.c)

_BY_REF = Statement(select(products).where(products.c.ref == bindparam("ref")))
_BY_CODE = Statement(
    select(products)
    .join(sellers, sellers.c.id == products.c.seller_id)
    .where(
        products.c.code == bindparam("code"),
        products.c.paused_at.is_(None),
        sellers.c.disabled_at.is_(None),
    )
)
_BY_ID = Statement(select(products).where(products.c.id == bindparam("id")))
_COUNT = Statement(
    select(func.count()).select_from(products).where(products.c.seller_id == bindparam("seller_id"))
)
_PAGE = Statement(
    select(products)
    .where(products.c.seller_id == bindparam("seller_id"))
    .order_by(products.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_KEPT = ("title", "price_minor", "currency", "production_days", "description", "photo", "paused_at")
_SAVE = Statement(
    update(products)
    .where(products.c.id == given(products.c.id, "which"))
    .values({name: given(products.c[name]) for name in _KEPT})
)
_OF_SELLER = Statement(
    select(products)
    .where(products.c.seller_id == bindparam("seller_id"))
    .order_by(products.c.title, products.c.id)
)
_PUT = upsert(
    products,
    ["ref"],
    lambda new: {
        name: new[name]
        for name in ("title", "price_minor", "currency", "production_days", "description")
    },
    leave_out=("id",),
    returning=tuple(products.c),
)

_INVITE = Statement(
    insert(invites).values(
        {name: given(invites.c[name]) for name in ("token_hash", "seller_id", "expires_at", "role")}
    )
)
_LOOK = Statement(
    select(invites.c.seller_id, invites.c.expires_at, invites.c.used_by)
    .where(invites.c.token_hash == bindparam("hash"))
    .with_for_update()
)
_ROLE = Statement(select(invites.c.role).where(invites.c.token_hash == bindparam("hash")))
_USE = Statement(
    update(invites)
    .where(invites.c.token_hash == bindparam("hash"))
    .values(
        used_by=bindparam("telegram_id"),
        used_at=given(invites.c.used_at, "now"),
    )
)


class SqlProducts:
    """See `orders.ports.Products`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def put(self, product: Product) -> tuple[Product, bool]:
        """Insert or update by `ref`; (row, created). Raises `BadValue` for another seller's ref."""
        await self._sql.take_turns(f"product {product.ref}")
        before = await self.by_ref(product.ref)
        if before is not None and before.seller_id != product.seller_id:
            raise BadValue("seller_ref", "other_seller")
        row = await self._sql.row(
            _PUT,
            ref=product.ref,
            seller_id=product.seller_id,
            code=product.code if before is None else before.code,
            title=product.title,
            price_minor=product.price.minor,
            currency=product.price.currency,
            production_days=product.production_days,
            description=product.description,
            photo=product.photo,
            paused_at=product.paused_at,
        )
        assert row is not None
        return product_of(row), before is None

    async def save(self, product: Product) -> None:
        """Replace what the seller may change."""
        await self._sql.run(
            _SAVE,
            which=product.id,
            title=product.title,
            price_minor=product.price.minor,
            currency=product.price.currency,
            production_days=product.production_days,
            description=product.description,
            photo=product.photo,
            paused_at=product.paused_at,
        )

    async def by_id(self, product_id: int) -> Product | None:
        """The product, offered or paused."""
        row = await self._sql.row(_BY_ID, id=product_id)
        return None if row is None else product_of(row)

    async def count(self, seller_id: int) -> int:
        """How many the seller has."""
        row = await self._sql.row(_COUNT, seller_id=seller_id)
        return int(row[0]) if row else 0

    async def page(self, seller_id: int, *, offset: int, limit: int) -> Sequence[Product]:
        """Some of the seller's, newest first."""
        rows = await self._sql.rows(_PAGE, seller_id=seller_id, offset=offset, limit=limit)
        return [product_of(row) for row in rows]

    async def by_code(self, code: str) -> Product | None:
        """The product of a Buy link, if it is still offered."""
        row = await self._sql.row(_BY_CODE, code=code)
        return None if row is None else product_of(row)

    async def by_ref(self, ref: str) -> Product | None:
        """The product by the marketplace's name."""
        row = await self._sql.row(_BY_REF, ref=ref)
        return None if row is None else product_of(row)

    async def of_seller(self, seller_id: int) -> Sequence[Product]:
        """The seller's products by title."""
        return [product_of(row) for row in await self._sql.rows(_OF_SELLER, seller_id=seller_id)]


class SqlInvites:
    """See `orders.ports.Invites`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(
        self, seller_id: int, token_hash: str, expires_at: datetime, role: Role = Role.OWNER
    ) -> None:
        """Remember an invitation."""
        await self._sql.run(
            _INVITE, token_hash=token_hash, seller_id=seller_id, expires_at=expires_at, role=role
        )

    async def role(self, token_hash: str) -> Role:
        """What it makes of whom it invites; of an unknown one, nothing more than an owner."""
        row = await self._sql.row(_ROLE, hash=token_hash)
        return Role(row[0]) if row and row[0] else Role.OWNER

    async def redeem(self, token_hash: str, telegram_id: int, now: datetime) -> tuple[int, bool]:
        """Use it up: the seller's id, and True; opened by the same account again: the id, and False.

        Raises `LinkUnusable` ("unknown", "used", "expired").
        """
        row = await self._sql.row(_LOOK, hash=token_hash)
        if row is None:
            raise LinkUnusable("unknown")
        seller_id, expires_at, used_by = row
        if used_by == telegram_id:
            return int(seller_id), False
        if used_by is not None:
            raise LinkUnusable("used")
        if now >= expires_at:
            raise LinkUnusable("expired")
        await self._sql.run(_USE, hash=token_hash, telegram_id=telegram_id, now=now)
        return int(seller_id), True


def product_of(row: Row) -> Product:
    """A product from the columns `PRODUCT`."""
    key, ref, seller_id, code, title, minor, currency, *rest = row
    return Product(key, ref, seller_id, code, title, Money(minor, currency), *rest)
