"""`orderbell run` and `orderbell demo`: the bot itself, and the bot without any token."""

from typing import Annotated

import typer

from bot.settings import load_settings


def add_to(app: typer.Typer) -> None:
    """Give the command line its two commands."""
    app.command(epilog="Example: orderbell run")(run)
    app.command(epilog="Example: orderbell demo --headless")(demo)


def run() -> None:
    """Run the bot until it is stopped (Ctrl-C, or SIGTERM)."""
    # Only here: the other commands need neither the bot's application nor its start-up time.
    from bot import app

    raise typer.Exit(app.run(load_settings(required=("telegram_token",))))


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Play the story in the terminal and stop.")
    ] = False,
) -> None:
    """Run the bot against a simulated Telegram: no token, nothing leaves this machine."""
    # Only here: the simulator is no part of the bot.
    from bot.demo import play

    raise typer.Exit(play(headless=headless))
