"""A Core statement compiled once for both databases, and the session that carries it out.

SQLAlchemy writes the SQL and converts values here, once a process. It does not execute: its result
layer costs about 0.7 ms CPU a statement through aiosqlite where the driver alone costs 0.01 ms
(`bench/statements.py`), and a tap needs some twenty statements.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import BindParameter, Column, Dialect, Select, bindparam
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement

from storage.bulk import bulk

#: One row as the database gave it, values converted; its shape is the statement's column list.
Row = tuple[Any, ...]
Convert = Callable[[Any], Any]

SQLITE: Dialect = SQLiteDialect_pysqlite()
POSTGRES: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]


def given(column: Column[Any], name: str = "") -> BindParameter[Any]:
    """A parameter of the column's type, named like the column unless another name is given."""
    return bindparam(name or column.name, type_=column.type)


class Compiled:
    """One dialect's SQL with the conversions of its parameters and columns."""

    def __init__(self, source: ClauseElement, dialect: Dialect) -> None:
        compiled = source.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.sql: str = str(compiled)
        #: The same for psycopg, whose types take text only from source code.
        self.query: bytes = self.sql.encode()
        named: dict[str, Any] = {name: bind for bind, name in compiled.bind_names.items()}
        #: In the order of the placeholders where they are positional.
        self.names: list[str] = [str(name) for name in compiled.positiontup or named]
        self._binds: list[tuple[str, Convert | None, bool, Any]] = [
            (n, _bind(named[n].type, dialect), named[n].required, named[n].value)
            for n in self.names
        ]
        #: For many sets of values: all of them in one go, then those that are converted.
        self._all = itemgetter(*self.names) if len(self.names) > 1 else None
        self._converts = [(i, c) for i, (_, c, _, _) in enumerate(self._binds) if c is not None]
        if not all(required for _, _, required, _ in self._binds):
            self._all = None
        self._results: list[tuple[int, Convert]] = []
        if isinstance(source, Select | UpdateBase):
            for index, column in enumerate(source.exported_columns):
                convert = _result(column.type, dialect)
                if convert is not None:
                    self._results.append((index, convert))

    @cached_property
    def bulk(self) -> bytes:
        """PostgreSQL's for many sets of values; see `storage.bulk`."""
        return bulk(self.sql)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters for the driver. Raises `KeyError` for one that was not given."""
        if self._all is not None:
            picked = list(self._all(given))
            for index, to_driver in self._converts:
                picked[index] = to_driver(picked[index])
            return picked
        values = []
        for name, convert, required, default in self._binds:
            value = given[name] if required else given.get(name, default)
            values.append(value if convert is None else convert(value))
        return values

    def named(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters by name, for drivers that take them so."""
        return dict(zip(self.names, self.values(given), strict=True))

    def rows(self, raw: Sequence[Row]) -> Sequence[Row]:
        """The driver's rows with their values converted."""
        if not self._results:
            return raw
        rows = []
        for row in raw:
            values = list(row)
            for index, convert in self._results:
                values[index] = convert(values[index])
            rows.append(tuple(values))
        return rows


class Statement:
    """A statement in both dialects. `slow`: it may take milliseconds, keep it off the event loop.

    Each is compiled when it is first asked for: all of them in both took a quarter of a second at
    every start of a process.
    """

    def __init__(
        self,
        source: ClauseElement,
        for_postgres: ClauseElement | None = None,
        *,
        slow: bool = False,
    ) -> None:
        self._source = source
        self._for_postgres = source if for_postgres is None else for_postgres
        self.slow = slow

    @cached_property
    def sqlite(self) -> Compiled:
        """For SQLite."""
        return Compiled(self._source, SQLITE)

    @cached_property
    def postgres(self) -> Compiled:
        """For PostgreSQL."""
        return Compiled(self._for_postgres, POSTGRES)


class Session(Protocol):
    """One transaction on one connection, whichever the database."""

    #: Whether the transaction may write.
    writes: bool

    async def rows(self, statement: Statement, /, **values: Any) -> Sequence[Row]:
        """All rows of a query or of a RETURNING."""

    async def row(self, statement: Statement, /, **values: Any) -> Row | None:
        """The first row, if any."""

    async def run(self, statement: Statement, /, **values: Any) -> int:
        """Carry it out; how many rows it touched."""

    async def many(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """Carry it out for each set of values; how many rows were touched in all."""

    async def bulk(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """`many` for an INSERT or UPDATE of which no two sets of values are about the same row."""

    async def take_turns(self, name: str, /) -> None:
        """Wait until no other writer that named the same thing is at work; until commit.

        SQLite has one writer at a time anyway.
        """


def _bind(kind: Any, dialect: Dialect) -> Convert | None:
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _result(kind: Any, dialect: Dialect) -> Convert | None:
    convert: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return convert
