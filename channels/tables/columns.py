"""What a table is made of: columns, rows, and where its rows come from. It writes nothing."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.money import Money
from orders.ports import Store


class Form(StrEnum):
    """What tables are written as; also how their files' names end."""

    CSV = "csv"
    XLSX = "xlsx"


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    #: A whole number.
    WHOLE = "whole"
    #: A decimal amount; its currency has a column of its own.
    AMOUNT = "amount"
    #: A point in time, UTC.
    MOMENT = "moment"


#: None is an empty cell, in a column of any kind.
Cell = str | int | Money | datetime | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `name` is for programs and stays as it is."""

    name: str
    kind: Kind = Kind.TEXT
    #: Where a person reads it, the catalogue has its values under this name ("" : they are people's own).
    words: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Its rows come in batches, so that whoever writes them need not do it one by one."""

    name: str
    columns: tuple[Column, ...]
    #: Rows of one seller (id), or (None) of all, in a fixed order.
    batches: Callable[[Store, int | None], AsyncIterator[Sequence[Row]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The heads for programs."""
        return tuple(column.name for column in self.columns)
