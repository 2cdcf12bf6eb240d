"""One statement for many sets of values on PostgreSQL: they go over as one JSON text. Carries out nothing.

Sent one by one, even in a pipeline, each costs the server some 40 µs; so, a few (`bench/expiry.py`).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

#: A parameter as SQLAlchemy writes it for psycopg, with its type.
_BIND = re.compile(r"%\((\w+)\)s::([A-Z]+(?: WITH TIME ZONE)?)")
_VALUES = re.compile(r"VALUES \((.*?)\)(?= ON CONFLICT| RETURNING|$)", re.DOTALL)


def bulk(sql: str) -> bytes:
    """`INSERT … VALUES` or `UPDATE … WHERE`, of all its parameters' values from the parameter `given`."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in dict(_BIND.findall(sql)).items())
    source = f"json_to_recordset(%(given)s::JSON) AS given ({columns})"
    sql = _BIND.sub(r'given."\1"', sql)
    if sql.startswith("INSERT"):
        return _VALUES.sub(lambda found: f"SELECT {found[1]} FROM {source}", sql).encode()
    return sql.replace(" WHERE ", f" FROM {source} WHERE ", 1).encode()


def together(values: Sequence[Mapping[str, Any]]) -> str:
    """The parameter `given`."""
    return orjson.dumps(values).decode()
