"""Tables in both formats: what is written is read back, and nothing that was typed is ever calculated."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.tables.columns import Column, Form, Kind, Row
from channels.tables.csv import CsvWriter, harmless
from channels.tables.writing import TABLES, writer
from channels.tables.xlsx import MAX_TEXT, XlsxWriter, cleaned
from orders.money import Money
from tests.spreadsheets import csv_rows, sheets, texts

COLUMNS = (
    Column("order", Kind.WHOLE),
    Column("text"),
    Column("amount", Kind.AMOUNT),
    Column("at", Kind.MOMENT),
)
NAMES = tuple(column.name for column in COLUMNS)
AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
EVIL = (
    "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n\n+1", "\u00a0=1", "\ufeff=1",
    "\x01=1", "\u200b@x", "＝1",
)  # fmt: skip


def as_csv(rows: Sequence[Row], columns: Sequence[Column] = COLUMNS) -> bytes:
    to = io.BytesIO()
    table = CsvWriter(to, columns, [c.name for c in columns])
    table.write(rows)
    table.finish()
    return to.getvalue()


def as_xlsx(rows: Sequence[Row], columns: Sequence[Column] = COLUMNS, **more: int) -> bytes:
    to = io.BytesIO()
    table = XlsxWriter(to, columns, [c.name for c in columns], **more)
    table.write(rows)
    table.finish()
    return to.getvalue()


def test_values_are_what_they_are() -> None:
    """Numbers are numbers, moments are UTC days of a calendar, texts are texts; empty is empty."""
    kyiv = AT.astimezone(timezone(timedelta(hours=2)))
    rows: list[Row] = [(1001, "Mug", Money(45_050, "UAH"), kyiv), (None, None, None, None)]
    assert csv_rows(as_csv(rows)) == [
        list(NAMES),
        ["1001", "Mug", "450.50", "2026-11-22T10:30:00Z"],
        ["", "", "", ""],
    ]
    [[heads, full, *empty]] = sheets(as_xlsx(rows))
    assert [heads[n].value for n in range(4)] == ["order", "text", "amount", "at (UTC)"]
    assert (full[0].value, full[1].value) == (1001.0, "Mug")
    assert (full[2].value, full[2].shown_as) == (450.5, "0.00")
    assert full[3].moment == AT
    assert empty in ([], [{}])


@pytest.mark.parametrize(
    ("amount", "shown", "value"),
    [
        (Money(45_000, "JPY"), "0", 45_000.0),
        (Money(1_234, "KWD"), "0.000", 1.234),
        (Money(100_000_000_000, "UAH"), "0.00", 1_000_000_000.0),
        (Money(1, "UAH"), "0.00", 0.01),
    ],
)
def test_an_amount_has_its_currencys_decimals(amount: Money, shown: str, value: float) -> None:
    """As many as the currency has, in both formats."""
    [[_, row]] = sheets(as_xlsx([(None, None, amount, None)]))
    assert (row[2].value, row[2].shown_as) == (value, shown)
    assert csv_rows(as_csv([(None, None, amount, None)]))[1][2] == str(amount)


@pytest.mark.parametrize("text", EVIL)
def test_a_formula_is_a_text(text: str) -> None:
    """In CSV an apostrophe goes before it, also where space hides it; in XLSX it is a text as it is."""
    assert csv_rows(as_csv([(1, text, None, None)]))[1][1] == f"'{text}"
    [[_, row]] = sheets(as_xlsx([(1, text, None, None)]))
    assert (row[1].value, row[1].formula) == (cleaned(text), False)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("=+-@ \t\r\n'\ufeff\u200b"))))
def test_whatever_was_typed_begins_no_formula(text: str) -> None:
    """The first sign that a spreadsheet minds is never one of a formula; all other texts stay."""
    shown = harmless(text)
    begins = re.sub(r"^[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+", "", shown)
    assert not begins.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not shown.startswith(("\t", "\r", "\n"))
    assert shown in (text, f"'{text}")


@given(st.lists(st.text(st.characters(), max_size=50), max_size=5))
def test_any_text_is_read_back(typed: list[str]) -> None:
    """CSV keeps every character that UTF-8 has; XLSX all that XML has; none breaks a file."""
    rows: list[Row] = [(1, text, None, None) for text in typed]
    assert [row[1] for row in csv_rows(as_csv(rows))[1:]] == [
        harmless(text).encode(errors="replace").decode() for text in typed
    ]
    [sheet] = sheets(as_xlsx(rows))
    found = [row[1].value if 1 in row else "" for row in sheet[1:]]
    assert found == [cleaned(text) for text in typed]


def test_a_text_that_looks_escaped_stays() -> None:
    """What Excel would read as a character's number is the text that it was."""
    assert texts(as_xlsx([(1, "_x0041_", Money(1, "UAH"), AT)]))[1][1] == "_x0041_"


def test_a_long_text_is_cut_with_a_sign() -> None:
    """At 32,767 UTF-16 units, never through a character; what just fits stays whole."""
    assert cleaned("ї" * MAX_TEXT) == "ї" * MAX_TEXT
    assert cleaned("ї" * (MAX_TEXT + 1)) == "ї" * (MAX_TEXT - 1) + "…"
    pots = "🏺" * MAX_TEXT
    assert cleaned(pots) == "🏺" * ((MAX_TEXT - 1) // 2) + "…"
    [[_, row]] = sheets(as_xlsx([(1, pots, None, None)]))
    assert row[1].value == cleaned(pots)


def test_a_full_sheet_is_followed_by_the_next() -> None:
    """With the same heads; no row is lost between them."""
    rows: list[Row] = [(n, f"{n}", None, None) for n in range(7)]
    found = sheets(as_xlsx(rows, max_rows=4))
    assert [[row[0].value for row in sheet] for sheet in found] == [
        ["order", 0, 1, 2], ["order", 3, 4, 5], ["order", 6],
    ]  # fmt: skip


def test_what_no_calendar_or_number_of_excel_holds_is_a_text() -> None:
    """A day before 1900, a number of more than 15 digits: exact, rather than near."""
    early = datetime(1899, 5, 1, 12, tzinfo=UTC)
    [[_, row]] = sheets(as_xlsx([(10**16 + 1, None, None, early)]))
    assert (row[0].value, row[3].value) == (f"{10**16 + 1}", "1899-05-01 12:00:00")


def test_for_people_a_csv_says_that_it_is_utf_8() -> None:
    """Excel takes it for an old code page otherwise; programs get none."""
    for form, for_people, begins in (
        (Form.CSV, True, b"\xef\xbb\xbforder"),
        (Form.CSV, False, b"order"),
        (Form.XLSX, True, b"PK"),
    ):
        to = io.BytesIO()
        table = writer(TABLES["orders"], form, to, for_people=for_people)
        table.finish()
        assert to.getvalue().startswith(begins)


def test_no_two_columns_of_a_table_have_one_name() -> None:
    """Programs find them by name."""
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.columns)
