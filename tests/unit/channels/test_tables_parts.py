"""A table that is too large for one file comes in several, none of them in memory, no row lost."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import cast

import pytest

from channels.tables.columns import Column, Form, Kind, Row, Table
from channels.tables.parts import FULL, parts
from orders.ports import Store
from tests.spreadsheets import csv_rows, texts

#: What a bot may send. Source: Bot API, sendDocument.
MOST = 50_000_000
_NOBODY = cast("Store", None)  # the tables here have their rows at hand


def table(*batches: Sequence[Row]) -> Table:
    """One with these rows."""

    async def read(_: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
        assert seller_id == 7
        for batch in batches:
            yield batch

    return Table("mugs", (Column("n", Kind.WHOLE), Column("text")), read)


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def contents(of: Table, form: Form, full: int = FULL) -> list[tuple[int, int, bool, bytes]]:
    """Each file's number, rows, whether another follows, and bytes, as whoever sends it reads it."""
    found = []
    made = parts(of, form, _NOBODY, 7, heads=("N", "Text"), worded=lambda rows: rows, full=full)
    async with aclosing(made):
        async for part in made:
            part.file.seek(0)
            found.append((part.number, part.rows, part.more, part.file.read()))
    assert part.file.closed
    return found


@pytest.mark.parametrize("form", Form)
async def test_a_small_table_is_one_file(form: Form) -> None:
    """Also where there are no rows: its heads say what would stand there."""
    [(number, rows, more, content)] = await contents(table([(1, "a")], [(2, "b")]), form)
    assert (number, rows, more) == (1, 2, False)
    read = csv_rows if form is Form.CSV else texts
    assert [row[1] for row in read(content)] == ["Text", "a", "b"]
    [(number, rows, more, content)] = await contents(table(), form)
    assert (number, rows, more) == (1, 0, False)
    assert [list(row) for row in read(content)] == [["N", "Text"]]


@pytest.mark.parametrize("form", Form)
async def test_a_full_file_is_followed_by_another(form: Form) -> None:
    """Each has its heads; the last one does not promise more."""
    batches = [[(n, "x" * 100)] for n in range(5)]
    found = await contents(table(*batches), form, full=200)
    assert [(number, rows, more) for number, rows, more, _ in found] == [
        (1, 2, True), (2, 2, True), (3, 1, False),
    ]  # fmt: skip
    read = csv_rows if form is Form.CSV else texts
    kept = [row[0] for *_, content in found for row in read(content)[1:]]
    assert [int(n) for n in kept] == list(range(5))


async def test_a_full_file_is_below_what_a_bot_may_send() -> None:
    """Also of texts that take most room: quotation marks, in batches of a megabyte."""
    batch = [(1, '"' * 1_000_000)]
    found = await contents(table(*[batch] * 40), Form.CSV)
    assert len(found) > 1
    assert max(len(content) for *_, content in found) < 0.6 * MOST


@pytest.mark.parametrize("form", Form)
async def test_what_is_broken_off_leaves_nothing_behind(
    form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that cannot be read any more: the error comes out, and the disk is as it was."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def read(_: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
        yield [(1, "a")]
        raise ConnectionError("gone")

    broken = Table("mugs", (Column("n", Kind.WHOLE), Column("text")), read)
    with pytest.raises(ConnectionError):
        await contents(broken, form)
    assert left_in(tmp_path) == []
