"""Both databases for every test of this folder: the same suite, the same promises."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.schema import migrate
from storage.unit import SqlStore
from tests import postgres
from tests.storage.examples import HandClock


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "orders.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def url(kind: str, migrated_file: Path, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database with the newest schema."""
    if kind == "sqlite":
        path = tmp_path / "orders.db"
        shutil.copy(migrated_file, path)
        yield f"sqlite+aiosqlite:///{path}"
    else:
        async with postgres.database() as url:
            yield url


@pytest.fixture
def clock() -> HandClock:
    """Time, moved by hand."""
    return HandClock()


@pytest.fixture
async def store(url: str, clock: HandClock) -> AsyncIterator[SqlStore]:
    """The store on it."""
    async with SqlStore(url, clock) as store:
        yield store
