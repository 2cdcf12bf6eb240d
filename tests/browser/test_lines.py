"""Text messages and letters on the phones: read, written, answered, opened as designed or as text.

Nobody sells here: a world with its page, and no bot.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest
import pytest_asyncio
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from simulator import page as demo
from simulator.people import Person
from simulator.world import World
from tests.browser.conftest import Scheme, shown, watched
from tests.unit.simulator.forms import Webhook, listening
from tests.unit.simulator.page.browser import Desk

HTML = (
    '<html lang="en"><head><title>Order</title></head><body><h1>New order #1043</h1>'
    '<p><a href="https://shop.example/a/1">Approve</a></p>'
    "<script>document.title = 'run'</script></body></html>"
)
STAGE: dict[str, object] = {
    "locale": "en",
    "bot": "running",
    "faults": [],
    "orders": [],
    "products": [],
    "sellers": [],
    "deadline": None,
    "curl": "",
    "story": {"done": [], "number": None, "problem": ""},
    "form": {"title": "Mug", "quantity": 1, "price": "1.00", "currency": "UAH", "person": 0},
}


@dataclass
class Town:
    """A seller with Telegram, one without, and who answers them."""

    world: World
    webhook: Webhook
    ira: Person
    oksana: Person
    root: str

    def texts(self, person: Person, body: str) -> None:
        """The shop texts somebody."""
        self.world.twilio.sends_on(self.world.twilio.takes(person.phone, body))

    def writes(self, person: Person, html: str = HTML) -> None:
        """The shop writes to somebody."""
        letter = EmailMessage()
        letter["From"], letter["To"] = "Orders <orders@shop.example>", person.email
        letter["Subject"], letter["Message-ID"] = "New order #1043", "<1@shop.example>"
        letter["Date"] = format_datetime(self.world.post.clock.now())
        letter.set_content("New order #1043\n\nApprove: https://shop.example/a/1\n")
        if html:
            letter.add_alternative(html, subtype="html")
        self.world.post.takes(
            "o@shop.example", [person.email], letter.as_bytes(policy=SMTP), utf8=False
        )


@pytest_asyncio.fixture(loop_scope="session")
async def town() -> AsyncIterator[Town]:
    """A world, and the page that shows it."""
    host = Desk()
    host.stage = dict(STAGE)
    async with World.start() as world, listening() as webhook:
        webhook.answers = lambda form: web.Response()
        world.twilio.sms_url, world.post.answers.url = f"{webhook.url}/sms", f"{webhook.url}/mail"
        ira = world.person("Ira Koval", role="seller", email="ira@example.org")
        oksana = world.person(
            "Oksana Lys", role="texter", email="oksana@example.org", has_telegram=False
        )
        page = demo.Page(host)
        port = await page.start(0)
        page.shows(world)
        yield Town(world, webhook, ira, oksana, f"http://127.0.0.1:{port}")
        await page.close()


Look = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, town: Town) -> AsyncIterator[Look]:
    """Open the page; when the test is over it must have done nothing wrong."""
    watches = []
    async with AsyncExitStack() as stack:

        async def go(width: int = 1440, scheme: Scheme = "light") -> Page:
            context = await browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
                locale="en",
            )
            stack.push_async_callback(context.close)
            page, watch = await watched(context)
            watches.append(watch)
            # The letter’s own script is refused, and so is a text that nobody takes.
            watch.forgive(r"Blocked script execution|sandboxed|status of 409")
            await shown(page, town.root)
            return page

        yield go
    assert [wrong for watch in watches for wrong in watch.wrongs] == []


def phone(page: Page, person: Person) -> Locator:
    """Somebody's phone."""
    return page.locator(f'[data-person="{person.id}"]')


async def test_phone_without_telegram_shows_its_texts(town: Town, look: Look) -> None:
    """It opens on them; each has its price in segments and how far it is; Telegram is not there."""
    page = await look()
    oksana = phone(page, town.oksana)
    await expect(oksana.get_by_text("No text messages yet")).to_be_visible()
    town.texts(town.oksana, "Замовлення 1043: капці. " * 4)
    came = oksana.locator("[data-message]").filter(has_text="1043")
    await expect(came).to_contain_text("2 SMS")
    await expect(came.locator("[data-state=delivered]")).to_have_count(1)
    await oksana.get_by_role("tab", name="Telegram").click()
    await expect(oksana.get_by_text("No Telegram")).to_be_visible()


async def test_text_is_written_and_what_became_of_it_is_shown(town: Town, look: Look) -> None:
    """Counted while it is typed; taken by the shop, or not."""
    page = await look()
    oksana = phone(page, town.oksana)
    field = oksana.get_by_role("textbox", name="Text message")
    await field.fill("1043 OK")
    await expect(oksana.locator(".m-counted")).to_have_text("7 of 160")
    await field.fill("1043 гаразд")
    await expect(oksana.locator(".m-counted")).to_have_text("11 of 70")
    await page.keyboard.press("Enter")
    await expect(oksana.locator("[data-state=taken]")).to_have_count(1)
    await expect(field).to_have_value("")
    assert town.webhook.forms[0].fields["Body"] == "1043 гаразд"
    town.webhook.answers = lambda form: web.Response(status=403)
    await field.fill("1043 no")
    await page.keyboard.press("Enter")
    await expect(oksana.locator("[data-state=refused]")).to_have_count(1)
    town.world.twilio.sms_url = ""
    await field.fill("kept")
    await page.keyboard.press("Enter")
    await expect(oksana.get_by_text("takes no texts yet")).to_be_visible()
    await expect(field).to_have_value("kept")


