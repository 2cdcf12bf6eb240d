"""Conditions that the databases write apart: a text that contains another, rows that were picked or listed."""

from typing import Any

from sqlalchemy import Boolean, Column, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

from storage.columns import Numbers


class holds(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function it is
    """`instr` on SQLite, `strpos` on PostgreSQL."""

    type = Boolean()
    inherit_cache = True


@compiles(holds, "sqlite")
def _sqlite(element: holds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **kw)}) > 0)"


@compiles(holds, "postgresql")
def _postgres(element: holds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **kw)}) > 0)"


class picked(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function it is
    """`picked(column, query)`: the column's value is among the few that the query gives.

    SQLite: IN. PostgreSQL: = ANY(ARRAY(…)), which it always answers by index, one value after the
    other; for IN it expects thousands of values and may read the whole table.
    """

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:
        """Itself: where a database has no booleans, `= 1` would follow, and no index would be used."""
        return self


@compiles(picked, "sqlite")
def _in(element: picked, compiler: SQLCompiler, **kw: Any) -> str:
    column, query = element.clauses
    return f"{compiler.process(column, **kw)} IN {compiler.process(query, **kw)}"


@compiles(picked, "postgresql")
def _any(element: picked, compiler: SQLCompiler, **kw: Any) -> str:
    column, query = element.clauses
    return f"{compiler.process(column, **kw)} = ANY (ARRAY {compiler.process(query, **kw)})"


class listed(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function it is
    """`listed(column, name)`: the column's value is among the numbers given as one parameter.

    Prepared once, however many are given: by `json_each` on SQLite, as an array on PostgreSQL.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Column[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=Numbers()))

    def self_group(self, against: OperatorType | None = None) -> Any:
        """Itself; see `picked`."""
        return self


@compiles(listed, "sqlite")
def _in_json(element: listed, compiler: SQLCompiler, **kw: Any) -> str:
    column, given = element.clauses
    values = f"SELECT value FROM json_each({compiler.process(given, **kw)})"
    return f"{compiler.process(column, **kw)} IN ({values})"


@compiles(listed, "postgresql")
def _any_of(element: listed, compiler: SQLCompiler, **kw: Any) -> str:
    column, given = element.clauses
    return f"{compiler.process(column, **kw)} = ANY ({compiler.process(given, **kw)})"
