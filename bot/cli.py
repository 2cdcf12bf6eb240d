"""The command line: `orderbell …`. It puts the groups together and turns refusals into exit status 1."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from bot.commands import (
    admins,
    database,
    doctor,
    exporting,
    keys,
    orders,
    products,
    sellers,
    service,
    tariffs,
)
from bot.commands.terminal import Refused, readable
from bot.settings import SettingsError
from orders.errors import OrderError
from storage.errors import StorageError

PROGRAM = "orderbell"

app = typer.Typer(
    name=PROGRAM,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="The order desk a craftsman has inside a messenger.",
    epilog="Exit status: 0 done, 1 refused (the reason is printed), 2 wrong usage.",
)
service.add_to(app)
doctor.add_to(app)
database.add_to(app)
app.add_typer(sellers.app, name="seller")
app.add_typer(products.app, name="product")
app.add_typer(tariffs.app, name="tariff")
app.add_typer(orders.app, name="order")
app.add_typer(exporting.app, name="export")
app.add_typer(keys.app, name="apikey")
app.add_typer(admins.app, name="admin")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its status."""
    try:
        app(arguments, prog_name=PROGRAM)
    except (Refused, SettingsError, StorageError, OrderError) as error:
        for line in str(error).splitlines():
            print(f"orderbell: {readable(line)}", file=sys.stderr)
    sys.exit(1)
