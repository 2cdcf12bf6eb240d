"""An office with real rows, for the use-cases' tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.orders.office import Shop, open_shop


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """Two sellers, three customers, no orders."""
    async with open_shop(tmp_path) as shop:
        yield shop
