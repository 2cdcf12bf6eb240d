"""The letter box: a real mail server that refuses, hangs, breaks off, or speaks TLS that nobody trusts."""

import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest
import trustme

from channels.mail.addresses import mailbox
from channels.mail.client import MailClient, MailServer
from channels.mail.failures import LOGIN, Refused
from channels.mail.headers import LETTERS
from orders.errors import PermanentFailure, TemporaryFailure, Unreachable
from simulator.post.faults import Fault
from simulator.world import World

#: For the machine: nobody waits for a server that hangs any longer in a test.
SOON_S = 0.3
OLENA, SENDER = mailbox("olena@example.org"), mailbox("orders@example.com")


class Elsewhere(MailServer):
    """A server that is not on this machine, for whoever asks."""

    @property
    def is_here(self) -> bool:
        return False


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A mail server."""
    async with World.start() as world:
        yield world


def letter(body: str = "A new order.") -> EmailMessage:
    """Something to send."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Order #1043", "o@example.com", str(OLENA)
    message.set_content(body)
    return message


def client(world: World, tls: ssl.SSLContext | None = None, url: str = "") -> MailClient:
    """Hands letters to that server, without patience."""
    return MailClient(MailServer.read(url or world.post.url), tls=tls, answer_s=SOON_S, whole_s=1.0)


async def test_a_letter_arrives(world: World) -> None:
    """Logged in, handed over, read."""
    await client(world).send(letter(), SENDER, OLENA)
    [arrived] = world.mailbox("olena@example.org").letters
    assert (arrived.subject, arrived.text.strip()) == ("Order #1043", "A new order.")


@pytest.mark.parametrize("to", ["olena@example.org", "олена@example.org"])
async def test_a_long_subject_keeps_its_spaces(world: World, to: str) -> None:
    """Whoever writes its lines; also on a server that has to be asked for SMTPUTF8."""
    subject = "Замовлення #1043: скаргу відкликано – Кухоль глиняний із синьою поливою"
    message = EmailMessage(LETTERS)
    message["Subject"], message["From"] = subject, "o@example.com"
    message.set_content("Замовлення")
    await client(world).send(message, SENDER, mailbox(to))
    [arrived] = world.mailbox(to).letters
    assert arrived.text.strip() == "Замовлення"
    if mailbox(to).is_ascii:
        assert arrived.subject == subject


async def test_a_mailbox_that_is_none_is_out_of_reach(world: World) -> None:
    """550 5.1.1 of RCPT: nobody tries that address again."""
    world.post.faults.refuses_recipient()
    with pytest.raises(Unreachable, match=r"5\.1\.1"):
        await client(world).send(letter(), SENDER, OLENA)


@pytest.mark.parametrize("fault", ["refuses_sender", "refuses_letter"])
async def test_what_is_refused_for_good_is_not_tried_again(world: World, fault: str) -> None:
    """The letter or its sender, not the person: given up, and the administration hears of it."""
    getattr(world.post.faults, fault)()
    with pytest.raises(PermanentFailure) as caught:
        await client(world).send(letter(), SENDER, OLENA)
    assert not isinstance(caught.value, Unreachable)


async def test_who_is_greylisted_comes_again(world: World) -> None:
    """451 the first time, taken the second."""
    world.post.faults.greylists()
    with pytest.raises(TemporaryFailure, match=r"4\.7\.1"):
        await client(world).send(letter(), SENDER, OLENA)
    await client(world).send(letter(), SENDER, OLENA)
    assert len(world.mailbox("olena@example.org").letters) == 1


@pytest.mark.parametrize("stage", ["CONNECT", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("way", ["hang", "drop"])
async def test_a_server_that_says_nothing_more_is_tried_again(
    world: World, stage: str, way: str
) -> None:
    """At whichever stage: later, and nobody waits for ever."""
    world.post.faults.add(Fault(stage, way))  # type: ignore[arg-type]
    with pytest.raises(TemporaryFailure):
        await client(world).send(letter(), SENDER, OLENA)
    assert world.mailbox("olena@example.org").letters == []


async def test_a_connection_that_breaks_after_the_letter_may_have_brought_it(world: World) -> None:
    """Tried again, so it may come twice: its Message-ID is the same."""
    world.post.faults.drops("DATA", after=True)
    with pytest.raises(TemporaryFailure) as caught:
        await client(world).send(letter(), SENDER, OLENA)
    assert caught.value.maybe_sent
    assert len(world.mailbox("olena@example.org").letters) == 1


async def test_a_server_that_is_closing_or_closed_is_tried_again(world: World) -> None:
    """421, and a port where nobody listens."""
    world.post.faults.goes()
    with pytest.raises(TemporaryFailure):
        await client(world).send(letter(), SENDER, OLENA)
    await world.mail.shuts()
    with pytest.raises(TemporaryFailure):
        await client(world).send(letter(), SENDER, OLENA)


async def test_a_wrong_password_is_for_the_operator(world: World) -> None:
    """Nobody's letter goes out before it is mended; the password is in no message."""
    wrong = world.post.url.replace(f":{world.post.password}@", ":wrong-secret@")
    with pytest.raises(Refused) as caught:
        await client(world, url=wrong).send(letter(), SENDER, OLENA)
    assert LOGIN in str(caught.value)
    assert "wrong-secret" not in str(caught.value)


async def test_tls_is_taken_where_it_is_offered_and_must_be_trusted(world: World) -> None:
    """STARTTLS and TLS from the start: with a certificate that is trusted, and with one that is not."""
    authority = trustme.CA()
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    world.post.tls = theirs
    smtps = await world.mail.speaks_tls(theirs)
    for url in (world.post.url, smtps):
        await client(world, ours, url).send(letter(), SENDER, OLENA)
        with pytest.raises(TemporaryFailure):
            await client(world, None, url).send(letter(), SENDER, OLENA)
    assert len(world.mailbox("olena@example.org").letters) == 2


async def test_a_password_leaves_this_machine_only_encrypted(world: World) -> None:
    """A server elsewhere without STARTTLS gets neither password nor letter."""
    here = MailServer.read(world.post.url)
    server = Elsewhere(here.host, here.port, here.tls, here.user, here.password)
    with pytest.raises(Refused):
        await MailClient(server, answer_s=SOON_S, whole_s=1.0).send(letter(), SENDER, OLENA)
    assert world.mailbox("olena@example.org").letters == []
