"""Sellers' private notes: one per order, with all that it was before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from orders.notes import Jotting, Note
from storage.note_tables import note_versions, notes
from storage.order_rows import searched
from storage.statement import Row, Session, Statement, given
from storage.upsert import upsert

_CHANGING = (
    "seller_id", "text", "at", "chat_id", "message_id", "search", "marks", "photo", "who",
)  # fmt: skip
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

_KEEP = Statement(
    insert(note_versions).values({c.name: given(c) for c in note_versions.c if c.name != "id"})
)
_VERSION = ("order_number", "seller_id", "text", "at", "marks", "photo", "who")
_VERSIONS = Statement(
    select(*(note_versions.c[name] for name in _VERSION))
    .where(note_versions.c.order_number == bindparam("number"))
    .order_by(note_versions.c.id)
)


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
            chat_id=None if typed is None else typed.chat_id,
            message_id=None if typed is None else typed.message_id,
            search=searched(note.text),
            **_said(note),
        )
        await self._sql.run(_KEEP, **_said(note))

    async def drop(self, gone: Note) -> None:
        """Forget it; its last version, `gone`, says by whom and when."""
        await self._sql.run(_DROP, number=gone.order_number)
        await self._sql.run(_KEEP, **_said(gone))

    async def versions(self, number: int) -> Sequence[Note]:
        """All that the order's note has been, oldest first."""
        return [_version(row) for row in await self._sql.rows(_VERSIONS, number=number)]


def _said(note: Note) -> dict[str, Any]:
    return {
        "order_number": note.order_number,
        "seller_id": note.seller_id,
        "text": note.text,
        "at": note.at,
        "marks": list(note.marks),
        "photo": note.photo,
        "who": note.who,
    }


def _version(row: Row) -> Note:
    number, seller_id, text, at, marks, photo, who = row
    return Note(number, seller_id, text, at, None, tuple(marks), photo, who)


def _note(row: Row | None) -> Note | None:
    if row is None:
        return None
    number, seller_id, text, at, chat_id, message_id, marks, photo, who = row
    typed = None if chat_id is None else Jotting(chat_id, message_id)
    return Note(number, seller_id, text, at, typed, tuple(marks), photo, who)
