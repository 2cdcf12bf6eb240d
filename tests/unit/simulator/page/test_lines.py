"""Text messages and letters on the page: what it is told, what it may do, how a letter is opened."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.forms import Webhook, listening, no_pause
from tests.unit.simulator.page.browser import Browser


@pytest.fixture
async def nina(world: World) -> Person:
    """A seller who has a phone and a mailbox, and no Telegram."""
    return world.person(
        "Nina Felt",
        phone="+380671112233",
        role="seller",
        email="nina@example.org",
        has_telegram=False,
    )


@pytest.fixture
async def webhook(world: World) -> AsyncIterator[Webhook]:
    """The shop's."""
    async with listening() as found:
        found.answers = lambda form: web.Response()
        world.twilio.sms_url = f"{found.url}/twilio/sms"
        world.post.answers.url = f"{found.url}/mail"
        yield found


def texted(world: World, person: Person, body: str) -> None:
    """The shop texts a person."""
    world.twilio.sends_on(world.twilio.takes(person.phone, body))


def mailed(world: World, person: Person, html: str = "") -> None:
    """The shop writes to a person."""
    message = EmailMessage()
    message["From"], message["To"] = "Orderbell <orders@shop.example>", person.email
    message["Subject"], message["Message-ID"] = "Order #1043", "<1@shop.example>"
    message["Date"] = format_datetime(world.post.clock.now())
    message.set_content("New order\n\n450.00 UAH")
    if html:
        message.add_alternative(html, subtype="html")
    world.post.takes(
        "orders@shop.example", [person.email], message.as_bytes(policy=SMTP), utf8=False
    )


def said(world: dict[str, Any], key: str) -> list[Any]:
    """The messages under a key of the page's world."""
    return list(world["chats"][key]["messages"])


async def test_person_without_telegram_is_there(browser: Browser, nina: Person) -> None:
    """With their number and address, and no chats."""
    async with browser.stream() as stream:
        [told] = stream.world["people"]
    assert (told["telegram"], told["chats"]) == (False, [])
    assert (told["phone"], told["email"]) == (nina.phone, nina.email)


async def test_texts_both_ways(
    browser: Browser, world: World, nina: Person, webhook: Webhook
) -> None:
    """In one talk, with segments, how far each is, and a ring for each that came."""
    async with browser.stream() as stream:
        texted(world, nina, "Нове замовлення " * 5)
        key = f"sms {nina.id}"
        await stream.until(lambda told: key in told["chats"])
        assert await browser("text", person=nina.id, text="1043 OK") is True
        told = await stream.until(
            lambda told: [one["state"] for one in said(told, key)] == ["delivered", "taken"]
        )
    came, went = said(told, key)
    assert (came["from"], came["segments"], came["name"]) == ("shop", 2, world.twilio.number)
    assert (went["from"], went["text"], went["segments"]) == (nina.id, "1043 OK", 1)
    assert (told["chats"][key]["kind"], told["chats"][key]["rings"]) == ("sms", 1)
    assert webhook.forms[0].fields["Body"] == "1043 OK"


async def test_text_that_the_shop_refuses_says_so(
    browser: Browser, world: World, nina: Person, webhook: Webhook
) -> None:
    """Too long for a phone, nobody there: a calm no. What came of the rest is on the text."""
    status, error = await browser("text", person=nina.id, text="x" * 1601)
    assert (status, error["code"]) == (400, "too_long")
    world.twilio.sms_url = ""
    status, error = await browser("text", person=nina.id, text="x")
    assert (status, error["code"]) == (409, "no_webhook")


async def test_levers_of_phones_and_mail(browser: Browser, world: World, nina: Person) -> None:
    """What becomes of texts, and the two lines cut and mended; the page is told."""
    async with browser.stream() as stream:
        assert stream.world["lines"] == {
            "fate": "delivered",
            "number": world.twilio.number,
            "twilio_out": False,
            "mail_out": False,
        }
        assert await browser("text/fate", fate="undelivered") == "undelivered"
        assert await browser("twilio/out", out=True) == {"out": True}
        assert await browser("twilio/out", out=True) == {"out": True}
        assert await browser("mail/out", out=True) == {"out": True}
        told = await stream.until(lambda told: told["lines"]["mail_out"])
        assert told["lines"]["twilio_out"]
        assert told["lines"]["fate"] == "undelivered"
        for line in ("twilio/out", "mail/out"):
            assert await browser(line, out=False) == {"out": False}
        await stream.until(lambda told: not told["lines"]["mail_out"])
    texted(world, nina, "lost")
    assert world.phone(nina.phone).texts == []
    assert world.twilio.is_open
    assert world.mail.is_open
    assert (await browser("text/fate", fate="eaten"))[0] == 400


