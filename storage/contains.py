"""`holds(text, part)`: whether a text contains another, literally: no character is a pattern."""

from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


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
