"""`orderbell export messages`: a table for other programs, and the files beside it."""

import asyncio
import csv
import io
import json
import os
import sqlite3
import tracemalloc
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.files import safe_name
from channels.tables.columns import Form
from channels.tables.fees import FEES
from channels.tables.messages import MESSAGES
from channels.tables.reading import BATCH
from channels.tables.writing import TABLES, write
from orders import messages
from orders.messages import Attachment, Content, Fate, NewMessage, Relay
from orders.model import Fee, NewOrder, Party
from orders.money import Money
from orders.states import Actor, FeeReason
from orders.tariffs import Tariff, charge
from storage.unit import SqlStore
from tests.marketplace import order
from tests.spreadsheets import texts
from tests.terminal import Ran, Terminal
from tests.unit.bot.test_cli_telegram import Operator, operator

__all__ = ("operator",)

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BY, TO = Party(Actor.CUSTOMER, 1), Party(Actor.SELLER, 1)
TOO_LARGE = b"x" * (20 * 1024 * 1024 + 1)


async def took_down(url: str, number: int, contents: Sequence[Content]) -> None:
    """Messages of an order, undelivered."""
    async with SqlStore(url) as store, store.write() as uow:
        for place, content in enumerate(contents):
            message = await uow.talk.add(number, BY, NewMessage(content, f"t:{place}"), None, AT)
            await uow.talk.put_relay(Relay(message.id, TO, Fate.UNDELIVERED))


