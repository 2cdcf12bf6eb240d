"""`orderbell doctor`: it finds, it says what helps, it changes nothing."""

import shutil

from tests.terminal import Ran, Terminal


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
