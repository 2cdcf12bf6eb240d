"""A table in as many files as a way out takes whole ones; each is on disk, and gone when it is closed."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from channels.tables.columns import Form, Row, Table
from channels.tables.writing import writer
from orders.ports import Store

#: A file is full with so many bytes of text: far enough below 50 MB, the most that a bot may send,
#: for the longest rows that one batch can have. Source: Bot API, sendDocument.
FULL = 25_000_000
#: What a cell takes besides its text, in bytes, once it is packed.
_AROUND = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One of the files; to be read before the next is asked for."""

    file: BinaryIO
    number: int
    rows: int
    #: Another one follows.
    more: bool


async def parts(
    table: Table,
    form: Form,
    store: Store,
    seller_id: int,
    *,
    heads: Sequence[str],
    worded: Callable[[Sequence[Row]], Sequence[Row]],
    full: int = FULL,
) -> AsyncGenerator[Part, None]:
    """A seller's rows, for people; at least one file. `worded` puts a batch into the person's words."""
    batches = table.batches(store, seller_id)
    waiting: Sequence[Row] | None = await anext(batches, None)
    number, more = 1, True
    while more:
        with await asyncio.to_thread(_spool) as file:
            writing = await asyncio.to_thread(
                writer, table, form, file, heads=heads, for_people=True
            )
            count = size = 0
            try:
                while waiting is not None and size < full:
                    rows = worded(waiting)
                    await asyncio.to_thread(writing.write, rows)
                    count, size = count + len(rows), size + sum(map(_size, rows))
                    waiting = await anext(batches, None)
                await asyncio.to_thread(writing.finish)
            finally:
                writing.drop()
            more = waiting is not None
            yield Part(file, number, count, more)
        number += 1


def _spool() -> BinaryIO:
    return cast("BinaryIO", tempfile.TemporaryFile())


def _size(row: Row) -> int:
    texts = (cell for cell in row if isinstance(cell, str))
    # A quotation mark is written twice.
    return len(row) * _AROUND + sum(
        len(text.encode(errors="replace")) + text.count('"') for text in texts
    )
