"""The command line in one process: what each command says, does and exits with."""

import io
import json
import logging
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
import typer

from bot.cli import app, main
from tests.marketplace import order


@dataclass
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """A folder with a terminal in it."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def runs(self, *words: str, stdin: str = "") -> Ran:
        """Type `orderbell …`."""
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main(words)
        seen = self.capsys.readouterr()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Ran(code or 0, seen.out, seen.err)


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ORDERBELL_DATABASE_URL", "sqlite+aiosqlite:///data/orders.db")
    monkeypatch.setenv("ORDERBELL_TIMEZONE", "Europe/Kyiv")
    monkeypatch.setenv("ORDERBELL_HTTP_BIND", "127.0.0.1:0")
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield Terminal(tmp_path, monkeypatch, capsys)
    root.handlers[:], root.level = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


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
        "apikey add", "apikey list", "apikey revoke", "admin add",
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
     ("seller", "list", "--yaml"), ("admin", "add", "me")],
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


def test_a_seller_is_added_and_gets_a_link(terminal: Terminal) -> None:
    """Without Telegram the payload is printed, which does the same."""
    added = terminal.runs("seller", "add", "ira", "--name", "Ira Pottery", "--phone", "0501234567")
    assert added.status == 0
    assert re.search(r"^  /start s_[A-Za-z0-9_-]{32}$", added.out, re.MULTILINE)
    assert "ORDERBELL_TELEGRAM_TOKEN is not set" in added.err
    listed = terminal.runs("seller", "list", "--json").document
    assert [seller["seller_ref"] for seller in listed] == ["ira"]
    assert listed[0]["phone"] == "+380501234567"
    assert listed[0]["timezone"] == "Europe/Kyiv"


def test_a_seller_is_not_overwritten(terminal: Terminal) -> None:
    """Adding one that exists is refused, and says what was perhaps meant."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    again = terminal.runs("seller", "add", "ira", "--name", "Another")
    assert (again.status, again.out) == (1, "")
    assert "orderbell seller invite ira" in again.err
    assert "Ira " in terminal.runs("seller", "list").out


def test_each_wrong_option_is_named(terminal: Terminal) -> None:
    """All at once, by the option's name."""
    ran = terminal.runs(
        "seller", "add", "ira", "--name", "", "--phone", "abc", "--timezone", "Kyiv"
    )
    assert ran.status == 1
    for option in ("--name", "--phone", "--timezone"):
        assert f"orderbell: {option} must" in ran.err
    price = terminal.runs(
        "product", "add", "mug", "--seller", "ira", "--title", "Mug", "--price", "450,00"
    )
    assert (price.status, "--price must be a decimal" in price.err) == (1, True)


def test_every_invitation_is_another(terminal: Terminal) -> None:
    """A lost link is replaced by a new one."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    links = {
        terminal.runs("seller", "invite", "ira", "--json").document["invite_link"] for _ in range(2)
    }
    assert len(links) == 2
    nobody = terminal.runs("seller", "invite", "nobody")
    assert (nobody.status, "there is no seller nobody" in nobody.err) == (1, True)


def test_a_disabled_seller_takes_no_orders_until_enabled(terminal: Terminal) -> None:
    """And doing it twice is refused rather than repeated."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    document = json.dumps(order())
    assert terminal.runs("seller", "disable", "ira").status == 0
    assert terminal.runs("seller", "disable", "ira").status == 1
    refused = terminal.runs("order", "place", "-", stdin=document)
    assert (refused.status, "seller_ref" in refused.err) == (1, True)
    assert terminal.runs("seller", "enable", "ira").status == 0
    assert terminal.runs("order", "place", "-", stdin=document).status == 0


