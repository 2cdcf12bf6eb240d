"""A terminal for the tests of the command line."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.terminal import Terminal


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
