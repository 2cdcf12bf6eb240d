"""`orderbell demo --screenshots DIR`: named pictures of every main screen, for the documentation.

It drives the page as a visitor would, in Chromium; it draws nothing itself.
"""

import asyncio
import sys
from pathlib import Path

from bot.demo.pictures.browser import NoBrowser, opened
from bot.demo.pictures.camera import Camera, NotDone
from bot.demo.pictures.scenes import LOCALES, SCENES
from bot.demo.pictures.served import NoDemo, served


def take(directory: Path, only: str = "") -> int:
    """Make the pictures in `directory`, which is made when it is missing; 0, or 1 with the reason.

    `only`: a regular expression that the wanted names contain; empty: all.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        asyncio.run(_all(directory, only))
    except (NoBrowser, NoDemo, NotDone, OSError) as error:
        print(f"No pictures: {error}", file=sys.stderr)
        return 1
    return 0


async def _all(directory: Path, only: str) -> None:
    async with opened() as browser:
        # Only here: a Playwright that is missing has its sentence by now.
        from playwright.async_api import Error

        with served() as root:
            camera = await Camera.before(browser, root, directory, only)
            try:
                for locale in LOCALES:
                    await _in_one_language(camera, locale)
            except Error as error:
                raise NotDone(error.message) from error


async def _in_one_language(camera: Camera, locale: str) -> None:
    wanted = [(scene, list(camera.wanted(scene, locale))) for scene in SCENES]
    if not any(looks for _, looks in wanted):
        return
    await camera.starts_over(locale)
    for scene, looks in wanted:
        if looks:
            for name in await camera.takes(scene, locale, looks):
                print(name, flush=True)
