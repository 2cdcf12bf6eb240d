"""The key: made once, kept beside the data, split by use."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import secrets
from bot.secrets import CUSTOMER_LINKS, WEBHOOK_SECRET, derive, key_file, load_or_make, master_key
from bot.settings import Settings, SettingsError

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("ORDERBELL_"):
            monkeypatch.delenv(name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def settings(data: Path, **values: str) -> Settings:
    given = {"database_url": f"sqlite+aiosqlite:///{data}/orderbell.db"} | values
    return Settings.model_validate(given)


def test_a_given_key_is_used_and_nothing_is_written(data: Path) -> None:
    """With the setting, no file is needed."""
    text = base64.b64encode(KEY).decode()
    assert master_key(settings(data, encryption_key=text)) == KEY
    assert sorted(data.parent.iterdir()) == [data]


def test_a_key_is_made_once_beside_the_data_folder(data: Path) -> None:
    """The first start makes it, readable by the owner alone; every later start finds it."""
    made = master_key(settings(data))
    path = data.parent / "data.key"
    assert len(made) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert master_key(settings(data)) == made
    assert sorted(data.parent.iterdir()) == [data, path]
    assert list(data.iterdir()) == []


def test_two_data_folders_have_two_keys(tmp_path: Path) -> None:
    """A key is random and belongs to one folder."""
    assert load_or_make(key_file(tmp_path / "a")) != load_or_make(key_file(tmp_path / "b"))


def test_a_relative_database_is_found_from_here(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default database lies in the current folder; its key lies beside that folder."""
    monkeypatch.chdir(data)
    master_key(Settings.model_validate({}))
    assert (data.parent / "data.key").exists()


def test_everybody_who_starts_at_once_gets_the_same_key(tmp_path: Path) -> None:
    """Eight processes race for the first start; one key wins and none is half-written."""
    code = (
        "import sys; from pathlib import Path; from bot.secrets import load_or_make\n"
        "sys.stdin.readline(); print(load_or_make(Path(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "data.key")]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    keys = set()
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        out, _ = racer.communicate(timeout=30)
        assert racer.returncode == 0
        keys.add(out.strip())
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data.key"]


def test_the_loser_of_the_race_takes_the_winners_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made between our look and our link: the other's key counts, ours is thrown away."""
    path = tmp_path / "data.key"
    theirs = load_or_make(path)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert load_or_make(path) == theirs
    assert [item.name for item in tmp_path.iterdir()] == ["data.key"]


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """Which file, why not, and the two ways out."""
    with pytest.raises(SettingsError) as caught:
        load_or_make(tmp_path / "nowhere" / "data.key")
    line = str(caught.value)
    assert line.startswith("ORDERBELL_ENCRYPTION_KEY: missing")
    assert str(tmp_path / "nowhere") in line
    assert "No such file or directory" in line
    assert "openssl rand" in line
    assert "\n" not in line


@pytest.mark.parametrize("content", ["", "not a key", "q6urq6s=", "\N{SNOWMAN}"])
def test_a_damaged_key_file_is_never_replaced(tmp_path: Path, content: str) -> None:
    """A new key would make the data unreadable for good: say so and stop."""
    path = tmp_path / "data.key"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError, match="restore that file"):
        load_or_make(path)
    assert path.read_text("utf-8") == content


def test_a_database_in_the_root_folder_has_no_place_for_a_key() -> None:
    """There is nothing beside `/`."""
    with pytest.raises(SettingsError, match="folder of its own"):
        key_file(Path("/"))


def test_replicas_on_postgresql_must_be_given_the_key(data: Path) -> None:
    """Each would make a key of its own, and none could read the others' data."""
    url = "postgresql+psycopg://user:CANARY@host/name"
    with pytest.raises(SettingsError) as caught:
        master_key(settings(data, database_url=url))
    assert "PostgreSQL" in str(caught.value)
    assert "CANARY" not in str(caught.value)
    text = base64.urlsafe_b64encode(KEY).decode()
    assert master_key(settings(data, database_url=url, encryption_key=text)) == KEY


def test_purposes_do_not_mix() -> None:
    """Each use has its own secret, the same at every start."""
    links, webhook = derive(KEY, CUSTOMER_LINKS), derive(KEY, WEBHOOK_SECRET)
    assert len({links, webhook, KEY}) == 3
    assert len(links) == len(webhook) == 32
    assert derive(KEY, CUSTOMER_LINKS) == links
    assert derive(bytes(32), CUSTOMER_LINKS) != links


@pytest.mark.parametrize(
    ("secret", "salt", "info", "length", "expected"),
    [
        (
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            "0b" * 22,
            "",
            "",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
)
def test_the_derivation_is_the_standard_one(
    secret: str, salt: str, info: str, length: int, expected: str
) -> None:
    """RFC 5869, appendices A.1 and A.3: others can recompute what we derive."""
    derived = secrets._hkdf(bytes.fromhex(secret), bytes.fromhex(salt), bytes.fromhex(info), length)
    assert derived.hex() == expected
