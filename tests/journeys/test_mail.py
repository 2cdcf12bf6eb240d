"""A seller without Telegram and phone works orders by e-mail alone: letters, pages, answers."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import select

from simulator.post.letters import Letter
from simulator.post.mailboxes import Mailbox
from storage.tables import sendings
from tests.journeys.pages import Browser
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, MAIL_FROM, SECOND, Town, read

PHONES = True
ONE_WAY = True
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

SELLER = "olena@clay.example"
CUSTOMER = "taras@home.example"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Where links are opened."""
    async with aiohttp.ClientSession() as session:
        yield Browser(session)


async def shop_by_mail(town: Town, address: str = SELLER, locale: str = "en") -> Mailbox:
    """A seller who has nothing but e-mail."""
    await town.shop.adds_seller(phone=None, email=address, locale=locale)
    return town.world.mailbox(address)


async def ordered(town: Town, locale: str = "en") -> tuple[Mailbox, Placed, Letter]:
    """An order, with the letter that tells of it."""
    box = await shop_by_mail(town, locale=locale)
    placed = await town.shop.places()
    await town.settles()
    return box, placed, box.last_letter


def link(letter: Letter, label: str) -> str:
    """The address under these words of the plain text."""
    lines = letter.text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith(label))
    return lines[at + 1]


def plain(letter: Letter) -> str:
    """Its text, every space the same."""
    return letter.text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_new_order_comes_as_a_letter(town: Town) -> None:
    """Number, state, title and amount in the subject; whom to contact, and where it goes, in the letter."""
    box, placed, letter = await ordered(town)
    assert box.letters == [letter]
    assert letter.subject.replace("\u00a0", " ") == (
        f"Order #{placed.number}: new – Clay mug, 900.00 UAH"
    )
    assert letter.sender == MAIL_FROM
    said = plain(letter)
    for words in ("Olena Koval", "+380 50 123 4567", "Kyiv, Khreshchatyk 1", "> Blue, please"):
        assert words in said
    assert "because you are not connected in Telegram" in said
    assert letter.header("Auto-Submitted") == "auto-generated"
    assert letter.header("List-Unsubscribe") == ""
    assert [(s.kind, s.because) for s in town.rows(select(sendings))] == [("mail", "no_telegram")]


async def test_a_whole_order_by_e_mail_alone(town: Town, browser: Browser) -> None:
    """From the letter to the closed order: each link asks first, each step brings the next letter, words go both ways."""
    box, placed, letter = await ordered(town)
    number = placed.number
    taras = await town.customer(placed)
    for label, done, state, told in (
        ("Approve", "Approved.", "Confirmed", "is confirmed"),
        ("Mark as paid", "Marked as paid.", "Paid", "is marked as paid"),
        ("Mark as sent", "Marked as sent.", "Sent", "is on its way to you"),
        ("Close order", "Closed. Well done!", "Closed", "is closed. Thank you"),
    ):
        page = await browser.opens(link(letter, label))
        assert (page.status, page.has_button) == (200, True)
        answer = await browser.presses(page)
        assert answer.status == 200
        assert f"{done} The customer will be told." in answer.text
        assert f"Status: {state}" in answer.text
        await town.passes(10 * SECOND)
        await taras.sees(told)
        if state == "Paid":
            await box.replies(letter, "It will be ready on Friday.\nShall I wrap it?")
            await town.settles()
            await taras.sees("Shall I wrap it?")
            await taras.says("Yes, please: it is a gift.")
            await town.settles()
            said = await box.sees("it is a gift")
            assert said.subject == f"Order #{number}: a message – Clay mug"
            assert "💬 Olena Koval · #" in said.text
        if state != "Closed":
            letter = await box.sees(f"Order #{number}: {state} – Clay mug")
    assert town.events(number) == ["placed", "approved", "marked_paid", "marked_sent", "closed"]
    threads = {each.header("References") for each in box.letters}
    assert threads == {f"<order.{number}.seller@orderbell.example>"}
    assert len({each.id for each in box.letters}) == len(box.letters)


async def test_a_scanner_that_looks_at_links_does_nothing(town: Town, browser: Browser) -> None:
    """GET and HEAD of every link in the letter, several times: the order stays as it was."""
    _, placed, letter = await ordered(town)
    for url in 2 * letter.links:
        for method in ("HEAD", "GET"):
            page = await browser.opens(url, method)
            assert page.status == 200
            assert page.headers["Cache-Control"] == "no-store"
            assert page.headers["Referrer-Policy"] == "no-referrer"
            assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert town.events(placed.number) == ["placed"]


