"""The page without a mouse: Tab, Enter and arrows are enough."""

from playwright.async_api import Locator, expect

from tests.browser.desk import Desk

#: More stops than the page has.
STOPS = 200


async def _tabs_to(desk: Desk, target: Locator) -> None:
    """Press Tab until it has the focus, and see that the focus can be seen."""
    await expect(target).to_be_visible()
    for _ in range(STOPS):
        if await target.evaluate("(it) => it === document.activeElement"):
            assert await target.evaluate("(it) => it.matches(':focus-visible')")
            return
        await desk.page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by Tab")


async def test_an_order_is_placed_and_approved_by_keyboard(desk: Desk) -> None:
    """Levers, Place order, Approve: each is reached by Tab and done by Enter."""
    await _tabs_to(desk, desk.opener("levers"))
    await desk.page.keyboard.press("Enter")
    await _tabs_to(desk, desk.lever("order"))
    await desk.page.keyboard.press("Enter")
    await _tabs_to(desk, desk.button("seller", "Approve"))
    await desk.page.keyboard.press("Enter")
    await expect(desk.phone("seller").get_by_text("Approved.")).to_be_visible()


async def test_the_focus_stays_at_the_card_that_changed(desk: Desk) -> None:
    """Approve is gone after the tap; the focus is still inside the seller's phone."""
    await desk.follows_an_order()
    await desk.button("seller", "Approve").focus()
    await desk.page.keyboard.press("Enter")
    await expect(desk.button("seller", "Mark as paid")).to_be_visible()
    await expect(desk.phone("seller").locator(":focus")).to_have_count(1)


async def test_the_first_stop_skips_to_the_phones(desk: Desk) -> None:
    """A link for those who have heard the top bar before."""
    await desk.page.keyboard.press("Tab")
    first = desk.page.locator(":focus")
    assert (await first.get_attribute("href") or "").startswith("#")


async def test_a_message_is_written_and_sent_by_keyboard(desk: Desk) -> None:
    """Enter sends; what was written is a message."""
    await desk.follows_an_order()
    await _tabs_to(desk, desk.phone("seller").get_by_role("textbox").last)
    await desk.page.keyboard.type("/help")
    await desk.page.keyboard.press("Enter")
    await desk.sees("seller", "/help")
