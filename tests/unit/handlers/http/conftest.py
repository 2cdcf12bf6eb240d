"""A served office for the tests of the HTTP side."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.marketplace import Place, new_file, opened


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(await new_file(tmp_path)) as here:
        yield here
