"""What the page makes of interruptions: the bot killed, a reload, a second tab, a laptop asleep."""

from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import SLOW_MS, Desk


async def test_a_tap_on_a_dead_bot_is_done_once_it_lives_again(desk: Desk) -> None:
    """Killed between tap and card: after the start both cards change."""
    number = await desk.follows_an_order()
    await desk.opens("levers")
    await desk.lever("kill").click()
    await expect(desk.lever("start")).to_be_enabled()
    await desk.button("seller", "Approve").click()
    await desk.lever("start").click()
    await expect(desk.card("seller", number)).to_contain_text("· Confirmed", timeout=SLOW_MS)
    await desk.reads("customer", number, "Confirmed")


async def test_a_reload_loses_nothing(desk: Desk) -> None:
    """The page has no memory of its own that an order needs."""
    number = await desk.follows_an_order()
    await desk.page.reload()
    await desk.button("seller", "Approve").click()
    await desk.reads("customer", number, "Confirmed")


async def test_two_tabs_show_the_same(desk: Desk, visit: Visit) -> None:
    """A tap in one tab changes the cards in the other, which may tap as well."""
    number = await desk.follows_an_order()
    other = await visit()
    await desk.button("seller", "Approve").click()
    await other.reads("customer", number, "Confirmed")
    await other.button("seller", "Mark as paid").click()
    await desk.reads("customer", number, "Paid")


async def test_an_hour_of_sleep_ends_in_the_state_of_now(desk: Desk, visit: Visit) -> None:
    """What happened while the stream was cut is there once the page is back, and only once."""
    desk.watch.forgive("ERR_INTERNET_DISCONNECTED")
    number = await desk.follows_an_order()
    awake = await visit()
    await desk.page.context.set_offline(True)
    await awake.button("seller", "Approve").click()
    await awake.reads("customer", number, "Confirmed")
    await desk.page.context.set_offline(False)
    await desk.reads("seller", number, "Confirmed")
    await desk.reads("customer", number, "Confirmed")
    ids = await desk.message_ids("seller")
    assert len(ids) == len(set(ids))