async def test_text_rings_and_a_letter_waits(town: Town, look: Look) -> None:
    """A text opens its pane as a message in Telegram does; a letter is counted on its tab."""
    page = await look()
    ira = phone(page, town.ira)
    town.texts(town.ira, "Telegram did not reach you: 1043")
    await expect(ira.get_by_text("did not reach you")).to_be_visible()
    town.writes(town.ira)
    await expect(ira.get_by_role("tab", name="E-mail, 1 unread")).to_be_visible()
    await ira.get_by_role("tab", name="E-mail, 1 unread").click()
    await expect(ira.get_by_role("tab", name="E-mail", exact=True)).to_be_visible()
    await expect(ira.locator("[data-letter]")).to_contain_text("New order #1043")


async def test_letter_is_opened_and_its_links_lead_elsewhere(town: Town, look: Look) -> None:
    """As designed, in a frame that runs nothing; as text; back to the list with the focus."""
    page = await look()
    ira = phone(page, town.ira)
    town.writes(town.ira)
    await ira.get_by_role("tab", name="E-mail").click()
    await ira.locator("[data-letter]").click()
    frame = ira.frame_locator("iframe")
    await expect(frame.get_by_role("heading", name="New order #1043")).to_be_visible()
    await page.context.route("https://shop.example/**", lambda route: route.fulfill(body="done"))
    async with page.context.expect_page() as opening:
        await frame.get_by_role("link", name="Approve").click()
    opened = await opening.value
    assert opened.url == "https://shop.example/a/1"
    assert await opened.evaluate("window.opener") is None
    await opened.close()
    assert await page.title() != "run"
    await ira.get_by_role("button", name="As text").click()
    link = ira.get_by_role("link", name="https://shop.example/a/1")
    assert await link.get_attribute("target") == "_blank"
    await ira.get_by_role("button", name="Back").click()
    await expect(ira.locator("[data-letter]")).to_be_focused()


async def test_letter_is_answered(town: Town, look: Look) -> None:
    """The answer goes to the shop as a mail provider posts it."""
    page = await look()
    ira = phone(page, town.ira)
    town.writes(town.ira, html="")
    await ira.get_by_role("tab", name="E-mail").click()
    await ira.locator("[data-letter]").click()
    await expect(ira.get_by_text("Approve: https://shop.example/a/1")).to_be_visible()
    await ira.get_by_role("textbox", name="Answer").fill("Tomorrow, please")
    await page.keyboard.press("Enter")
    await expect(ira.get_by_text("Your answer is on its way.")).to_be_visible()
    await town.world.post.answers.postman.settles()
    assert town.webhook.forms[0].fields["stripped-text"] == "Tomorrow, please"


async def test_lines_are_cut_and_mended(town: Town, look: Look) -> None:
    """What becomes of texts, Twilio out, mail out: the world follows the levers."""
    page = await look()
    await page.locator("[data-opens=levers]").click()
    await page.get_by_label("Text messages from now on").select_option("silent")
    await expect(page.locator(".lv-outcome")).to_contain_text("they stay on their way")
    assert town.world.twilio.fate == "silent"
    for hook, line in (("twilio-out", town.world.twilio), ("mail-out", town.world.mail)):
        switch = page.locator(f'[data-lever="{hook}"]')
        await switch.click()
        await expect(switch).to_have_attribute("aria-checked", "true")
        assert not line.is_open
        await switch.click()
        await expect(switch).to_have_attribute("aria-checked", "false")
        assert line.is_open


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
async def test_panes_have_no_violations(town: Town, look: Look, scheme: Scheme, width: int) -> None:
    """The audit by axe: texts, list of letters, a letter as text; nothing scrolls sideways."""
    page = await look(width, scheme)
    town.texts(town.ira, "1043 new. Reply 1043 OK. https://shop.example/1")
    ira = phone(page, town.ira)
    await expect(ira.locator("[data-state=delivered]")).to_have_count(1)
    assert await _wrong(page) == []
    town.writes(town.ira)
    await ira.get_by_role("tab", name="E-mail").click()
    assert await _wrong(page) == []
    await ira.locator("[data-letter]").click()
    await ira.get_by_role("button", name="As text").click()
    await expect(ira.locator(".m-letter")).to_be_visible()
    assert await _wrong(page) == []


async def _wrong(page: Page) -> list[str]:
    found = await Axe().run(page)
    wrong = [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return [*wrong, *(["it scrolls sideways"] if await page.evaluate(sideways) > 0 else [])]
