"""Every journey goes two ways: over polling on SQLite, over the webhook on PostgreSQL.

So each goes over both transports and both databases. These two meet only in the inbox, whose own
tests run on both; the other two pairs would find the same once more, and took as long.

Modules whose stories are about what is said and when, and use no road that others do not, say
`ONE_WAY`: each of their stories goes one of the two ways, by its name; the module goes both. In modules that say
`PHONES` the service has Twilio's account and the mail server, too.
"""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from zlib import crc32

import pytest
from structlog.testing import capture_logs

from tests import postgres
from tests.journeys.town import Town, settled_in
from tests.marketplace import new_file

_ERRORS = ("error", "critical")


_PAIRS = [("polling", "sqlite"), ("webhook", "postgresql")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which ways each journey goes."""
    if "pair" in metafunc.fixturenames:
        pairs = _PAIRS
        if getattr(metafunc.module, "ONE_WAY", False):
            pairs = [_PAIRS[crc32(metafunc.function.__name__.encode()) % len(_PAIRS)]]
        metafunc.parametrize("pair", pairs, ids="-".join, indirect=True)


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    """How updates come, and which database."""
    way, database = request.param
    return str(way), str(database)


@pytest.fixture
def way(request: pytest.FixtureRequest, pair: tuple[str, str]) -> str:
    """How updates come; a journey of one way alone says which."""
    return str(getattr(request, "param", pair[0]))


@pytest.fixture
def database(pair: tuple[str, str]) -> str:
    """Which database."""
    return pair[1]


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database with the newest schema."""
    if database == "sqlite":
        yield await new_file(tmp_path)
    else:
        async with postgres.database() as url:
            yield url


@pytest.fixture
async def town(
    request: pytest.FixtureRequest, url: str, way: str, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Town]:
    """A town, looked over when the journey is done."""
    phones = getattr(request.module, "PHONES", False)
    with capture_logs() as said, caplog.at_level(logging.WARNING):
        async with settled_in(url, webhook=way == "webhook", phones=phones) as town:
            yield town
            await town.settles()
            town.verify()
    if not town.errors_expected:
        assert [line for line in said if line["log_level"] in _ERRORS] == []
        assert [line for line in caplog.records if line.levelno >= logging.ERROR] == []
