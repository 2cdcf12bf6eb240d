"""The command line as a whole: help, wrong usage, settings, and the database's commands."""

import re
from collections.abc import Iterator

import pytest
import typer

from bot.cli import app
from tests.terminal import Terminal


def commands(group: typer.Typer, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, as it is typed."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield (*path, command.name or command.callback.__name__)
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from commands(inner.typer_instance, (*path, str(inner.name)))


COMMANDS = sorted(commands(app))


def test_the_contracts_commands_are_there() -> None:
    """Those of CONTRACT that exist by now; the rest belongs to later issues."""
    wanted = {
        "run", "demo", "doctor", "migrate", "backup", "restore",
        "seller add", "seller list", "seller invite", "seller disable",
        "product add", "product list", "order place", "order show",
        "apikey add", "apikey list", "apikey revoke", "admin add", "export messages",
    }  # fmt: skip
    assert wanted <= {" ".join(words) for words in COMMANDS}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_helps_with_an_example(terminal: Terminal, words: tuple[str, ...]) -> None:
    """`--help` shows what to type, and the example begins with the command itself."""
    helped = terminal.runs(*words, "--help")
    assert helped.status == 0
    assert f"Example: orderbell {' '.join(words)}" in helped.out


@pytest.mark.parametrize(
    "words",
    [(), ("bogus",), ("seller",), ("seller", "add"), ("seller", "add", "ira"),
     ("order", "show", "x"), ("order", "show", "0"), ("apikey", "revoke", "-1"),
     ("seller", "list", "--yaml"), ("admin", "add", "me"),
     ("export", "messages", "--format", "pdf")],
)  # fmt: skip
def test_wrong_usage_is_status_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    """Nothing was tried, and nothing is on standard output."""
    ran = terminal.runs(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage" in ran.err
    assert not (terminal.folder / "data" / "orders.db").exists()


def test_a_wrong_setting_is_one_line(terminal: Terminal) -> None:
    """Which, what was found, what is wanted; no traceback."""
    terminal.monkeypatch.setenv("ORDERBELL_LOCALE", "fr")
    ran = terminal.runs("seller", "list")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "orderbell: ORDERBELL_LOCALE: found 'fr', wanted en or uk\n"


def test_a_database_that_is_none_is_one_line(terminal: Terminal) -> None:
    """The storage's own calm line."""
    (terminal.folder / "data" / "orders.db").write_bytes(b"not a database at all" * 100)
    ran = terminal.runs("seller", "list")
    assert ran.status == 1
    assert re.fullmatch(r"orderbell: [^\n]*not a database[^\n]*\n", ran.err)


def test_running_needs_a_token(terminal: Terminal) -> None:
    """The bot is not started without the one setting it cannot do without."""
    ran = terminal.runs("run")
    assert ran.status == 1
    assert "ORDERBELL_TELEGRAM_TOKEN: missing, wanted the token that @BotFather gave" in ran.err


def test_the_first_command_makes_the_database(terminal: Terminal) -> None:
    """And says so beside the result, not in it."""
    first = terminal.runs("seller", "list", "--json")
    assert (first.status, first.document) == (0, [])
    assert "Database brought up to date" in first.err
    assert terminal.runs("seller", "list", "--json").err == ""
    assert "is at schema" in terminal.runs("migrate").out


def test_a_backup_is_put_back(terminal: Terminal) -> None:
    """What came after the backup is gone from the database, and kept in a file that is named."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    made = terminal.runs("backup", "monday.db")
    assert (made.status, "monday.db" in made.out) == (0, True)
    assert (terminal.folder / "monday.db").stat().st_mode & 0o777 == 0o600
    terminal.runs("seller", "add", "petro", "--name", "Petro")
    restored = terminal.runs("restore", "monday.db")
    assert restored.status == 0, restored.err
    (kept,) = (terminal.folder / "data").glob("*.replaced-*")
    assert kept.name in restored.out
    sellers = terminal.runs("seller", "list", "--json").document
    assert [seller["seller_ref"] for seller in sellers] == ["ira"]


def test_backup_and_restore_say_why_not(terminal: Terminal) -> None:
    """Nothing is overwritten, nothing damaged is put in place."""
    assert terminal.runs("backup", "monday.db").status == 1  # there is no database yet
    terminal.runs("migrate")
    terminal.runs("backup", "monday.db")
    again = terminal.runs("backup", "monday.db")
    assert (again.status, "exists already" in again.err) == (1, True)
    assert terminal.runs("restore", "gone.db").status == 1
    (terminal.folder / "torn.db").write_bytes(b"torn" * 1000)
    torn = terminal.runs("restore", "torn.db")
    assert (torn.status, "torn.db" in torn.err) == (1, True)


def test_postgresql_has_its_own_tools(terminal: Terminal) -> None:
    """The command that does it is said, without the password."""
    url = "postgresql+psycopg://shop:secret-word@db.example/shop"
    terminal.monkeypatch.setenv("ORDERBELL_DATABASE_URL", url)
    ran = terminal.runs("backup", "monday.dump")
    assert (ran.status, "pg_dump" in ran.err, "secret-word" in ran.err) == (1, True, False)
