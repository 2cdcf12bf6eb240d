"""Sellers' private notes: one per order."""

from sqlalchemy import bindparam, delete, select

from orders.notes import Jotting, Note
from storage.note_tables import notes
from storage.order_rows import searched
from storage.statement import Row, Session, Statement
from storage.upsert import upsert

_CHANGING = ("seller_id", "text", "at", "chat_id", "message_id", "search")
_PUT = upsert(
    notes,
    ["order_number"],
    lambda new: {name: new[name] for name in _CHANGING},
)
_NOTE = tuple(column for column in notes.c if column.name != "search")
_GET = Statement(select(*_NOTE).where(notes.c.order_number == bindparam("number")))
_TYPED_AT = Statement(
    select(*_NOTE).where(
        notes.c.chat_id == bindparam("chat_id"), notes.c.message_id == bindparam("place")
    )
)
_DROP = Statement(delete(notes).where(notes.c.order_number == bindparam("number")))


class SqlNotes:
    """See `orders.ports.Notes`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, number: int) -> Note | None:
        """The order's note."""
        return _note(await self._sql.row(_GET, number=number))

    async def typed_at(self, typed: Jotting) -> Note | None:
        """The note that was typed there, while it is the order's newest."""
        return _note(await self._sql.row(_TYPED_AT, chat_id=typed.chat_id, place=typed.message_id))

    async def put(self, note: Note) -> None:
        """Keep it in place of the one that the order had."""
        typed = note.typed
        await self._sql.run(
            _PUT,
            order_number=note.order_number,
            seller_id=note.seller_id,
            text=note.text,
            at=note.at,
            chat_id=None if typed is None else typed.chat_id,
            message_id=None if typed is None else typed.message_id,
            search=searched(note.text),
        )

    async def drop(self, number: int) -> None:
        """Forget it."""
        await self._sql.run(_DROP, number=number)


def _note(row: Row | None) -> Note | None:
    if row is None:
        return None
    number, seller_id, text, at, chat_id, message_id = row
    typed = None if chat_id is None else Jotting(chat_id, message_id)
    return Note(number, seller_id, text, at, typed)