async def test_a_link_is_used_once(town: Town, browser: Browser) -> None:
    """Pressed twice it acts once; opened later, it says how the order stands and what comes next."""
    _, placed, letter = await ordered(town)
    approve = link(letter, "Approve")
    page = await browser.opens(approve)
    await browser.presses(page)
    again = await browser.presses(page)
    assert again.status == 200
    assert "not done twice" in again.text
    assert town.events(placed.number) == ["placed", "approved"]
    later = await browser.opens(approve)
    assert "Already approved." in later.text
    assert not later.has_button
    assert list(later.steps) == ["Mark as paid", "Cancel order"]
    paid = await browser.presses(await browser.opens(later.steps["Mark as paid"]))
    assert "Marked as paid." in paid.text


async def test_the_order_moved_on_while_the_page_was_open(town: Town, browser: Browser) -> None:
    """The button comes too late: nothing is done, and the page says how things stand."""
    _, placed, letter = await ordered(town)
    page = await browser.opens(link(letter, "Approve"))
    taras = await town.customer(placed)
    await taras.taps("Cancel request")
    await taras.taps("Yes, cancel it")
    await town.settles()
    late = await browser.presses(page)
    assert late.status == 409
    assert "nothing was done" in late.text
    assert "This order was cancelled. Nothing to do." in late.text
    assert not late.has_button
    assert town.events(placed.number) == ["placed", "cancelled"]


async def test_cancelling_asks_for_the_reason(town: Town, browser: Browser) -> None:
    """Without one the page asks again and keeps what was typed; “other” needs words."""
    _, placed, letter = await ordered(town)
    taras = await town.customer(placed)
    page = await browser.opens(link(letter, "Cancel order"))
    assert len(page.choices) == 8
    none = await browser.presses(page, text="sorry")
    assert (none.status, none.chosen) == (422, [])
    assert "Please choose a reason." in none.text
    assert ">sorry</textarea>" in none.html
    bare = await browser.presses(none, reason="other")
    assert (bare.status, bare.chosen) == (422, ["other"])
    assert "Please write the reason in a few words." in bare.text
    long = await browser.presses(bare, reason="other", text="x" * 501)
    assert long.status == 422
    assert "500 characters" in long.text
    invented = await browser.presses(long, reason="<b>because</b>")
    assert "Please choose a reason." in invented.text
    assert town.events(placed.number) == ["placed"]
    done = await browser.presses(bare, reason="other", text="The kiln <broke>.")
    assert "Cancelled." in done.text
    await town.passes(10 * SECOND)
    assert "The kiln <broke>." in read(await taras.sees("was cancelled by the seller"))


async def test_an_expired_link_brings_new_ones_to_the_mailbox(town: Town, browser: Browser) -> None:
    """After 14 days nothing is done; new links go to the seller's mailbox, never onto the page."""
    box = await shop_by_mail(town)
    placed = await town.shop.places(production_days=30)
    await town.settles()
    approve = link(box.last_letter, "Approve")
    page = await browser.opens(approve)
    await town.passes(14 * DAY)
    letters = len(box.letters)
    late = await browser.posts(approve, {"what": "act"})
    assert late.status == 410
    assert "nothing was done" in late.text
    assert late.steps == {}
    pressed = await browser.presses(page)
    assert pressed.status == 410
    asked = await browser.presses(late)
    assert "New links are on their way to your mailbox." in asked.text
    await browser.presses(late)
    await town.settles()
    assert town.events(placed.number) == ["placed"]
    assert len(box.letters) - letters in (1, 2)
    done = await browser.presses(await browser.opens(link(box.last_letter, "Approve")))
    assert "Approved." in done.text


@pytest.mark.parametrize("part", ["cut", "longer", "other", "spelt", "empty"])
async def test_a_link_that_nobody_made(town: Town, browser: Browser, part: str) -> None:
    """A calm page in the visitor's language, and nothing done."""
    _, placed, letter = await ordered(town)
    approve, cancel = link(letter, "Approve"), link(letter, "Cancel order")
    root, _, token = approve.rpartition("/")
    url = {
        "cut": approve[:-2],
        "longer": f"{approve}A",
        "other": f"{root.replace('/a', '/u')}/{token}",
        "spelt": f"{root}/{cancel.rpartition('/')[2][:-22]}{token[-22:]}",
        "empty": f"{root}/%20",
    }[part]
    page = await browser.opens(url)
    assert (page.status, page.title) == (404, "This link does not work")
    assert (await browser.posts(url, {"what": "act"})).status == 404
    assert town.events(placed.number) == ["placed"]


async def test_a_page_speaks_its_sellers_language(town: Town, browser: Browser) -> None:
    """A page in Ukrainian for a Ukrainian seller, whatever the browser asks for."""
    _, _, letter = await ordered(town, "uk")
    page = await browser.opens(link(letter, "Підтвердити"))
    assert page.title.startswith("Підтвердити замовлення №")
    assert 'lang="uk"' in page.html
