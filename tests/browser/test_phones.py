"""What people do on a phone besides tapping: answer, mend, take back, send pictures, look again."""

from playwright.async_api import FilePayload, expect

from tests.browser.desk import Desk
from tests.unit.simulator.page.shots import png


def picture(width: int, height: int) -> FilePayload:
    """A grey PNG to attach."""
    return FilePayload(name="pot.png", mimeType="image/png", buffer=png(width, height))


async def test_own_words_are_answered_mended_and_taken_back(desk: Desk) -> None:
    """Reply and delete are in a message's menu; arrow up mends what was said last."""
    number = await desk.follows_an_order()
    customer, keys = desk.phone("customer"), desk.page.keyboard
    await desk.card("customer", number).click(button="right")
    await customer.get_by_role("menuitem", name="Reply").click()
    await keys.type("Is it blu?")
    await keys.press("Enter")
    said = desk.says("customer", "Is it blu?")
    await expect(said.locator(".m-quote")).to_contain_text(f"Order #{number} ·")
    await keys.press("ArrowUp")
    await keys.press("Backspace")
    await keys.type("e?")
    await keys.press("Enter")
    mended = desk.says("customer", "Is it blue?")
    await expect(mended).to_contain_text("edited")
    await mended.click(button="right")
    await customer.get_by_role("menuitem", name="Delete").click()
    await expect(mended).to_have_count(0)
    await expect(customer.locator(":focus")).to_have_count(1)


async def test_two_pictures_go_as_one_message(desk: Desk) -> None:
    """They are looked at first, sent with a caption, and keep their places while they load."""
    await desk.follows_an_order()
    customer = desk.phone("customer")
    files = [picture(320, 200), picture(200, 320)]
    await customer.locator("input[type=file]").set_input_files(files)
    sheet = customer.get_by_role("dialog")
    await expect(sheet.locator("img")).to_have_count(2)
    await sheet.get_by_role("textbox").fill("Like these")
    await sheet.get_by_role("button", name="Send", exact=True).click()
    sent = desk.says("customer", "Like these")
    await expect(sent.locator("img")).to_have_count(2)
    await expect(sheet).to_have_count(0)


async def test_one_picture_has_its_own_shape(desk: Desk) -> None:
    """Its sides are known before it has loaded, so nothing moves when it has."""
    await desk.follows_an_order()
    customer = desk.phone("customer")
    await customer.locator("input[type=file]").set_input_files(picture(240, 120))
    await desk.page.keyboard.press("Enter")
    image = customer.locator("[data-message] img[width='240']").last
    await expect(image).to_be_visible()
    box = await image.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (240, 120)


async def test_a_slash_offers_the_commands(desk: Desk) -> None:
    """They are filtered while typed, chosen by arrows, and sent by Enter."""
    await desk.follows_an_order()
    seller, keys = desk.phone("seller"), desk.page.keyboard
    await seller.get_by_role("textbox").last.focus()
    await keys.type("/")
    options = seller.get_by_role("option")
    assert await options.count() > 3
    await keys.type("hel")
    await expect(options).to_have_count(1)
    await keys.press("Enter")
    await expect(options).to_have_count(0)
    await desk.sees("seller", "/help")


async def test_the_other_channels_say_that_they_wait(desk: Desk) -> None:
    """SMS and e-mail have their panes; arrows go from one to the next and back."""
    # Telegram reaches the customer: nothing has come another way. Sellers have letters of orders.
    person = desk.phone("customer")
    await person.get_by_role("tab", name="Telegram").focus()
    for words in ("No text messages yet", "No e-mail yet"):
        await desk.page.keyboard.press("ArrowRight")
        await expect(person.get_by_role("heading", name=words)).to_be_visible()
    await desk.page.keyboard.press("ArrowRight")
    await expect(person.get_by_role("log")).to_be_visible()


async def test_a_blocked_bot_is_unblocked_on_the_phone(desk: Desk) -> None:
    """In place of the input stands the one thing to do."""
    seller = desk.phone("seller")
    await desk.asks("block", person=await desk.person("seller"))
    await seller.get_by_role("button", name="Unblock").click()
    await expect(seller.get_by_role("textbox").last).to_be_visible()


async def test_the_log_stays_where_its_reader_is(desk: Desk) -> None:
    """Below, it follows what comes; further up, one button leads back to the newest."""
    await desk.follows_an_order()
    person = await desk.person("customer")
    log = desk.phone("customer").get_by_role("log")
    for number in range(9):
        await desk.asks("say", person=person, text=f"Line {number}\n" * 6)
    below = "(it) => it.scrollHeight - it.scrollTop - it.clientHeight < 2"
    await expect(desk.says("customer", "Line 8")).to_be_in_viewport()
    assert await log.evaluate(below)
    await log.hover()
    await desk.page.mouse.wheel(0, -600)
    newest = desk.phone("customer").get_by_role("button", name="To the newest messages")
    await expect(newest).to_be_visible()
    await newest.click()
    await expect(newest).to_have_count(0)
    assert await log.evaluate(below)
