"""A table as CSV (RFC 4180, UTF-8). It opens and closes no file, and fetches no rows."""

import csv
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import BinaryIO

from channels.tables.columns import Cell, Column, Row

#: A spreadsheet takes a cell that begins so for a formula, whatever it skips before it; some take
#: the wide signs of East Asian keyboards for the same. Source: OWASP, CSV Injection.
_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
#: What Excel needs before it reads a file as UTF-8.
_MARK = "\ufeff"


class CsvWriter:
    """Writes to a binary stream that is open. `marked`: with a byte order mark, for Excel."""

    def __init__(
        self, to: BinaryIO, columns: Sequence[Column], heads: Sequence[str], *, marked: bool = False
    ) -> None:
        del columns  # every kind of cell is text here
        # Half of a surrogate pair has no UTF-8 form.
        self._text = TextIOWrapper(to, encoding="utf-8", errors="replace", newline="")
        if marked:
            self._text.write(_MARK)
        self._table = csv.writer(self._text)
        self._table.writerow([harmless(head) for head in heads])

    def write(self, rows: Sequence[Row]) -> None:
        """Write these rows after those before."""
        self._table.writerows([_shown(cell) for cell in row] for row in rows)

    def finish(self) -> None:
        """Write what is left; the stream stays open."""
        self._text.flush()
        self._text.detach()

    def drop(self) -> None:
        """Nothing is left anywhere."""


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(cell)
