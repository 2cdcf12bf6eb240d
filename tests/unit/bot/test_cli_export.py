"""`orderbell export messages`: a table for other programs, and the files beside it."""

import asyncio
import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.exporting import BATCH, FEE_HEADS, HEADS
from bot.commands.files import safe_name
from orders.messages import Attachment, Content, Fate, Form, NewMessage, Relay
from orders.model import Fee, NewOrder, Party
from orders.money import Money
from orders.states import Actor, FeeReason
from orders.tariffs import Tariff, charge
from storage.unit import SqlStore
from tests.marketplace import order
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
    assert rows[0] == list(HEADS)
    return [dict(zip(HEADS, row, strict=True)) for row in rows[1:]]


def test_a_message_is_a_row(terminal: Terminal) -> None:
    """Text of any kind comes back as it was; a file with all that is known of it."""
    hard = 'Він сказав: "так",\n\t<b>ні</b>; 🏺'
    file = Attachment("AgAC-1", "u1", "sketch, 2.pdf", "application/pdf", 77)
    number = said(terminal, Content(Form.TEXT, hard), Content(Form.DOCUMENT, "", (), file))
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
    said(terminal, *(Content(Form.TEXT, text) for text in evil), Content(Form.TEXT, "1=1"))
    texts = [row["text"] for row in table(terminal.runs("export", "messages"))]
    assert texts == [*(f"'{text}" for text in evil), "1=1"]


def test_more_than_one_batch_is_read_to_the_end(terminal: Terminal) -> None:
    """However many there are, each stands there once."""
    said(terminal, *(Content(Form.TEXT, f"{n}") for n in range(BATCH + 1)))
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
        Content(Form.PHOTO, "", (), Attachment(photo.id, "u1")),
        Content(Form.VIDEO, "", (), Attachment(huge.id, "u2", "huge.mp4")),
        Content(Form.VOICE, "", (), Attachment("AgAC-gone", "u3")),
        Content(Form.DOCUMENT, "", (), Attachment(paper.id, "u4", "../../paper.pdf")),
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
        list(FEE_HEADS),
        ["1002", "ira", "2026-11-22T10:00:00Z", "sale", "'=plan", "450.00", "47.00", "UAH"],
        ["1003", "ira", "2026-11-22T10:00:00Z", "sale", "", "", "", ""],
    ]


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
