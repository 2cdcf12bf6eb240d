"""One demo and one Chromium for all of these tests; every test's pages are watched for wrongs."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Literal, Protocol

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from bench.crowd import world_at
from bot.demo.pictures.browser import NoBrowser, found, opened
from bot.demo.pictures.served import served
from tests.browser.desk import SLOW_MS, Desk
from tests.browser.watch import LISTEN_TO_THE_POLICY, Watch

HERE = Path(__file__).parent
#: Long enough for two browsers, two bots and other people's work on two cores.
PATIENCE_MS = 20_000
#: Seller, customer, administration, and the seller who has no Telegram.
PEOPLE = 4
ENOUGH_ORDERS = 10

Scheme = Literal["light", "dark"]
Motion = Literal["no-preference", "reduce"]
#: What is done to a page before it is opened; it is told the demo's address.
Before = Callable[[Page, str], Awaitable[None]]


class Visit(Protocol):
    """Open the page in a window of its own."""

    def __call__(
        self,
        path: str = "/",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: Scheme = "light",
        motion: Motion = "reduce",
        language: str = "en",
        before: Before | None = None,
    ) -> Awaitable[Desk]: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser lives in the loop it was started in: these tests share one, and one process (`make test`)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; without it these tests are skipped, with a sentence on how to get it."""
    try:
        found()
    except NoBrowser as missing:
        pytest.skip(str(missing))
    expect.set_options(timeout=PATIENCE_MS)
    async with opened() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def root(browser: Browser) -> Iterator[str]:
    """Where the demo is served."""
    with served() as address:
        yield address


async def watched(context: BrowserContext) -> tuple[Page, Watch]:
    """An empty page of `context`, and what it does wrong from now on."""
    context.set_default_timeout(PATIENCE_MS)
    await context.add_init_script(LISTEN_TO_THE_POLICY)
    page = await context.new_page()
    return page, Watch(page)


async def shown(page: Page, address: str) -> None:
    """Open the demo at `address`, and wait until its phones are there."""
    await page.goto(address)
    await expect(page.locator("body[data-ready] [data-phone]").first).to_be_visible()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, root: str, tidy: None) -> AsyncIterator[Visit]:
    """Open pages on a tidy world; when the test is over none of them may have done wrong."""
    watches: list[Watch] = []
    async with AsyncExitStack() as stack:

        async def go(
            path: str = "/",
            *,
            width: int = 1440,
            height: int = 900,
            scheme: Scheme = "light",
            motion: Motion = "reduce",
            language: str = "en",
            before: Before | None = None,
        ) -> Desk:
            context = await browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion=motion,
                locale=language,
            )
            stack.push_async_callback(context.close)
            page, watch = await watched(context)
            watches.append(watch)
            if before:
                await before(page, root)
            await shown(page, f"{root}{path}")
            return Desk(page, root, watch)

        yield go
    assert [wrong for watch in watches for wrong in watch.wrongs] == []


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(root: str) -> None:
    """The world begins anew, in English."""
    await start_over(root, "en")


async def start_over(root: str, locale: str) -> None:
    """A new world whose people speak this language."""
    whole = aiohttp.ClientTimeout(total=SLOW_MS / 1000)
    async with (
        aiohttp.ClientSession(timeout=whole) as session,
        session.post(f"{root}/do/reset", json={"locale": locale}) as answer,
    ):
        assert (await answer.json())["ok"], await answer.text()


@pytest_asyncio.fixture(loop_scope="session")
async def tidy(root: str) -> None:
    """The world speaks English, its bot runs, and its phones are not too full to look at.

    To begin anew costs seconds, so what an earlier test ordered may still be there.
    """
    world = await world_at(root)
    stage = world["stage"]
    if (
        (world["locale"], stage["bot"], stage["faults"]) != ("en", "running", [])
        or len(world["people"]) > PEOPLE
        or len(stage["orders"]) > ENOUGH_ORDERS
    ):
        await start_over(root, "en")


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tidy: None, visit: Visit) -> Desk:
    """The page on a laptop's screen."""
    return await visit()
