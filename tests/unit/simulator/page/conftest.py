"""A page that shows the world, and a browser on it."""

from collections.abc import AsyncIterator

import pytest

from simulator.page import Page
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.page.browser import Browser, Desk


@pytest.fixture
def desk() -> Desk:
    """The host."""
    return Desk()


@pytest.fixture
async def page(world: World, desk: Desk) -> AsyncIterator[Page]:
    """A page that listens and shows the world."""
    page = Page(desk)
    await page.start(0)
    page.shows(world)
    yield page
    await page.close()


@pytest.fixture
def browser(page: Page, bot: BotClient) -> Browser:
    """Somebody who looks at it."""
    return Browser(page.port, bot.http)
