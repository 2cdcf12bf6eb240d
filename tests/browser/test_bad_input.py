"""What people type and attach when they mean no harm, and when they do."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser.desk import Desk

#: Telegram's own limit of a photo is 10 MB.
TOO_BIG = 20 * 1024 * 1024
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
MARKUP = "<img src=x onerror=document.title='owned'>"
#: U+202E turns the reading direction around until U+202C.
BACKWARDS = "‮מרים‬"


async def test_a_message_of_4096_emoji(desk: Desk) -> None:
    """Telegram takes 4096 characters; the phone shows them, and its window scrolls as before."""
    await desk.follows_an_order()
    await desk.asks("say", person=await desk.person("customer"), text="🏺" * 4096)
    await desk.sees("customer", "🏺🏺🏺")
    wide = await desk.phone("customer").evaluate("(it) => it.scrollWidth - it.clientWidth")
    assert wide <= 0


async def test_markup_and_backwards_writing_in_a_name_are_letters(desk: Desk) -> None:
    """Neither runs, nor turns anything around that is not the name."""
    for name in (MARKUP, BACKWARDS):
        await desk.asks("person", name=name, role="stranger", language="en")
    names = desk.page.locator("[data-phone=stranger]")
    await expect(names).to_have_count(2)
    await expect(names.filter(has_text="onerror=")).to_have_count(1)
    assert await desk.page.locator("img[src=x]").count() == 0
    assert await desk.page.title() != "owned"


async def test_markup_in_a_message_is_letters(desk: Desk) -> None:
    """The customer writes HTML to the bot; their own phone shows it as it was typed."""
    await desk.follows_an_order()
    await desk.asks("say", person=await desk.person("customer"), text=MARKUP)
    await desk.sees("customer", MARKUP)
    assert await desk.page.locator("img[src=x]").count() == 0


async def test_a_photo_of_20_mb_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    """As Telegram refuses it; the message is not sent and the page goes on."""
    desk.watch.forgive("413")
    await desk.follows_an_order()
    photo = tmp_path / "kiln.jpg"
    photo.write_bytes(JPEG + bytes(TOO_BIG - len(JPEG)))
    # The bot may still be greeting them: only what they send matters.
    before = await desk.message_ids("customer", own=True)
    await desk.phone("customer").locator("input[type=file]").first.set_input_files(photo)
    await expect(desk.page.get_by_text("10 MB").first).to_be_visible()
    assert before
    assert await desk.message_ids("customer", own=True) == before


async def test_a_broken_order_is_told_beside_its_field(desk: Desk) -> None:
    """A price that is none: nothing is placed, and the field says what is wrong."""
    desk.watch.forgive("4[0-9][0-9]")
    before = await desk.message_ids("seller")
    await desk.opens("levers")
    price = desk.panel("levers").get_by_label("Price")
    await price.fill("-5")
    await desk.lever("order").click()
    await expect(price).to_have_attribute("aria-invalid", "true")
    assert await desk.message_ids("seller") == before
