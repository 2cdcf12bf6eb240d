"""INSERT … ON CONFLICT, which both databases write alike but SQLAlchemy builds apart."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from storage.statement import Statement, given

Insert = sqlite.Insert | postgresql.Insert


def upsert(
    table: Table,
    key: Sequence[str],
    change: Callable[[Any], Mapping[str, Any]] | None,
    *,
    where: ClauseElement | None = None,
    leave_out: Sequence[str] = (),
    returning: Sequence[ColumnElement[Any]] = (),
) -> Statement:
    """Insert all columns but those left out; where `key` is taken, set what `change` says.

    `change` gets the row that was to be inserted (`excluded`); None: leave the old row alone.
    `where` is the condition of the partial unique index that is meant.
    """
    values = {c.name: given(c) for c in table.c if c.name not in leave_out}

    def build(statement: Any) -> Any:
        statement = statement.values(values)
        if change is None:
            statement = statement.on_conflict_do_nothing(index_elements=list(key))
        else:
            statement = statement.on_conflict_do_update(
                index_elements=list(key), index_where=where, set_=change(statement.excluded)
            )
        return statement.returning(*returning) if returning else statement

    return Statement(build(sqlite.insert(table)), build(postgresql.insert(table)))
