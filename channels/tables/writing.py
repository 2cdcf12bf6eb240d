"""Which tables and formats there are, and writing a table as it is read. It asks nobody who may see it.

Whatever the size, no more than a batch of rows is in memory; writing is kept off the event loop.
"""

import asyncio
from collections.abc import Sequence
from typing import BinaryIO, Protocol

from channels.tables.columns import Form, Row, Table
from channels.tables.complaints import COMPLAINTS
from channels.tables.csv import CsvWriter
from channels.tables.customers import CUSTOMERS
from channels.tables.fees import FEES
from channels.tables.messages import MESSAGES
from channels.tables.orders import ORDERS
from channels.tables.xlsx import XlsxWriter
from orders.ports import Store

#: A further table is a module like these, and its name here.
TABLES = {table.name: table for table in (ORDERS, CUSTOMERS, COMPLAINTS, MESSAGES, FEES)}


class Writer(Protocol):
    """A table being written to a stream."""

    def write(self, rows: Sequence[Row]) -> None:
        """Write these rows after those before."""

    def finish(self) -> None:
        """Write what is left; the stream stays open. Raises `OSError`."""

    def drop(self) -> None:
        """Leave nothing on the disk, finished or not."""


def writer(
    table: Table,
    form: Form,
    to: BinaryIO,
    *,
    heads: Sequence[str] | None = None,
    for_people: bool = False,
) -> Writer:
    """Begin a table. `heads`: instead of its names; `for_people`: a CSV that Excel reads as UTF-8."""
    shown = table.names if heads is None else heads
    if form is Form.CSV:
        return CsvWriter(to, table.columns, shown, marked=for_people)
    return XlsxWriter(to, table.columns, shown)


async def write(table: Table, form: Form, store: Store, seller_id: int | None, to: BinaryIO) -> int:
    """Write a seller's rows, or (None) all; how many there were."""
    writing = await asyncio.to_thread(writer, table, form, to)
    count = 0
    try:
        async for rows in table.batches(store, seller_id):
            await asyncio.to_thread(writing.write, rows)
            count += len(rows)
        await asyncio.to_thread(writing.finish)
    finally:
        writing.drop()
    return count
