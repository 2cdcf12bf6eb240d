"""Every journey goes four ways: over polling and over webhook, on SQLite and on PostgreSQL."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests import postgres
from tests.journeys.town import Town, settled_in
from tests.marketplace import new_file

_ERRORS = ("error", "critical")


@pytest.fixture(params=["polling", "webhook"])
def way(request: pytest.FixtureRequest) -> str:
    """How updates come."""
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database with the newest schema."""
    if database == "sqlite":
        yield await new_file(tmp_path)
    else:
        async with postgres.database() as url:
            yield url


@pytest.fixture
async def town(url: str, way: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    """A town, looked over when the journey is done."""
    with capture_logs() as said, caplog.at_level(logging.WARNING):
        async with settled_in(url, webhook=way == "webhook") as town:
            yield town
            await town.settles()
            town.verify()
    if not town.errors_expected:
        assert [line for line in said if line["log_level"] in _ERRORS] == []
        assert [line for line in caplog.records if line.levelno >= logging.ERROR] == []
