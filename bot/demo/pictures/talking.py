"""A short talk between customer and seller, for the picture of it: a question, a photo, an answer, an edit.

It does what visitors would do on the phones; it takes no picture.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

#: Pulls a lever of the page: its name, what it is told; what it answers.
Do = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is said, in one language."""

    question: str
    caption: str
    answer: str
    #: What the question says after it was edited.
    changed: str


_LINES = {
    "en": _Lines(
        "Could you put a name on it?",
        "Like on this one",
        "Gladly! It will be ready on Friday.",
        "Could you put a name on it? Taras, in blue",
    ),
    "uk": _Lines(
        "А можна з ім’ям?",
        "Як на цьому",
        "Залюбки! Буде готове в п’ятницю.",
        "А можна з ім’ям? Тарас, синім",
    ),
}
#: What stands for a photograph: a mug on a table, drawn by the browser.
_PHOTO = """
<body style="margin:0;width:480px;height:300px;display:grid;place-items:center;
 background:linear-gradient(#dfe9f3 62%,#b08968 62%)"><svg width="220" height="220" viewBox="0 0 110 110">
<path d="M78 42a18 18 0 0 1 0 36" fill="none" stroke="#2f5d9b" stroke-width="9"/>
<path d="M22 30h58v52a12 12 0 0 1-12 12H34a12 12 0 0 1-12-12z" fill="#3b6fb6"/>
<ellipse cx="51" cy="30" rx="29" ry="7" fill="#22466f"/>
<path d="M35 60c8-9 10 9 17 0s8 7 16-1" fill="none" stroke="#fff" stroke-width="3.5"/></svg></body>
"""


async def talk(page: "Page", root: str, locale: str, do: Do) -> None:
    """Let the two of the story's first order talk; over when both phones show all of it."""
    lines = _LINES[locale]
    seller, customer = [
        int(await page.locator(f"[data-phone={role}]").first.get_attribute("data-person") or 0)
        for role in ("seller", "customer")
    ]
    asked = await do("say", person=customer, text=lines.question)
    await _arrives(page, "seller", lines.question)
    await _sends_photo(page, root, customer, lines.caption)
    photo = await _arrives(page, "seller", lines.caption)
    await do("say", person=seller, text=lines.answer, message_id=photo)
    await _arrives(page, "customer", lines.answer)
    await do("edit", person=customer, message_id=asked["id"], text=lines.changed)
    await _arrives(page, "seller", lines.changed)


async def _arrives(page: "Page", role: str, text: str) -> int:
    """Wait for what the other side said; the id that it has on this phone."""
    messages = page.locator(f"[data-phone={role}]").first.locator("[data-message]")
    found = messages.filter(has_text="💬").filter(has_text=text).last
    return int(await found.get_attribute("data-message") or 0)


async def _sends_photo(page: "Page", root: str, person: int, caption: str) -> None:
    browser = page.context.browser
    assert browser is not None
    easel = await browser.new_page(viewport={"width": 480, "height": 300})
    await easel.set_content(_PHOTO)
    photo = await easel.screenshot()
    await easel.close()
    await page.request.post(
        f"{root}/upload",
        params={"person": person, "kind": "photo", "name": "mug.png", "caption": caption},
        data=photo,
        headers={"Content-Type": "image/png"},
    )
