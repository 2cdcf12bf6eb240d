"""`orderbell export …`: orders, customers, what was said and what is owed, as tables for other programs."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from telegram import Bot

from bot.commands.files import Folder, safe_name
from bot.commands.opened import Desk, opened
from bot.commands.people import seller_by_ref
from bot.commands.telegram import asking
from bot.commands.terminal import Refused, readable, remark
from channels.tables.columns import Form
from channels.tables.messages import entries
from channels.tables.writing import TABLES, write
from channels.telegram.fetching import NotFetched, fetch
from orders.enquiries import is_enquiry
from orders.errors import ChannelError
from orders.messages import Entry, Message

app = typer.Typer(no_args_is_help=True, help="Tables for other programs.")

_Form = Annotated[Form, typer.Option("--format", help="How to write it.")]
_Seller = Annotated[
    str | None, typer.Option("--seller", metavar="REF", help="One seller's rows; without, all.")
]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output", dir_okay=False, help="Write to this file; without, to standard output."
    ),
]


@app.command(epilog="Example: orderbell export orders --format xlsx --output orders.xlsx")
def orders(form: _Form = Form.CSV, seller: _Seller = None, output: _Output = None) -> None:
    """Write orders, oldest first.

    Moments are UTC. A text that a spreadsheet would take for a formula gets an apostrophe before it
    in CSV, and is a text in XLSX. A full sheet of XLSX is followed by the next.
    """
    asyncio.run(_export("orders", form, seller, output))


@app.command(epilog="Example: orderbell export customers --seller olena > customers.csv")
def customers(form: _Form = Form.CSV, seller: _Seller = None, output: _Output = None) -> None:
    """Write sellers' customers, a row for each seller and customer, by seller.

    How to reach them is as they gave it with their newest order to that seller.
    """
    asyncio.run(_export("customers", form, seller, output))


@app.command(epilog="Example: orderbell export complaints --format csv > complaints.csv")
def complaints(form: _Form = Form.CSV, seller: _Seller = None, output: _Output = None) -> None:
    """Write complaints about customers, oldest first, with what became of each.

    With a seller: their own, and those that stand against their customers, without other shops'
    order numbers.
    """
    asyncio.run(_export("complaints", form, seller, output))


@app.command(epilog="Example: orderbell export messages --format csv --files files > messages.csv")
def messages(
    form: _Form = Form.CSV,
    seller: _Seller = None,
    output: _Output = None,
    files: Annotated[
        Path | None,
        typer.Option("--files", help="Fetch the files of messages from Telegram into this folder."),
    ] = None,
) -> None:
    """Write messages, oldest first, each in its newest version.

    An order of 900000000001 or above is a question before there was one. Files are named
    ORDER-ID-NAME; one that is in the folder already is not fetched again.
    """
    asyncio.run(_export("messages", form, seller, output, files))


@app.command(epilog="Example: orderbell export fees --format csv > fees.csv")
def fees(form: _Form = Form.CSV, seller: _Seller = None, output: _Output = None) -> None:
    """Write all fees that are due, by order number: what, for whom, by which plan."""
    asyncio.run(_export("fees", form, seller, output))


async def _export(
    name: str, form: Form, seller: str | None, output: Path | None, files: Path | None = None
) -> None:
    if form is Form.XLSX and output is None and sys.stdout.isatty():
        raise Refused("an XLSX file is not for a terminal to show; say where to: --output FILE")
    async with opened() as desk:
        folder = None if files is None else _folder(desk, files)
        seller_id = None if seller is None else await _seller_id(desk, seller)
        with _opened(output) as to:
            await write(TABLES[name], form, desk.office.store, seller_id, to)
        if folder is not None:
            await _fetch_all(desk, await _with_files(desk, seller_id), folder)


async def _seller_id(desk: Desk, ref: str) -> int:
    async with desk.office.store.read() as uow:
        return (await seller_by_ref(uow, ref)).id


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there only once it is whole."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as to:
            yield to
        part.replace(output)
    except OSError as error:
        raise Refused(f"{output}: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


async def _with_files(desk: Desk, seller_id: int | None) -> list[Entry]:
    return [
        entry
        async for batch in entries(desk.office.store, seller_id)
        for entry in batch
        if entry.message.content.attachment is not None
    ]


def _folder(desk: Desk, path: Path) -> Folder:
    if not desk.settings.telegram_token:
        raise Refused("ORDERBELL_TELEGRAM_TOKEN is not set: files are fetched with it")
    return Folder(path)


async def _fetch_all(desk: Desk, entries: Sequence[Entry], folder: Folder) -> None:
    """Fetch what the folder does not have; what cannot be had is said, and the rest goes on."""
    missing = 0
    try:
        async with asking(desk.settings) as bot:
            for entry in entries:
                if folder.has(entry.message.order_number, entry.message.id):
                    continue
                try:
                    await _fetch(bot, entry.message, folder)
                except NotFetched as error:
                    missing += 1
                    remark(f"orderbell: {_called(entry.message)}: not fetched: {error}")
    except ChannelError as error:
        raise Refused(f"Telegram gives no files: {error}; try: orderbell doctor") from None
    if missing:
        raise Refused(
            f"{missing} of {len(entries)} files could not be fetched; the others are there"
        )


async def _fetch(bot: Bot, message: Message, folder: Folder) -> None:
    file = message.content.attachment
    assert file is not None
    got = await fetch(bot, file.file_id)
    name = safe_name(file.name or message.content.form, got.suffix)
    folder.keep(message.order_number, message.id, name, got.content)


def _called(message: Message) -> str:
    file = message.content.attachment
    name = f" ({readable(file.name)})" if file is not None and file.name else ""
    what = "question" if is_enquiry(message.order_number) else "order"
    return f"{what} {message.order_number}, message {message.id}{name}"
