"""Takes the pictures: brings the world to a moment, opens the page, waits until it is still.

What is pictured is said by the scenes; where the demo and the browser come from, by their modules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bot.demo.pictures.scenes import SCHEMES, SIZES, Scene, Size
from bot.demo.pictures.talking import talk

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

#: A step of the story starts the bot anew: seconds, on a machine that has other work.
STEP_MS = 60_000
SHOWN_MS = 20_000
#: Still: so long no message came, none changed, and every picture in them is loaded.
STILL = """
() => new Promise((resolve) => {
  const quiet = 400;
  const phones = document.querySelector("main") ?? document.body;
  const done = () => { watch.disconnect(); document.fonts.ready.then(() => resolve(true)); };
  let timer = setTimeout(done, quiet);
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); });
  watch.observe(phones, { subtree: true, childList: true, characterData: true });
})
"""


class NotDone(Exception):
    """The demo refused to go on; the message is its own."""


@dataclass(frozen=True, slots=True)
class Look:
    """One picture of a scene."""

    size: Size
    scheme: Literal["light", "dark"]

    def named(self, scene: Scene, locale: str) -> str:
        """`order-ring-phone-uk-dark.png`; the desk on a phone is `phone-uk-dark.png`."""
        parts = [scene.name, self.size.name, locale, self.scheme]
        if self.size.name and scene.name == "desk":
            parts.remove(scene.name)
        return f"{'-'.join(filter(None, parts))}.png"


LOOKS = tuple(Look(size, scheme) for size in SIZES for scheme in SCHEMES)


class Camera:
    """One browser window in front of one demo."""

    def __init__(self, page: "Page", root: str, directory: Path, only: str = "") -> None:
        self._page = page
        self._root = root
        self._directory = directory
        self._only = re.compile(only)

    @classmethod
    async def before(
        cls, browser: "Browser", root: str, directory: Path, only: str = ""
    ) -> "Camera":
        """A window of its own, without motion; `only`: what the wanted names match."""
        page = await browser.new_page(reduced_motion="reduce", color_scheme="light")
        page.set_default_timeout(SHOWN_MS)
        return cls(page, root, directory, only)

    async def starts_over(self, locale: str) -> None:
        """A new world, in this language. Raises `NotDone`."""
        await self._do("reset", locale=locale)

    def wanted(self, scene: Scene, locale: str) -> Iterator[Look]:
        """The looks of a scene that are asked for."""
        return (look for look in LOOKS if self._only.search(look.named(scene, locale)))

    async def takes(self, scene: Scene, locale: str, looks: list[Look]) -> list[str]:
        """The names of the pictures that were made. Raises `NotDone`."""
        if scene.talk:
            await self.starts_over(locale)
        await self._do("story/go", step=scene.step)
        if scene.talk:
            await self._shows(scene, locale)
            await talk(self._page, self._root, locale, self._do)
        names = []
        for look in looks:
            await self._page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
            await self._page.set_viewport_size(
                {"width": look.size.width, "height": look.size.height}
            )
            await self._shows(scene, locale)
            names.append(look.named(scene, locale))
            await self._page.screenshot(
                path=self._directory / names[-1], animations="disabled", caret="hide"
            )
        return names

    async def _shows(self, scene: Scene, locale: str) -> None:
        told = f"&scenario={scene.step}" if scene.panel == "story" else ""
        await self._page.goto(f"{self._root}/?lang={locale}{told}")
        await self._page.locator("body[data-ready] [data-phone]").first.wait_for()
        tab = self._page.locator(f"[role=tab][data-role={scene.role}]").first
        if await tab.is_visible():
            await tab.click()
        if scene.panel in {"levers", "log"}:
            await self._page.locator(f"[data-opens={scene.panel}]").first.click()
            await self._page.locator(f"[data-panel={scene.panel}]").wait_for()
        await self._page.evaluate(STILL)

    async def _do(self, lever: str, **body: object) -> Any:
        answer = await self._page.request.post(
            f"{self._root}/do/{lever}", data=body, timeout=STEP_MS
        )
        document = await answer.json()
        if not document["ok"]:
            raise NotDone(f"{lever}: {document['error']['text']}")
        return document["result"]
