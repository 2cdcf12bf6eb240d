"""`orderbell export …`: what was said and what is owed, as tables for other programs."""

import asyncio
import csv
import sys
from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from telegram import Bot

from bot.commands.files import Folder, safe_name
from bot.commands.opened import Desk, opened
from bot.commands.telegram import asking
from bot.commands.terminal import Refused, readable, remark
from channels.telegram.fetching import NotFetched, fetch
from orders.enquiries import is_enquiry
from orders.errors import ChannelError
from orders.messages import Entry, Message
from orders.model import Fee
from orders.ports import Office

app = typer.Typer(no_args_is_help=True, help="Tables for other programs.")

#: Messages read at once.
BATCH = 500
HEADS = (
    "order",
    "id",
    "at",
    "by",
    "form",
    "text",
    "version",
    "file_name",
    "file_mime",
    "file_size",
    "file_id",
    "delivery",
)
FEE_HEADS = ("order", "seller", "since", "reason", "tariff", "order_amount", "fee", "currency")
#: A spreadsheet takes a cell that begins so for a formula. Source: OWASP, CSV Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """What tables are written as."""

    CSV = "csv"


@app.command(epilog="Example: orderbell export messages --format csv --files files > messages.csv")
def messages(
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    files: Annotated[
        Path | None,
        typer.Option("--files", help="Fetch the files of messages from Telegram into this folder."),
    ] = None,
) -> None:
    """Write all messages to standard output, oldest first, each in its newest version.

    An order of 900000000001 or above is a question before there was one.
    A text that a spreadsheet would take for a formula gets an apostrophe before it. Files are named
    ORDER-ID-NAME; one that is in the folder already is not fetched again.
    """
    assert form is Format.CSV
    asyncio.run(_messages(files))


@app.command(epilog="Example: orderbell export fees --format csv > fees.csv")
def fees(
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
) -> None:
    """Write all fees that are due to standard output, by order number: what, for whom, by which plan."""
    assert form is Format.CSV
    asyncio.run(_fees())


async def _fees() -> None:
    async with opened() as desk:
        table = csv.writer(sys.stdout)
        table.writerow(FEE_HEADS)
        after = 0
        while True:
            async with desk.office.store.read() as uow:
                found = await uow.fees.listed(after=after, limit=BATCH)
            table.writerows(_fee_row(fee, seller) for fee, seller in found)
            if len(found) < BATCH:
                return
            after = found[-1][0].order_number


def _fee_row(fee: Fee, seller_ref: str) -> tuple[object, ...]:
    since = fee.due_since.isoformat().replace("+00:00", "Z")
    known = (fee.order_number, _cell(seller_ref), since, fee.reason.value)
    sum_ = fee.charge
    if sum_ is None:
        return (*known, "", "", "", "")
    plan = _cell(sum_.tariff.ref)
    return (*known, plan, str(sum_.base), str(sum_.fee), sum_.fee.currency)


async def _messages(files: Path | None) -> None:
    async with opened() as desk:
        folder = None if files is None else _folder(desk, files)
        table = csv.writer(sys.stdout)
        table.writerow(HEADS)
        with_files = []
        async for entry in _entries(desk.office):
            table.writerow(_row(entry))
            if entry.message.content.attachment is not None:
                with_files.append(entry)
        sys.stdout.flush()
        if folder is not None:
            await _fetch_all(desk, with_files, folder)


async def _entries(office: Office) -> AsyncIterator[Entry]:
    after = 0
    while True:
        async with office.store.read() as uow:
            found = await uow.talk.entries(None, after=after, limit=BATCH)
        for entry in found:
            yield entry
        if len(found) < BATCH:
            return
        after = found[-1].message.id


def _row(entry: Entry) -> tuple[object, ...]:
    message, content = entry.message, entry.message.content
    file = content.attachment
    return (
        message.order_number,
        message.id,
        message.at.isoformat().replace("+00:00", "Z"),
        message.by.actor.value,
        content.form.value,
        _cell(content.text),
        message.version,
        _cell(file.name) if file else "",
        _cell(file.mime) if file else "",
        "" if file is None or file.size is None else file.size,
        file.file_id if file else "",
        entry.relay.fate.value,
    )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


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
