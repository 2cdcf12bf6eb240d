"""`orderbell doctor`: looks at everything, changes nothing, and says what mends each problem."""

import asyncio
from dataclasses import asdict
from pathlib import Path

import typer

from bot import logs
from bot.commands.checkup import machine, outside, rows
from bot.commands.checkup.finding import Finding, Level, fine, note, problem
from bot.commands.checkup.mailing import mailing
from bot.commands.checkup.spending import costs
from bot.commands.checkup.texting import texting
from bot.commands.terminal import Json, say, show_json
from bot.settings import Settings, SettingsError, load_settings

ENV_FILE = Path(".env")
_MARKS = {Level.OK: "✔", Level.NOTE: "·", Level.PROBLEM: "✘"}


def add_to(app: typer.Typer) -> None:
    """Give the command line its command."""
    app.command(epilog="Example: orderbell doctor --json")(doctor)


def doctor(as_json: Json = False) -> None:
    """Check settings, database, files, Telegram, SMS, e-mail and clock; each problem comes with what mends it."""
    findings = asyncio.run(examine())
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    if as_json:
        show_json({"ok": not problems, "findings": [asdict(finding) for finding in findings]})
    else:
        width = max(len(finding.part) for finding in findings)
        for finding in findings:
            say(f"{_MARKS[finding.level]} {finding.part.ljust(width)}  {finding.what}")
            if finding.fix:
                say(f"  {' ' * width}  → {finding.fix}")
        say(f"{problems} to mend." if problems else "All is well.")
    raise typer.Exit(1 if problems else 0)


async def examine() -> list[Finding]:
    """Everything that is found, in the order in which it should be mended."""
    try:
        settings = load_settings(env_file=ENV_FILE)
    except SettingsError as error:
        fix = "mend it in the environment or in .env"
        return [problem("settings", line, fix) for line in error.lines]
    logs.configure(json=False, secrets=settings.secret_values(), level="ERROR")
    findings = [fine("settings", "all can be read")]
    findings += machine.files(settings, ENV_FILE)
    findings += [found async for found in rows.database(settings)]
    findings += [found async for found in outside.telegram(settings)]
    findings += [found async for found in texting(settings)]
    findings += costs(settings)
    findings += [found async for found in mailing(settings)]
    findings.append(await machine.port(settings))
    return [*findings, *_unset(settings)]


def _unset(settings: Settings) -> list[Finding]:
    found = []
    if not settings.admins:
        what = "nobody is told when a message is given up: ORDERBELL_ADMINS is empty"
        found.append(note("admins", what, "orderbell admin add TELEGRAM_ID"))
    return found
