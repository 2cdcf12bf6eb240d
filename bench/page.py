"""What a visitor of the demo page feels: from a tap to the other phone's card, and scrolling.

Both are measured inside the browser, with the bot's real process behind the page. The taps are a
second apart: faster ones would measure Telegram's limit of one message a second per chat.
"""

import asyncio
from collections.abc import Sequence

from playwright.async_api import Browser, Page

from bench.crowd import COUNT, crowd
from bench.orders_in import percentile
from bench.table import Row, drawn
from bot.demo.pictures.browser import NoBrowser, opened
from bot.demo.pictures.served import served

TAPS = 60
#: A little more than the second that a private chat may get one message in.
BETWEEN_S = 1.1
P95_MS = 250.0
#: Two frames of a screen with 60 a second.
LONG_FRAME_MS = 32.0
_STEP_MS = 60_000

TAP = """
(label) => new Promise((resolve, reject) => {
  const last = (root, what) => [...root.querySelectorAll(what)].at(-1);
  const phone = (role) => document.querySelector(`[data-phone=${role}]`);
  const messages = [...phone("customer").querySelectorAll("[data-message]")];
  const id = messages.findLast((it) => /Order #\\d+ ·/.test(it.innerText)).dataset.message;
  const card = () => phone("customer").querySelector(`[data-message="${id}"]`)?.innerText;
  const before = card();
  const watch = new MutationObserver(() => {
    if (card() === before) return;
    watch.disconnect();
    resolve(performance.now() - tapped);
  });
  watch.observe(phone("customer"), { subtree: true, childList: true, characterData: true });
  setTimeout(() => reject(new Error(`${label}: the customer's card stays\\n${before}`)), 10_000);
  const button = last(phone("seller"), `[data-label*="${label}"]`);
  const tapped = performance.now();
  button.click();
})
"""
#: A quick swipe of a finger, pixels a frame; 0: the page at rest, which is the floor.
SWIPE_PX = 80
FRAMES = 300
SCROLL = """
([step, count]) => new Promise((resolve) => {
  const log = document.querySelector("[data-phone=seller] [role=log]");
  const frames = [];
  let last = 0;
  log.scrollTop = log.scrollHeight / 4;
  const go = (at) => {
    if (last) frames.push(at - last);
    last = at;
    log.scrollTop += step;
    if (frames.length === count) resolve(frames);
    else requestAnimationFrame(go);
  };
  requestAnimationFrame(go);
})
"""


def rows() -> list[Row]:
    """Milliseconds from tap to card, and the share of long frames; without Chromium a word on it."""
    try:
        taps, frames, resting = asyncio.run(_measure())
    except NoBrowser as missing:
        return [Row("page: not measured", str(missing))]
    p50, p95 = percentile(taps, 0.5), percentile(taps, 0.95)
    return [
        Row(
            f"page: tap to the other phone's changed card, {len(taps)} taps",
            f"p50 {p50:.0f} ms, p95 {p95:.0f} ms",
            goal=f"p95 <= {P95_MS:g} ms",
            met=p95 <= P95_MS,
        ),
        Row(
            f"page: frames over {LONG_FRAME_MS:g} ms, scrolling {COUNT:,} messages",
            f"{_long(frames):.1%} of {len(frames)}",
            floor=f"{_long(resting):.1%} at rest",
        ),
    ]


def _long(frames: Sequence[float]) -> float:
    return sum(frame > LONG_FRAME_MS for frame in frames) / len(frames)


async def _measure() -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    async with opened() as browser:
        with served() as root:
            return await _taps(browser, root), *await _frames(browser, root)


async def _taps(browser: Browser, root: str) -> Sequence[float]:
    """Approve and Undo in turn; the customer looks on."""
    page = await _opened(browser, root)
    answer = await page.request.post(
        f"{root}/do/story/go", data={"step": "approve"}, timeout=_STEP_MS
    )
    assert answer.ok, await answer.text()
    waits: list[float] = []
    for place in range(TAPS):
        label = "Undo" if place % 2 else "Approve"
        await page.locator(f'[data-phone=seller] [data-label*="{label}"]').last.wait_for()
        await page.wait_for_timeout(BETWEEN_S * 1000)
        waits.append(await page.evaluate(TAP, label))
    await page.close()
    return waits


async def _frames(browser: Browser, root: str) -> tuple[Sequence[float], Sequence[float]]:
    """Milliseconds of each frame while the seller's full chat is swiped, and while it rests."""
    page = await _opened(browser, root, crowded=True)
    resting: list[float] = await page.evaluate(SCROLL, [0, FRAMES])
    swiped: list[float] = await page.evaluate(SCROLL, [SWIPE_PX, FRAMES])
    await page.close()
    return swiped, resting


async def _opened(browser: Browser, root: str, *, crowded: bool = False) -> Page:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    if crowded:
        await crowd(page, root)
    await page.goto(f"{root}/?lang=en")
    await page.locator("[data-phone=seller] [role=log]").wait_for()
    return page


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
