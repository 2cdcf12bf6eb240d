"""`orderbell run` and `orderbell demo`: the bot itself, and the bot without any token."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import readable
from bot.settings import load_settings

#: Names of the only address that the demo's page is served on.
LOOPBACK = ("127.0.0.1", "localhost")


class Language(StrEnum):
    """Languages of the demo's people."""

    EN = "en"
    UK = "uk"


def add_to(app: typer.Typer) -> None:
    """Give the command line its two commands."""
    app.command(epilog="Example: orderbell run")(run)
    app.command(epilog="Example: orderbell demo --port 8090 --lang uk")(demo)


def run() -> None:
    """Run the bot until it is stopped (Ctrl-C, or SIGTERM)."""
    # Only here: the other commands need neither the bot's application nor its start-up time.
    from bot import app

    raise typer.Exit(app.run(load_settings(required=("telegram_token",))))


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Play the story in the terminal and stop.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The page's port; 0 takes any free one.")
    ] = 8090,
    bind: Annotated[
        str, typer.Option(help="The page's address: only this machine's own.")
    ] = LOOPBACK[0],
    lang: Annotated[
        Language, typer.Option(help="The language of the people on the page.")
    ] = Language.EN,
    opens: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page where there is a desktop.")
    ] = True,
    screenshots: Annotated[
        Path | None,
        typer.Option(metavar="DIR", file_okay=False, help="Make pictures of the page and stop."),
    ] = None,
) -> None:
    """Try everything on a page of phones: no token, nothing leaves this machine."""
    if bind not in LOOPBACK:
        raise typer.BadParameter(
            f"{readable(bind)} is not this machine alone: the page lets everybody who sees it act "
            f"for all people on it, so it is served on {LOOPBACK[0]} only",
            param_hint="--bind",
        )
    # Only here: the simulator is no part of the bot.
    from bot import demo

    if headless:
        status = demo.play()
    elif screenshots is not None:
        status = demo.pictures(screenshots)
    else:
        status = demo.serve(port, lang.value, opens=opens)
    raise typer.Exit(status)
