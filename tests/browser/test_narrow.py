"""The page on a phone: one messenger at a time, nothing to the side of the screen."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import Desk


async def _no_sideways(desk: Desk) -> None:
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await desk.page.evaluate(sideways) <= 0


async def test_an_order_is_worked_on_360_pixels(tidy: None, visit: Visit) -> None:
    """Approve on the seller's phone, change the tab, and the customer's card has changed."""
    desk = await visit(width=360, height=740)
    number = await desk.follows_an_order()
    await _no_sideways(desk)
    await desk.button("seller", "Approve").click()
    await desk.reads("seller", number, "Confirmed")
    await desk.tab("customer").click()
    await expect(desk.card("customer", number)).to_be_in_viewport()
    await desk.reads("customer", number, "Confirmed")
    await _no_sideways(desk)


@pytest.mark.parametrize("panel", ["levers", "log", "tour"])
async def test_panels_fit_360_pixels(visit: Visit, panel: str) -> None:
    """Levers, log and story open over the phone and lie within the screen."""
    desk = await visit(width=360, height=740)
    await desk.opens(panel)
    box = await desk.panel(panel).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    await _no_sideways(desk)


@pytest.mark.parametrize("width", [360, 768, 1200, 1440, 2560])
async def test_no_width_scrolls_sideways(visit: Visit, width: int) -> None:
    """From a small phone to the largest screen."""
    await _no_sideways(await visit(width=width))
