"""A conversation through the bot, as both people see it on their phones."""

from playwright.async_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.test_phones import picture

#: The name over what the other side wrote, and the order it is about.
HEAD = "💬"


async def writes(desk: Desk, role: str, text: str) -> None:
    """Type it into that phone's field and send it."""
    field = desk.phone(role).get_by_role("textbox").last
    await field.fill(text)
    await field.press("Enter")
    await desk.sees(role, text)


def relayed(desk: Desk, role: str, number: int, text: str = "") -> Locator:
    """The newest message from the other side about that order on this phone."""
    found = desk.phone(role).locator("[data-message]").filter(has_text=HEAD)
    return found.filter(has_text=f"#{number}").filter(has_text=text).last


async def identified(phone: Locator, text: str) -> Locator:
    """The newest message with `text`, whatever it will say later and whoever quotes it."""
    message = phone.locator("[data-message]").filter(has_text=text).last
    key = await message.get_attribute("data-message")
    return phone.locator(f'[data-message="{key}"]')


async def test_a_conversation_is_seen_on_both_phones(desk: Desk) -> None:
    """A question, a photo, an answer, and an edit that changes what the other side has."""
    number = await desk.follows_an_order()
    customer, seller = desk.phone("customer"), desk.phone("seller")
    await desk.card("customer", number).click(button="right")
    await customer.get_by_role("menuitem", name="Reply").click()
    await writes(desk, "customer", f"Is it blu, {number}?")
    said = await identified(customer, f"Is it blu, {number}?")
    await expect(relayed(desk, "seller", number, "Is it blu")).to_be_visible()
    asked = await identified(seller, f"Is it blu, {number}?")
    await expect(asked).to_contain_text(HEAD)
    await expect(asked.locator(".m-quote")).to_contain_text(f"#{number}")

    await customer.locator("input[type=file]").set_input_files(picture(240, 120))
    sheet = customer.get_by_role("dialog")
    await sheet.get_by_role("textbox").fill("Like this one")
    await sheet.get_by_role("button", name="Send", exact=True).click()
    photo = relayed(desk, "seller", number, "Like this one")
    await expect(photo.locator("img[width='240']")).to_be_visible()

    await asked.click(button="right")
    await seller.get_by_role("menuitem", name="Reply").click()
    await writes(desk, "seller", "Blue as the sea.")
    answer = relayed(desk, "customer", number, "Blue as the sea.")
    await expect(answer.locator(".m-quote")).to_contain_text("Is it blu")

    await expect(asked).not_to_contain_text("edited")
    await said.click(button="right")
    await customer.get_by_role("menuitem", name="Edit").click()
    await writes(desk, "customer", f"Is it blue, {number}?")
    await expect(said).to_contain_text("edited")
    await expect(asked).to_contain_text(f"Is it blue, {number}?")
    await expect(asked).to_contain_text("edited")