def said(terminal: Terminal, *contents: Content) -> int:
    """An order with these messages; its number."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    number = 1001
    assert terminal.orders().status == 0
    asyncio.run(took_down(_url(terminal), number, contents))
    return number


def _url(terminal: Terminal) -> str:
    return f"sqlite+aiosqlite:///{terminal.folder}/data/orders.db"


def table(ran: Ran) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert rows[0] == list(MESSAGES.names)
    return [dict(zip(MESSAGES.names, row, strict=True)) for row in rows[1:]]


def test_a_message_is_a_row(terminal: Terminal) -> None:
    """Text of any kind comes back as it was; a file with all that is known of it."""
    hard = 'Він сказав: "так",\n\t<b>ні</b>; 🏺'
    file = Attachment("AgAC-1", "u1", "sketch, 2.pdf", "application/pdf", 77)
    number = said(
        terminal, Content(messages.Form.TEXT, hard), Content(messages.Form.DOCUMENT, "", (), file)
    )
    ran = terminal.runs("export", "messages", "--format", "csv")
    assert (ran.status, ran.err) == (0, "")
    shared = {
        "order": f"{number}", "at": "2026-11-22T10:00:00Z", "by": "customer", "version": "1",
        "delivery": "undelivered",
    }  # fmt: skip
    no_file = dict.fromkeys(("file_name", "file_mime", "file_size", "file_id"), "")
    assert table(ran) == [
        {**shared, "id": "1", "form": "text", "text": hard, **no_file},
        {**shared, "id": "2", "form": "document", "text": "", "file_name": "sketch, 2.pdf",
         "file_mime": "application/pdf", "file_size": "77", "file_id": "AgAC-1"},
    ]  # fmt: skip


def test_a_stranger_writes_no_formula_into_a_spreadsheet(terminal: Terminal) -> None:
    """What would be calculated when the table is opened gets an apostrophe before it."""
    evil = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1")
    said(
        terminal,
        *(Content(messages.Form.TEXT, text) for text in evil),
        Content(messages.Form.TEXT, "1=1"),
    )
    texts = [row["text"] for row in table(terminal.runs("export", "messages"))]
    assert texts == [*(f"'{text}" for text in evil), "1=1"]


def test_more_than_one_batch_is_read_to_the_end(terminal: Terminal) -> None:
    """However many there are, each stands there once."""
    said(terminal, *(Content(messages.Form.TEXT, f"{n}") for n in range(BATCH + 1)))
    found = [row["text"] for row in table(terminal.runs("export", "messages"))]
    assert found == [f"{n}" for n in range(BATCH + 1)]


def test_no_messages_are_a_table_of_heads(terminal: Terminal) -> None:
    """A program that reads it needs no special case."""
    assert table(terminal.runs("export", "messages")) == []


def test_files_need_a_token_and_a_folder(terminal: Terminal) -> None:
    """One line says which is missing, before anything is written."""
    ran = terminal.runs("export", "messages", "--files", "files")
    assert (ran.status, ran.out) == (1, "")
    assert "ORDERBELL_TELEGRAM_TOKEN is not set" in ran.err
    terminal.monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", "123456:" + "A" * 35)
    (terminal.folder / "taken").write_text("")
    ran = terminal.runs("export", "messages", "--files", "taken")
    assert (ran.status, ran.out) == (1, "")
    assert "taken: File exists" in ran.err


async def test_files_are_fetched_and_what_is_gone_is_said(operator: Operator) -> None:
    """The rest goes on; a second run fetches only what is missing."""
    kept = operator.world.telegram.files
    photo = kept.add("photo", b"jpeg", "cat.jpg")
    paper = kept.add("document", b"pdf", "../../paper.pdf")
    huge = kept.add("video", TOO_LARGE, "huge.mp4")
    await operator.types("seller", "add", "ira", "--name", "Ira")
    (operator.folder / "order.json").write_text(json.dumps(order()))
    placed = await operator.types("order", "place", "order.json")
    assert placed.status == 0, placed.err
    contents = [
        Content(messages.Form.PHOTO, "", (), Attachment(photo.id, "u1")),
        Content(messages.Form.VIDEO, "", (), Attachment(huge.id, "u2", "huge.mp4")),
        Content(messages.Form.VOICE, "", (), Attachment("AgAC-gone", "u3")),
        Content(messages.Form.DOCUMENT, "", (), Attachment(paper.id, "u4", "../../paper.pdf")),
    ]
    url = f"sqlite+aiosqlite:///{operator.folder}/data/orders.db"
    await took_down(url, 1001, contents)
    ran = await operator.types("export", "messages", "--files", "out/files")
    assert ran.status == 1
    assert ran.out.count("\n") == 5
    folder = operator.folder / "out" / "files"
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == {"1001-1-photo.jpg": b"jpeg", "1001-4-paper.pdf": b"pdf"}
    one, two, last = ran.err.splitlines()
    assert "order 1001, message 2 (huge.mp4): not fetched" in one
    assert "too big" in one
    assert "order 1001, message 3: not fetched" in two
    assert "2 of 4 files" in last
    calls = len(operator.world.telegram.calls("getFile"))
    assert (await operator.types("export", "messages", "--files", "out/files")).status == 1
    assert len(operator.world.telegram.calls("getFile")) == calls + 2
    assert operator.settings["ORDERBELL_TELEGRAM_TOKEN"] not in ran.err


def test_a_fee_is_a_row(terminal: Terminal) -> None:
    """What is due, for whom, by which plan; an order without one has no sum. Formulas are harmless."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    assert terminal.orders().status == 0

    async def owes() -> None:
        plan = Tariff("=plan", "UAH", 1_000, 200)
        sums = (charge(plan, Money(45_000, "UAH")), None)
        async with SqlStore(_url(terminal)) as store, store.write() as uow:
            order = await uow.orders.get(1001)
            draft = NewOrder(
                order.seller_id, order.customer_id, order.items, order.amount, order.contact,
                "", "", None, AT, None, AT, None, plan,
            )  # fmt: skip
            for sum_ in sums:
                placed = await uow.orders.add(replace(draft, tariff=plan if sum_ else None))
                fee = Fee(placed.number, placed.seller_id, FeeReason.SALE, AT, sum_)
                await uow.fees.due(fee)

    asyncio.run(owes())
    ran = terminal.runs("export", "fees")
    assert list(csv.reader(io.StringIO(ran.out))) == [
        list(FEES.names),
        ["1002", "ira", "2026-11-22T10:00:00Z", "sale", "'=plan", "450.00", "47.00", "UAH"],
        ["1003", "ira", "2026-11-22T10:00:00Z", "sale", "", "", "", ""],
    ]


def test_orders_and_customers_of_one_seller(terminal: Terminal) -> None:
    """Their own rows in either format; a file that was asked for is there once it is whole."""
    for ref in ("ira", "petro"):
        terminal.runs("seller", "add", ref, "--name", ref)
    evil = {"name": '=HYPERLINK("http://evil.example")', "phone": "+380671234567"}
    assert terminal.orders("A-1", customer=evil).status == 0
    assert terminal.orders("A-2", seller_ref="petro").status == 0
    ran = terminal.runs("export", "orders", "--seller", "ira")
    [heads, row] = csv.reader(io.StringIO(ran.out))
    known = dict(zip(heads, row, strict=True))
    assert (ran.status, ran.err) == (0, "")
    assert (known["order"], known["seller"], known["status"]) == ("1001", "ira", "new")
    assert known["name"] == f"'{evil['name']}"
    both = list(csv.reader(io.StringIO(terminal.runs("export", "orders").out)))
    assert [row[:2] for row in both[1:]] == [["1001", "ira"], ["1002", "petro"]]
    words = ("--format", "xlsx", "--seller", "ira", "--output", "ira.xlsx")
    ran = terminal.runs("export", "customers", *words)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    found = dict(zip(*texts((terminal.folder / "ira.xlsx").read_bytes()), strict=True))
    assert (found["seller"], found["name"], found["orders"]) == ("ira", evil["name"], 1.0)
    assert [p.name for p in terminal.folder.glob("ira*")] == ["ira.xlsx"]
    everybodys = list(csv.reader(io.StringIO(terminal.runs("export", "customers").out)))
    assert [row[0] for row in everybodys[1:]] == ["ira", "petro"]


