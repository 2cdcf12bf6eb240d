"""The guided story: from its first step to its last, in both languages, and by a link."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit, start_over
from tests.browser.desk import SLOW_MS, Desk

STEPS = "welcome order follow approve undo crash stranger sent clock done".split()


async def _goes_on(desk: Desk, step: str) -> None:
    """Next, which first does what the step is about, and then goes to `step`."""
    card = desk.panel("tour")
    for _ in range(2):
        if await card.get_attribute("data-step") == step:
            break
        told = await card.get_attribute("data-step")
        done = await card.get_attribute("data-done") == "true"
        await desk.tour("next").click()
        settled = f"[data-step={step}]" if done else f"[data-step={told}][data-done=true]"
        await expect(
            desk.page.locator(f"[data-panel=tour]{settled}[data-busy=false]")
        ).to_be_visible(timeout=SLOW_MS)
    await expect(card).to_have_attribute("data-step", step)
    assert f"scenario={step}" in desk.page.url


async def test_next_plays_the_whole_story(fresh: None, visit: Visit) -> None:
    """Ten steps; at the end the order is closed on both phones, and leaving clears the address."""
    desk = await visit("/?scenario=welcome")
    for step in STEPS[1:]:
        await _goes_on(desk, step)
    await desk.sees("seller", "Closed")
    await desk.sees("customer", "Closed")
    await desk.tour("leave").click()
    await expect(desk.panel("tour")).to_have_count(0)
    assert "scenario" not in desk.page.url


async def test_the_visitors_own_tap_is_a_step_of_the_story(fresh: None, visit: Visit) -> None:
    """Who taps Approve himself is told that the step is done."""
    desk = await visit("/?scenario=approve")
    await expect(desk.button("seller", "Approve")).to_be_visible(timeout=SLOW_MS)
    await desk.button("seller", "Approve").click()
    await expect(desk.panel("tour")).to_have_attribute("data-done", "true")
    await _goes_on(desk, "undo")


async def test_the_story_is_told_in_ukrainian(root: str, visit: Visit) -> None:
    """Words, people and the bot speak Ukrainian."""
    await start_over(root, "uk")
    desk = await visit("/?lang=uk&scenario=welcome")
    await expect(desk.page.locator("html")).to_have_attribute("lang", "uk")
    for step in STEPS[1:5]:
        heading = desk.panel("tour").get_by_role("heading").first
        assert re.search("[а-щьюяєіїґ]", await heading.inner_text()), step
        await _goes_on(desk, step)
    await desk.sees("seller", "Підтверджене")
    await desk.sees("customer", "Підтверджене")


@pytest.mark.parametrize("step", ["undo", "clock"])
async def test_a_link_leads_into_the_story(fresh: None, visit: Visit, step: str) -> None:
    """`?scenario=` does what comes before, and tells that step."""
    desk = await visit(f"/?scenario={step}")
    number = str(STEPS.index(step) + 1)
    await expect(desk.panel("tour")).to_contain_text(f"{number} of 10", timeout=SLOW_MS)
    await desk.sees("customer", {"undo": "Confirmed", "clock": "Sent"}[step])


async def test_a_link_to_nowhere_begins_at_the_beginning(visit: Visit) -> None:
    """A step that is not there is no error."""
    desk = await visit("/?scenario=<b>nowhere</b>")
    await expect(desk.panel("tour")).to_contain_text("1 of 10")


async def test_escape_leaves_the_story(visit: Visit) -> None:
    """As the button does."""
    desk = await visit("/?scenario=welcome")
    await expect(desk.panel("tour")).to_be_visible()
    await desk.tour("next").focus()
    await desk.page.keyboard.press("Escape")
    await expect(desk.panel("tour")).to_have_count(0)