def test_a_product_gets_a_link_that_stays(terminal: Terminal) -> None:
    """Adding it again changes it and keeps the link."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    words = ("product", "add", "mug", "--seller", "ira", "--title", "Clay mug", "--price")
    first = terminal.runs(*words, "450.00", "--json").document
    second = terminal.runs(*words, "500.00", "--json").document
    assert first["buy_link"] == second["buy_link"]
    assert first["buy_link"].startswith("/start buy_")
    assert second["price"] == {"amount": "500.00", "currency": "UAH"}
    listed = terminal.runs("product", "list", "ira").out
    assert "500.00 UAH" in listed
    assert terminal.runs("product", "list", "nobody").status == 1


def test_an_order_is_placed_from_a_file_and_shown(terminal: Terminal) -> None:
    """The same JSON as over HTTP; the same external_id again is the same order."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    path = terminal.folder / "order.json"
    path.write_text(json.dumps(order(shipping_address="Kyiv\nKhreshchatyk \x9b1")))
    placed = terminal.runs("order", "place", "order.json")
    assert placed.out.splitlines()[0] == "Order 1001 placed."
    assert re.search(r"/start o_1001_[A-Za-z0-9_-]{22}$", placed.out, re.MULTILINE)
    again = terminal.runs("order", "place", "order.json")
    assert again.out.splitlines()[0] == "Order 1001 was placed before."
    shown = terminal.runs("order", "show", "1001").out
    assert "Olena Koval, +380501234567" in shown
    assert "Kyiv / Khreshchatyk �1" in shown  # a terminal obeys control characters
    assert "placed by administration" in shown
    document = terminal.runs("order", "show", "1001", "--json").document
    assert document["order"]["amount"] == {"amount": "900.00", "currency": "UAH"}
    assert document["events"][0]["what"] == "placed"
    assert terminal.runs("order", "show", "1002").status == 1


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[]", "must be an object"),
        (json.dumps(order(items=[])), "#/items must have"),
        (json.dumps(order(seller_ref="nobody")), "there is no seller nobody"),
        (json.dumps(order(comment="x" * 300_000)), "larger than 256 KiB"),
    ],
)
def test_an_order_that_is_none_is_refused(terminal: Terminal, stdin: str, words: str) -> None:
    """With what is wrong, one line each."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    ran = terminal.runs("order", "place", "-", stdin=stdin)
    assert (ran.status, ran.out) == (1, "")
    assert words in ran.err


def test_an_external_id_is_not_reused_for_another_order(terminal: Terminal) -> None:
    """As over HTTP."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    terminal.runs("order", "place", "-", stdin=json.dumps(order()))
    other = terminal.runs("order", "place", "-", stdin=json.dumps(order(comment="Red")))
    assert (other.status, "already order 1001" in other.err) == (1, True)


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


def test_a_file_that_is_not_there_is_named(terminal: Terminal) -> None:
    """The operating system's reason, and no traceback."""
    ran = terminal.runs("order", "place", "gone.json")
    assert (ran.status, ran.err) == (1, "orderbell: gone.json: No such file or directory\n")


def test_a_key_is_printed_once_and_stored_hashed(terminal: Terminal) -> None:
    """Standard output holds the key alone, so that it can be piped into a secret store."""
    key = terminal.runs("apikey", "add", "marketplace").out.strip()
    assert re.fullmatch(r"orderbell_[A-Za-z0-9_-]{43}", key)
    stored = b"".join(path.read_bytes() for path in (terminal.folder / "data").iterdir())
    assert key.encode() not in stored
    listed = terminal.runs("apikey", "list")
    assert key not in listed.out
    assert "marketplace" in listed.out
    assert terminal.runs("apikey", "revoke", "1").status == 0
    assert terminal.runs("apikey", "revoke", "1").status == 1
    assert terminal.runs("apikey", "list", "--json").document[0]["revoked_at"]
    assert terminal.runs("apikey", "add", " ").status == 1


