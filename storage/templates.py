"""Sellers' own ready-made replies."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, select

from orders.templates import Template
from storage.note_tables import templates
from storage.statement import Row, Session, Statement
from storage.upsert import upsert

_TEMPLATE = (templates.c.id, templates.c.title, templates.c.text)
_PUT = upsert(
    templates,
    ["seller_id", "title"],
    lambda new: {"text": new["text"]},
    leave_out=("id",),
    returning=_TEMPLATE,
)
_LAST = Statement(
    select(func.max(templates.c.position)).where(templates.c.seller_id == bindparam("seller_id"))
)
_OF_SELLER = Statement(
    select(*_TEMPLATE)
    .where(templates.c.seller_id == bindparam("seller_id"))
    .order_by(templates.c.position, templates.c.id)
)
_DROP = Statement(
    delete(templates).where(
        templates.c.id == bindparam("id"), templates.c.seller_id == bindparam("seller_id")
    )
)


class SqlTemplates:
    """See `orders.ports.Templates`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of_seller(self, seller_id: int) -> Sequence[Template]:
        """The seller's templates, in their order."""
        return [_template(row) for row in await self._sql.rows(_OF_SELLER, seller_id=seller_id)]

    async def put(self, seller_id: int, title: str, text: str) -> Template:
        """Add it as the last one, or give the one of this title another text."""
        last = await self._sql.row(_LAST, seller_id=seller_id)
        position = 1 if last is None or last[0] is None else int(last[0]) + 1
        row = await self._sql.row(
            _PUT, seller_id=seller_id, title=title, text=text, position=position
        )
        assert row is not None
        return _template(row)

    async def drop(self, seller_id: int, template_id: int) -> None:
        """Forget it, if it is the seller's."""
        await self._sql.run(_DROP, seller_id=seller_id, id=template_id)


def _template(row: Row) -> Template:
    return Template(row[0], row[1], row[2])
