"""`orderbell admin …`: the administration, which is the setting ORDERBELL_ADMINS."""

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opened import settings
from bot.commands.terminal import Refused, say
from bot.setting_checks import telegram_ids

app = typer.Typer(no_args_is_help=True, help="Who administers, by Telegram id.")

NAME = "ORDERBELL_ADMINS"
ENV_FILE = Path(".env")
_LINE = re.compile(rf"^\s*(?:export\s+)?{NAME}\s*=", re.ASCII | re.IGNORECASE)


@app.callback()
def group() -> None:
    """Who administers, by Telegram id."""


@app.command(epilog="Example: orderbell admin add 123456789")
def add(
    telegram_id: Annotated[int, typer.Argument(min=1, help="Numeric Telegram id of the person.")],
) -> None:
    """Add a person to the administration, in ./.env; it counts from the next start."""
    try:
        telegram_ids(str(telegram_id))
    except ValueError:
        raise Refused(f"{telegram_id} is no Telegram id: they are below 2^52") from None
    if NAME in os.environ:
        raise Refused(
            f"{NAME} is set in the environment, which wins over {ENV_FILE}: add {telegram_id} there"
        )
    known = settings().admins
    if telegram_id in known:
        raise Refused(f"{telegram_id} is in the administration already")
    _write((*known, telegram_id))
    say(f"{telegram_id} added to {NAME} in {ENV_FILE}; restart orderbell for it to count.")


def _write(ids: tuple[int, ...]) -> None:
    """Replace or append the one line; the rest of the file stays as it is, and its mode private."""
    wanted = f"{NAME}={','.join(map(str, ids))}"
    try:
        text = ENV_FILE.read_text("utf-8") if ENV_FILE.exists() else ""
        lines = [line for line in text.splitlines() if not _LINE.match(line)]
        fresh = ENV_FILE.with_name(f"{ENV_FILE.name}.new")
        mode = ENV_FILE.stat().st_mode & 0o777 if ENV_FILE.exists() else 0o600
        fresh.touch(mode)
        fresh.chmod(mode)
        fresh.write_text("\n".join([*lines, wanted]) + "\n", "utf-8")
        fresh.replace(ENV_FILE)
    except OSError as error:
        raise Refused(f"{ENV_FILE} cannot be written ({error.strerror}): set {wanted}") from None