def test_what_cannot_be_exported_says_why(terminal: Terminal) -> None:
    """An unknown seller, a folder that is not there, a terminal that would be sent a spreadsheet."""
    ran = terminal.runs("export", "orders", "--seller", "nobody")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no seller nobody" in ran.err
    ran = terminal.runs("export", "orders", "--output", "away/orders.csv")
    assert (ran.status, ran.out) == (1, "")
    assert "away/orders.csv: No such file or directory" in ran.err
    ran = terminal.runs("export", "orders", "--output", ".")
    assert (ran.status, ran.out) == (2, "")
    with terminal.monkeypatch.context() as patch:
        patch.setattr("sys.stdout.isatty", lambda: True)
        ran = terminal.runs("export", "fees", "--format", "xlsx")
    assert (ran.status, ran.out) == (1, "")
    assert "--output FILE" in ran.err


def _peak_of_orders(url: str, form: Form) -> int:
    """Bytes of memory that Python had at most while all orders were written."""

    async def written(nowhere: BinaryIO) -> int:
        async with SqlStore(url) as store:
            tracemalloc.start()
            await write(TABLES["orders"], form, store, None, nowhere)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

    with Path(os.devnull).open("wb") as nowhere:
        return asyncio.run(written(nowhere))


@pytest.mark.parametrize("form", Form)
def test_sixteen_times_the_orders_need_no_more_memory(terminal: Terminal, form: Form) -> None:
    """A table is never in memory: 16,000 orders take what 1,000 take."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    assert terminal.orders().status == 0
    file = terminal.folder / "data" / "orders.db"
    peaks = []
    for upto in (2_000, 17_000):
        with closing(sqlite3.connect(file)) as rows, rows:
            names = [row[1] for row in rows.execute("PRAGMA table_info(orders)")]
            same = ", ".join(n for n in names if n not in ("number", "key_id", "external_id"))
            rows.execute(
                "WITH RECURSIVE n(i) AS (SELECT coalesce(max(number), 0) + 1 FROM orders UNION ALL"
                " SELECT i + 1 FROM n WHERE i < ?)"
                f" INSERT INTO orders (number, {same})"
                f" SELECT i, {same} FROM n JOIN orders ON number = 1001",
                (upto,),
            )
        peaks.append(_peak_of_orders(_url(terminal), form))
    assert peaks[1] < 1.3 * peaks[0]


@pytest.mark.parametrize(
    ("name", "suffix", "safe"),
    [
        ("sketch.pdf", ".bin", "sketch.pdf"),
        ("photo", ".jpg", "photo.jpg"),
        ("voice", "", "voice"),
        ("../../etc/passwd", "", "passwd"),
        ("..", "", "file"),
        ("/", ".oga", "file.oga"),
        ("C:\\\\x.exe", "", "x.exe"),
        ("v1.2 of it", ".pdf", "v1.2 of it.pdf"),
        ("-rf", "", "rf"),
        ("Ескіз  чашки.png", "", "Ескіз чашки.png"),
        ("a\nb\x00c", "", "a b_c"),
    ],
)
def test_a_files_name_leads_nowhere(name: str, suffix: str, safe: str) -> None:
    """It stays what it was as far as that is safe."""
    assert safe_name(name, suffix) == safe


@given(st.text(max_size=400), st.sampled_from(("", ".jpg", "./x")))
def test_any_name_is_a_name_on_this_machine(name: str, suffix: str) -> None:
    """Neither empty nor hidden, in one folder, with room for the number before it."""
    safe = safe_name(name, suffix)
    assert safe
    assert not set(safe) & set("/\\\x00\n\r\t:")
    assert safe[0] not in ".- "
    assert len(f"999999999999-999999999999-{safe}.part".encode(errors="surrogatepass")) <= 255
