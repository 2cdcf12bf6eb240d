"""What the page costs: bytes, shifts, and its manners with many messages."""

from typing import Any

from playwright.async_api import expect

from bench.crowd import COUNT, crowd
from tests.browser.conftest import Visit
from tests.browser.desk import Desk

#: A messenger, text messages and mail on every phone, levers, log and story.
WHOLE_PAGE_BYTES = 330_000
#: A hundredth of the screen moved by its own height is 0.01; "good" begins below 0.1.
SHIFT = 0.02
#: Cards of so many orders are higher than a phone.
FILLING = 3
WEIGH = """
() => ["navigation", "resource"]
  .flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)
"""
WATCH_SHIFTS = """
() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const who = entry.sources.map(({ node }) => node?.className ?? node?.nodeName);
      window.shifts.push([entry.value, String(who)]);
    }
  }).observe({ type: "layout-shift" });
}
"""
COMPARE_WORDS = """
async () => {
  const parts = ["shell", "messenger", "levers", "tour"];
  const holes = (text) => [...text.matchAll(/{\\w+}/g)].map(([hole]) => hole).sort().join();
  const wrong = [];
  let count = 0;
  for (const part of parts) {
    const { en, uk } = (await import(`/static/words/${part}.js`)).default;
    for (const key of new Set([...Object.keys(en), ...Object.keys(uk)])) {
      count += 1;
      const both = key in en && key in uk;
      if (!both || holes(en[key]) !== holes(uk[key])) wrong.push(`${part}.${key}`);
    }
  }
  return { wrong, count };
}
"""


async def test_the_whole_page_is_light(visit: Visit) -> None:
    """Everything that is loaded, unpacked, with all panels open: under 330 KB."""
    desk = await visit()
    for panel in ("levers", "log"):
        await desk.opens(panel)
    weight = await desk.page.evaluate(WEIGH)
    assert 20_000 < weight < WHOLE_PAGE_BYTES


async def test_nothing_jumps_when_messages_arrive(fresh: None, visit: Visit) -> None:
    """From the first order on empty phones to an approval on full ones nothing moves that lay still."""
    desk = await visit(motion="no-preference")
    await desk.page.evaluate(WATCH_SHIFTS)
    for _ in range(FILLING):
        number = await desk.follows_an_order()
    other = await visit()
    await other.button("seller", "Approve").click()
    await desk.reads("customer", number, "Confirmed")
    shifts: list[Any] = await desk.page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= SHIFT, shifts


async def test_a_thousand_messages_scroll(visit: Visit) -> None:
    """The newest is in view at once; the oldest is reached, and still there."""
    desk = await visit(before=crowd)
    await expect(desk.says("seller", "message 999 ")).to_be_in_viewport()
    assert len(set(await desk.message_ids("seller"))) >= COUNT
    await desk.says("seller", "message 0 ").scroll_into_view_if_needed()
    await expect(desk.says("seller", "message 0 ")).to_be_in_viewport()


async def test_both_languages_have_the_same_words(visit: Visit) -> None:
    """Equal keys with equal gaps in every part."""
    desk = await visit()
    compared = await desk.page.evaluate(COMPARE_WORDS)
    assert compared["wrong"] == []
    assert compared["count"] > 100


async def test_no_motion_for_those_who_asked_for_none(desk: Desk) -> None:
    """With prefers-reduced-motion nothing is animated while an order rings."""
    await desk.follows_an_order()
    running = "document.getAnimations().filter((it) => it.effect.getTiming().duration > 50).length"
    assert await desk.page.evaluate(running) == 0
