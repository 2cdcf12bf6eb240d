"""Where chance comes from, and a fresh database of either kind."""

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import postgres


@pytest.fixture
def seed() -> int:
    """Where the chance comes from; pytest shows what is printed when a test fails."""
    chosen = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    print(f"to repeat it: CHAOS_SEED={chosen}")
    return chosen


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database."""
    if database == "postgresql":
        async with postgres.database() as fresh:
            yield fresh
    else:
        data = tmp_path / "data"
        data.mkdir()
        yield f"sqlite+aiosqlite:///{data}/orderbell.db"
