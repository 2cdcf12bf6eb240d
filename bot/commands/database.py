"""`orderbell migrate`, `backup FILE`, `restore FILE`: the database as a whole."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opened import settings, tell
from bot.commands.terminal import say
from storage import backup as copies
from storage.schema import migrate as bring_up_to_date


def add_to(app: typer.Typer) -> None:
    """Give the command line its three commands."""
    app.command(epilog="Example: orderbell migrate")(migrate)
    app.command(epilog="Example: orderbell backup orders-monday.db")(backup)
    app.command(epilog="Example: orderbell restore orders-monday.db")(restore)


def migrate() -> None:
    """Bring the database to this version's tables; a SQLite file is copied first.

    Every command and the bot itself do this at start; alone it is for upgrades in two steps.
    """
    done = asyncio.run(bring_up_to_date(_url()))
    tell(done)
    say(f"The database is at schema {done.to}.")


def backup(
    file: Annotated[Path, typer.Argument(help="Where to; it must not exist yet.")],
) -> None:
    """Copy the database, also while the bot runs (SQLite)."""
    asyncio.run(copies.backup(_url(), file))
    # It holds names and phone numbers.
    file.chmod(0o600)
    say(f"Backup written: {file}. The key is not in it: keep a copy of the key file elsewhere.")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by orderbell backup.")],
) -> None:
    """Put a backup in the database's place (SQLite); the bot must be stopped."""
    done = asyncio.run(copies.restore(file, _url()))
    before = f" The database that was there is kept: {done.replaced}" if done.replaced else ""
    say(f"Restored {file} (schema {done.revision}).{before}")


def _url() -> str:
    return settings().database_url.get_secret_value()
