"""`orderbell migrate`: the database as a whole."""

import asyncio

import typer

from bot.commands.opened import settings, tell
from bot.commands.terminal import say
from storage.schema import migrate as bring_up_to_date


def add_to(app: typer.Typer) -> None:
    """Give the command line its command."""
    app.command(epilog="Example: orderbell migrate")(migrate)


def migrate() -> None:
    """Bring the database to this version's tables; a SQLite file is copied first.

    Every command and the bot itself do this at start; alone it is for upgrades in two steps.
    """
    done = asyncio.run(bring_up_to_date(_url()))
    tell(done)
    say(f"The database is at schema {done.to}.")


def _url() -> str:
    return settings().database_url.get_secret_value()