async def test_letters_are_listed_and_opened(browser: Browser, world: World, nina: Person) -> None:
    """A line in the list; text and headers on demand; the HTML part for a frame."""
    html = (
        '<html><head><title>x</title></head><body><a href="https://x.example">Go</a></body></html>'
    )
    mailed(world, nina, html)
    async with browser.stream() as stream:
        [line] = said(stream.world, f"mail {nina.id}")
    assert (line["subject"], line["text"], line["html"]) == (
        "Order #1043",
        "New order 450.00 UAH",
        True,
    )
    status, _, body = await browser.get(f"/letters/{line['id']}")
    told = orjson.loads(body)
    assert status == 200
    assert told["text"].startswith("New order\n")
    assert ["Subject", "Order #1043"] in told["headers"]
    status, headers, body = await browser.get(f"/letters/{line['id']}.html")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'<head><base target="_blank"><title>' in body


async def test_letter_in_its_frame_may_do_nothing(
    browser: Browser, world: World, nina: Person
) -> None:
    """No script, no form, nothing fetched; shown by this page alone."""
    mailed(world, nina, "<script>alert(1)</script><p>Hello</p>")
    _, headers, body = await browser.get("/letters/1.html")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert body.startswith(b'<base target="_blank">')
    _, headers, _ = await browser.get("/")
    assert "frame-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["0", "2", "x", "1.htm", "1.html/", "-1", "01", ""])
async def test_only_letters_are_served(
    browser: Browser, world: World, nina: Person, name: str
) -> None:
    """By their numbers."""
    mailed(world, nina)
    assert (await browser.get(f"/letters/{name}"))[0] == 404


async def test_letter_is_answered(
    browser: Browser, world: World, nina: Person, webhook: Webhook
) -> None:
    """By who got it; somebody else's is refused, and so is one where nobody listens."""
    mailed(world, nina)
    other = world.person("Ira", email="ira@example.org")
    assert await browser("mail/reply", person=nina.id, letter=1, text="Tomorrow") is True
    await world.post.answers.postman.settles()
    fields = webhook.forms[0].fields
    assert (fields["stripped-text"], fields["from"]) == ("Tomorrow", "Nina Felt <nina@example.org>")
    assert (await browser("mail/reply", person=other.id, letter=1, text="x"))[0] == 403
    assert (await browser("mail/reply", person=nina.id, letter=9, text="x"))[0] == 404
    world.post.answers.url = ""
    assert (await browser("mail/reply", person=nina.id, letter=1, text="x"))[0] == 409


async def test_log_has_requests_webhooks_letters_and_answers(
    browser: Browser, world: World, nina: Person, webhook: Webhook
) -> None:
    """Whose they are, how each went; every try of a webhook is a line."""
    world.twilio.inbound.sleep = world.twilio.callbacks.postman.sleep = no_pause
    statuses = [200, 500]
    webhook.answers = lambda form: web.Response(status=statuses.pop() if statuses else 200)
    user, password = world.twilio.account_sid, world.twilio.auth_token
    headers = {"Authorization": aiohttp.encode_basic_auth(user, password)}
    url = f"{world.twilio.api_url}/2010-04-01/Accounts/{user}/Messages.json"
    form = {"To": nina.phone, "From": world.twilio.number, "Body": "Order 1043"}
    async with browser.stream() as stream:
        for to in (nina.phone, "+1"):
            async with browser.http.post(url, data=form | {"To": to}, headers=headers):
                pass
        await world.phone(nina.phone).sends("1043 OK")
        mailed(world, nina)
        await browser("mail/reply", person=nina.id, letter=1, text="Tomorrow")
        told = await stream.until(lambda told: len(told["calls"]) >= 6)
    found = [
        (one["line"], one["way"], one["name"], one["status"], one["summary"])
        for one in told["calls"]
    ]
    assert found == [
        ("sms", "call", "CreateMessage", 200, "Order 1043"),
        ("sms", "call", "CreateMessage", 400, "Invalid 'To' Phone Number: +1"),
        ("sms", "update", "POST /twilio/sms", 500, "500 · 1043 OK"),
        ("sms", "update", "POST /twilio/sms", 200, "200 · 1043 OK"),
        ("mail", "call", "SMTP", 200, "Order #1043"),
        ("mail", "update", "POST /mail", 200, "200 · Re: Order #1043"),
    ]
    assert [one["person"] for one in told["calls"]] == [nina.id, None, *[nina.id] * 4]
