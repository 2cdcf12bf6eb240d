"""Letters come as mailers send them, to whom the envelope names, and are judged."""

from email.policy import SMTP
from urllib.parse import urlsplit

import aiosmtplib
import pytest

from simulator.sight import NotSeen
from simulator.world import World
from tests.unit.simulator.post.conftest import OLENA, letter, send


async def test_letter_arrives_parsed(world: World) -> None:
    """Subject, sender, both parts, headers, links, envelope, time."""
    olena = world.mailbox(OLENA)
    await send(
        world, letter(world, subject="Замовлення 1043", List_Unsubscribe="<https://x.example/u>")
    )
    found = await olena.sees("1043")
    assert olena.letters == [found] == world.post.letters
    assert (found.subject, found.sender) == (
        "Замовлення 1043",
        "Orderbell <orders@orderbell.example>",
    )
    assert found.text.startswith("New order: 450.00 грн")
    assert "<p>" in found.html
    assert found.links == ["https://shop.example/a/1?x=1&y=2"]
    assert found.header("List-Unsubscribe") == "<https://x.example/u>"
    assert (found.header("X-None"), found.id[0]) == ("", "<")
    assert (found.envelope_from, found.envelope_to) == ("orders@orderbell.example", OLENA)
    assert found.at == world.post.clock.now()
    assert world.post.violations == []


async def test_text_only_letter_has_no_html(world: World) -> None:
    """And the other way round."""
    plain, rich = letter(world), letter(world)
    for message in (plain, rich):
        message.clear_content()
    plain.set_content("only text")
    rich.set_content("<p>only HTML</p>", subtype="html")
    await send(world, plain)
    await send(world, rich)
    first, second = world.mailbox(OLENA).letters
    assert (first.text.strip(), first.html) == ("only text", "")
    assert (second.text, second.words.strip()) == ("", "Order 1043\n<p>only HTML</p>")


async def test_each_recipient_has_a_copy(world: World) -> None:
    """One mailbox for one address, however it is written."""
    await send(world, letter(world, to=f"{OLENA}, Taras <TARAS@Example.org>"))
    assert len(world.mailbox("Olena@EXAMPLE.org").letters) == 1
    assert world.mailbox("taras@example.org").last_letter.envelope_to == "TARAS@Example.org"
    assert len(world.post.letters) == 2


async def test_addresses_in_other_scripts(world: World) -> None:
    """An IDN domain in ASCII is the same mailbox; a Cyrillic name needs SMTPUTF8."""
    await send(world, letter(world, to="orders@xn--80ak6aa92e.example"))
    assert len(world.mailbox("orders@аррӏе.example").letters) == 1
    message = letter(world, to="олена@приклад.example")
    await send(world, message, recipients=["олена@приклад.example"])
    assert world.mailbox("олена@приклад.example").last_letter.text
    assert world.post.violations == []
    world.post.utf8 = False
    with pytest.raises(aiosmtplib.SMTPNotSupported):
        await send(world, message, recipients=["олена@приклад.example"])


@pytest.mark.parametrize("missing", ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"])
async def test_missing_header_is_a_violation(world: World, missing: str) -> None:
    """What every letter of a sound mailer has."""
    message = letter(world)
    del message[missing]
    await send(world, message, sender="orders@orderbell.example", recipients=[OLENA])
    assert [v.partition(": ")[2] for v in world.post.violations] == [f"no header {missing}"]


RAW = {
    "a header twice": (b"Subject: a\r\nSubject: b\r\n", "2 headers Subject"),
    "8-bit headers": ("Subject: Замовлення\r\n".encode(), "8-bit headers without SMTPUTF8"),
}


@pytest.mark.parametrize(("headers", "problem"), RAW.values(), ids=RAW.keys())
async def test_raw_letter_is_judged(world: World, headers: bytes, problem: str) -> None:
    """What only a mailer of one's own brings about."""
    message = letter(world)
    del message["Subject"]
    raw = headers + message.as_bytes(policy=SMTP)
    async with aiosmtplib.SMTP(
        hostname="127.0.0.1", port=world.post.port, start_tls=False
    ) as client:
        await client.login(world.post.user, world.post.password)
        await client.sendmail("orders@orderbell.example", [OLENA], raw)
    assert any(problem in violation for violation in world.post.violations)


async def test_long_line_and_bare_newline_are_violations(world: World) -> None:
    """Judged where they come in; a sound mailer folds and ends lines as it should."""
    sound = letter(world).as_bytes(policy=SMTP)
    for raw in (sound + b"x" * 999 + b"\r\n", sound + b"a\nb\r\n"):
        world.post.takes("orders@orderbell.example", [OLENA], raw, utf8=False)
    assert len(world.post.violations) == 2


async def test_nobody_waits_for_ever(world: World) -> None:
    """Who waits in vain is told what came."""
    await send(world, letter(world, subject="something else"))
    with pytest.raises(NotSeen, match="something else"):
        await world.mailbox(OLENA).sees("1043", within_s=0.01)


async def test_url_carries_the_login(world: World) -> None:
    """As the product's setting wants it, whatever the password is."""
    world.post.password = "p@ss/word"
    parts = urlsplit(world.post.url)
    assert (parts.scheme, parts.username, parts.password) == ("smtp", "orderbell", "p%40ss%2Fword")
    assert (parts.hostname, parts.port) == ("127.0.0.1", world.post.port)
