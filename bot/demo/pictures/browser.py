"""Chromium in Playwright's hands: found, started, or missed with a word on how to get it.

It opens no page. Neither is needed to run the bot, so both are looked for only here.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

#: Says which Chromium to use, by its path.
CHOICE = "ORDERBELL_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_PLAYWRIGHT = (
    "The Python package playwright is missing: run `make setup`, "
    "which installs all that developing needs."
)
NO_CHROMIUM = (
    "No Chromium was found: install it (Debian and Ubuntu: apt install chromium "
    f"fonts-noto-color-emoji), or say in {CHOICE} where it is."
)
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    # Containers give /dev/shm 64 MB, and a tab that fills it dies.
    "--disable-dev-shm-usage",
    # Glyphs and colours alike on every screen, so that pictures differ only when the page does.
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    # The page is whole without a network: no name but this machine's own is ever resolved.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)


class NoBrowser(Exception):
    """The browser cannot be driven; the message is one sentence that says how to get it."""


def found() -> str:
    """The path of Chromium: the one that `ORDERBELL_CHROMIUM` names, or the first on PATH.

    Raises `NoBrowser`, also when Playwright is not installed.
    """
    try:
        import playwright.async_api  # noqa: F401
    except ImportError:
        raise NoBrowser(NO_PLAYWRIGHT) from None
    chosen = os.environ.get(CHOICE)
    for name in (chosen,) if chosen else NAMES:
        if path := shutil.which(name):
            return path
    raise NoBrowser(NO_CHROMIUM)


@asynccontextmanager
async def opened() -> AsyncIterator["Browser"]:
    """Chromium without a window, closed with the block. Raises `NoBrowser`."""
    path = found()
    from playwright.async_api import async_playwright

    # Chromium's sandbox cannot be set up by root, as whom containers usually run.
    unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=[*_ARGUMENTS, *unboxed]
        )
        try:
            yield browser
        finally:
            await browser.close()
