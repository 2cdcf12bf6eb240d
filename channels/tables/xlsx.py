"""A table as an Excel workbook, one row in memory at a time. It opens no file, and fetches no rows.

A text is always written as a text: nothing that anybody typed is ever calculated or made a link.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from channels.tables.columns import Cell, Column, Kind, Row
from orders.money import CURRENCIES, Money

#: Limits of a sheet and of a cell (in UTF-16 units). Source: Microsoft, Excel specifications and limits.
MAX_ROWS, MAX_TEXT = 1_048_576, 32_767
#: Excel keeps 15 digits of a number.
_MAX_WHOLE = 10**15
#: Its calendar begins there.
_FIRST_YEAR = 1900
#: Characters that no XML 1.0 document can hold. Source: XML 1.0, 2.2.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CUT = "…"
_MOMENT_FORMAT = "yyyy-mm-dd hh:mm:ss"
#: In characters of the default font.
_WIDTHS = {Kind.TEXT: 24, Kind.WHOLE: 12, Kind.AMOUNT: 14, Kind.MOMENT: 20}
_SAFE: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Used only where a file does become that large.
    "use_zip64": True,
}


class XlsxWriter:
    """Writes to a binary stream that is open. A full sheet is followed by the next, with the same heads."""

    def __init__(
        self,
        to: BinaryIO,
        columns: Sequence[Column],
        heads: Sequence[str],
        *,
        max_rows: int = MAX_ROWS,
    ) -> None:
        # The library leaves its own files behind where a book is never finished.
        self._spool = TemporaryDirectory(prefix="orderbell-")
        self._book = Workbook(to, {**_SAFE, "tmpdir": self._spool.name})
        self._columns = columns
        self._heads = heads
        self._max_rows = max_rows
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": _MOMENT_FORMAT})
        self._amounts = {
            digits: self._book.add_format({"num_format": f"0.{'0' * digits}" if digits else "0"})
            for digits in set(CURRENCIES.values())
        }
        self._begin_sheet()

    def write(self, rows: Sequence[Row]) -> None:
        """Write these rows after those before."""
        for row in rows:
            if self._next == self._max_rows:
                self._begin_sheet()
            for place, cell in enumerate(row):
                if cell is not None:
                    self._put(place, cell)
            self._next += 1

    def finish(self) -> None:
        """Write the file; the stream stays open. Raises `OSError`."""
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Leave nothing on the disk, finished or not."""
        for sheet in self._book.worksheets():
            sheet._opt_close()  # no public way; harmless where it is closed
        self._spool.cleanup()

    def _begin_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for place, (column, head) in enumerate(zip(self._columns, self._heads, strict=True)):
            self._sheet.set_column(place, place, _WIDTHS[column.kind])
            shown = f"{head} (UTC)" if column.kind is Kind.MOMENT else head
            self._sheet.write_string(0, place, cleaned(shown), self._bold)
        self._next = 1

    def _put(self, place: int, cell: Cell) -> None:
        row, sheet = self._next, self._sheet
        if isinstance(cell, Money):
            digits = CURRENCIES[cell.currency]
            sheet.write_number(row, place, cell.minor / 10**digits, self._amounts[digits])
        elif isinstance(cell, datetime):
            there = cell.astimezone(UTC).replace(tzinfo=None)
            if there.year < _FIRST_YEAR:
                sheet.write_string(row, place, there.isoformat(" "))
            else:
                sheet.write_datetime(row, place, there, self._moment)
        elif isinstance(cell, int) and abs(cell) < _MAX_WHOLE:
            sheet.write_number(row, place, cell)
        else:
            sheet.write_string(row, place, cleaned(str(cell)))


def cleaned(text: str) -> str:
    """The text as a cell can hold it: without what XML cannot, and cut with a sign where it is too long."""
    kept = _NOT_XML.sub("", text)
    if len(kept) * 2 <= MAX_TEXT:
        return kept
    units = kept.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return kept
    # Half of a character at the end is left out.
    return units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + _CUT
