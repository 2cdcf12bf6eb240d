"""`orderbell apikey …`: who may use the HTTP API. Only hashes are kept."""

import asyncio
import secrets
from typing import Annotated

import typer

from bot.commands.opened import opened
from bot.commands.terminal import Json, Refused, readable, remark, say, show_json, show_table
from handlers.http.counter import KEY_MEMORY
from orders.errors import BadValue
from orders.linking import hashed
from orders.model import MAX_NAME, within

app = typer.Typer(no_args_is_help=True, help="Who may use the HTTP API.")

#: 256 bits; a key found in a leaked file is recognised by its first letters.
KEY_BYTES = 32
KEY_PREFIX = "orderbell_"


@app.command(epilog="Example: orderbell apikey add marketplace")
def add(
    name: Annotated[str, typer.Argument(help="Who will use the key.")], as_json: Json = False
) -> None:
    """Make an API key and print it, this once."""
    asyncio.run(_add(name, as_json))


@app.command("list", epilog="Example: orderbell apikey list")
def list_all(as_json: Json = False) -> None:
    """List the keys' ids and names; the keys themselves are not kept."""
    asyncio.run(_list(as_json))


@app.command(epilog="Example: orderbell apikey revoke 2")
def revoke(key_id: Annotated[int, typer.Argument(min=1, help="Id, from apikey list.")]) -> None:
    """Refuse a key from now on."""
    asyncio.run(_revoke(key_id))


async def _add(name: str, as_json: bool) -> None:
    try:
        wanted = within(name, MAX_NAME, "NAME")
    except BadValue as error:
        raise Refused(str(error)) from None
    key = KEY_PREFIX + secrets.token_urlsafe(KEY_BYTES)
    async with opened() as desk, desk.office.store.write() as uow:
        key_id = await uow.keys.add(wanted, hashed(key), desk.office.clock.now())
    if as_json:
        show_json({"id": key_id, "name": wanted, "key": key})
        return
    remark(f"API key {key_id} for {readable(wanted)}. Keep it: it is shown only now.")
    say(key)


async def _list(as_json: bool) -> None:
    async with opened() as desk, desk.office.store.read() as uow:
        keys = await uow.keys.all()
    if as_json:
        show_json(
            [
                {"id": i, "name": name, "created_at": created, "revoked_at": revoked}
                for i, name, created, revoked in keys
            ]
        )
        return
    rows = [
        (
            str(key_id),
            readable(name),
            f"{created:%Y-%m-%d %H:%M}Z",
            f"revoked {revoked:%Y-%m-%d %H:%M}Z" if revoked else "",
        )
        for key_id, name, created, revoked in keys
    ]
    show_table(("ID", "NAME", "MADE", ""), rows, "No API keys yet: orderbell apikey add NAME")


async def _revoke(key_id: int) -> None:
    async with opened() as desk, desk.office.store.write() as uow:
        if not await uow.keys.revoke(key_id, desk.office.clock.now()):
            raise Refused(f"there is no API key {key_id} to revoke; all: orderbell apikey list")
    say(f"API key {key_id} revoked; it is refused within {KEY_MEMORY.seconds} s.")