def test_an_administrator_is_added_to_env(terminal: Terminal) -> None:
    """The rest of the file stays as it was, and nobody else may read it afterwards."""
    env = terminal.folder / ".env"
    env.write_text("# ours\nORDERBELL_CURRENCY=EUR\nORDERBELL_ADMINS=5\n")
    env.chmod(0o600)
    added = terminal.runs("admin", "add", "6")
    assert (added.status, "restart" in added.out) == (0, True)
    assert env.read_text() == "# ours\nORDERBELL_CURRENCY=EUR\nORDERBELL_ADMINS=5,6\n"
    assert env.stat().st_mode & 0o777 == 0o600
    assert terminal.runs("admin", "add", "6").status == 1
    assert terminal.runs("admin", "add", str(2**60)).status == 1


def test_the_environment_wins_so_env_is_not_written(terminal: Terminal) -> None:
    """A line in .env would do nothing; that is said instead."""
    terminal.monkeypatch.setenv("ORDERBELL_ADMINS", "5")
    ran = terminal.runs("admin", "add", "6")
    assert (ran.status, "set in the environment" in ran.err) == (1, True)
    assert not (terminal.folder / ".env").exists()


def findings(ran: Ran, level: str) -> dict[str, str]:
    return {f["part"]: f["fix"] for f in ran.document["findings"] if f["level"] == level}


def test_the_doctor_says_what_mends_each_problem(terminal: Terminal) -> None:
    """And changes nothing: not even the database is made."""
    ran = terminal.runs("doctor", "--json")
    assert (ran.status, ran.document["ok"]) == (1, False)
    assert list(findings(ran, "problem")) == ["telegram"]
    assert "@BotFather" in findings(ran, "problem")["telegram"]
    assert findings(ran, "note")["database"] == "orderbell migrate"
    assert not (terminal.folder / "data" / "orders.db").exists()
    assert not (terminal.folder / "data.key").exists()


def test_the_doctor_looks_into_rows_and_files(terminal: Terminal) -> None:
    """Unlinked sellers, readable secrets, a lost key, late work."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    (terminal.folder / ".env").write_text("ORDERBELL_CURRENCY=EUR\n")
    (terminal.folder / ".env").chmod(0o644)
    (terminal.folder / "data.key").chmod(0o640)
    ran = terminal.runs("doctor", "--json")
    assert findings(ran, "note")["sellers"] == "orderbell seller invite ira"
    assert findings(ran, "problem")[".env"] == "chmod 600 .env"
    assert findings(ran, "problem")["key"].startswith("chmod 600 ")
    (terminal.folder / "data.key").unlink()
    assert "is missing" in terminal.runs("doctor").out


def test_the_doctor_reports_wrong_settings_alone(terminal: Terminal) -> None:
    """Nothing else can be looked at before they are right."""
    terminal.monkeypatch.setenv("ORDERBELL_RATE_PER_S", "fast")
    terminal.monkeypatch.setenv("ORDERBELL_LOCALE", "fr")
    ran = terminal.runs("doctor", "--json")
    assert ran.status == 1
    assert [f["part"] for f in ran.document["findings"]] == ["settings", "settings"]


def test_the_doctor_names_a_server_it_cannot_reach(terminal: Terminal) -> None:
    """PostgreSQL that does not answer, and the key that its users must share."""
    url = "postgresql+psycopg://shop:secret-word@127.0.0.1:9/shop"
    terminal.monkeypatch.setenv("ORDERBELL_DATABASE_URL", url)
    ran = terminal.runs("doctor", "--json")
    assert {"database", "key"} <= set(findings(ran, "problem"))
    assert "secret-word" not in ran.out + ran.err


def test_the_doctor_names_a_database_it_cannot_use(terminal: Terminal) -> None:
    """The storage's line, and the folder that is gone."""
    (terminal.folder / "data" / "orders.db").write_bytes(b"not a database at all" * 100)
    assert "not a database" in terminal.runs("doctor").out
    shutil.rmtree(terminal.folder / "data")
    assert "mkdir" in terminal.runs("doctor").out
