"""The mail server: log-in, TLS, sizes, and everything that goes wrong on purpose."""

import ssl

import aiosmtplib
import pytest

from simulator.post.faults import Stage
from simulator.world import World
from tests.unit.simulator.post.conftest import OLENA, letter, send


async def test_wrong_password_is_refused(world: World) -> None:
    """535, counted, nothing taken; AUTH LOGIN and PLAIN are both known."""
    with pytest.raises(aiosmtplib.SMTPAuthenticationError) as refused:
        await send(world, letter(world), password="wrong")
    assert refused.value.code == 535
    assert world.post.failed_logins >= 1
    for way in ("auth_login", "auth_plain"):
        async with aiosmtplib.SMTP(
            hostname="127.0.0.1", port=world.post.port, start_tls=False
        ) as client:
            await client.ehlo()
            await getattr(client, way)(world.post.user, world.post.password)
    assert world.post.letters == []


async def test_stranger_may_not_send(world: World) -> None:
    """530 without a log-in, unless the server wants none."""
    with pytest.raises(aiosmtplib.SMTPSenderRefused) as refused:
        await send(world, letter(world), username=None, password=None)
    assert refused.value.code == 530
    world.post.wants_login = False
    await send(world, letter(world), username=None, password=None)
    assert len(world.post.letters) == 1


async def test_starttls(
    world: World, certificate: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """Offered with a certificate; a server can want it first."""
    with pytest.raises(aiosmtplib.SMTPException, match="STARTTLS"):
        await send(world, letter(world), start_tls=True, tls_context=trusting)
    world.post.tls, world.post.wants_tls = certificate, True
    await send(world, letter(world), start_tls=True, tls_context=trusting)
    with pytest.raises(aiosmtplib.SMTPSenderRefused) as refused:
        await send(world, letter(world), start_tls=False)
    assert refused.value.code == 530
    assert len(world.post.letters) == 1


async def test_tls_from_the_first_byte(
    world: World, certificate: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """On a port of its own; who does not trust the certificate sends nothing."""
    url = await world.mail.speaks_tls(certificate)
    assert url.startswith("smtps://orderbell:")
    port = world.post.tls_port
    await send(world, letter(world), port=port, use_tls=True, start_tls=None, tls_context=trusting)
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send(world, letter(world), port=port, use_tls=True, start_tls=None)
    assert len(world.post.letters) == 1


async def test_large_letter_is_refused(world: World) -> None:
    """The size is announced, and kept."""
    world.post.size_limit = 500
    with pytest.raises(aiosmtplib.SMTPResponseException) as refused:
        await send(world, letter(world, subject="x" * 600))
    assert refused.value.code == 552
    assert world.post.letters == []


async def test_recipient_is_refused_for_good(world: World) -> None:
    """550 for one address; the other has the letter."""
    world.post.faults.refuses_recipient("nobody@example.org", times=None)
    failed, _ = await send(world, letter(world, to=f"{OLENA}, nobody@example.org"))
    assert failed["nobody@example.org"].code == 550
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await send(world, letter(world, to="nobody@example.org"))
    assert len(world.post.letters) == 1


async def test_refusals_have_their_codes(world: World) -> None:
    """The sender 553, the content 554, the greylisted 451; the next try succeeds."""
    faults = world.post.faults
    faults.refuses_sender()
    with pytest.raises(aiosmtplib.SMTPSenderRefused) as sender:
        await send(world, letter(world))
    faults.refuses_letter()
    with pytest.raises(aiosmtplib.SMTPDataError) as content:
        await send(world, letter(world))
    faults.greylists(OLENA)
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as later:
        await send(world, letter(world))
    codes = [sender.value.code, content.value.code, later.value.recipients[0].code]
    assert codes == [553, 554, 451]
    await send(world, letter(world))
    assert len(world.post.letters) == 1


@pytest.mark.parametrize("stage", ["CONNECT", "MAIL", "RCPT", "DATA"])
async def test_server_goes_hangs_and_drops(world: World, stage: Stage) -> None:
    """421 and silence and a broken line, at every stage: nothing is taken, the next try is."""
    faults = world.post.faults
    faults.goes(stage)
    with pytest.raises(aiosmtplib.SMTPException, match=r"421|shutting down|refused|Refused"):
        await send(world, letter(world))
    faults.drops(stage)
    with pytest.raises(aiosmtplib.SMTPException):
        await send(world, letter(world))
    faults.hangs(stage)
    with pytest.raises(aiosmtplib.SMTPException) as silence:
        await send(world, letter(world), timeout=0.05)
    assert "imed out" in str(silence.value)
    assert world.post.letters == []
    await send(world, letter(world))
    assert len(world.post.letters) == 1
    assert world.post.connections == 4


async def test_letter_is_taken_and_the_reply_lost(world: World) -> None:
    """The mailer cannot know: the letter is there."""
    world.post.faults.drops("DATA", after=True)
    with pytest.raises(aiosmtplib.SMTPException):
        await send(world, letter(world))
    assert len(world.post.letters) == 1


async def test_faults_end(world: World) -> None:
    """Removed, cleared, or used up."""
    faults = world.post.faults
    endless = faults.greylists(times=None)
    assert endless.left is None
    faults.remove(endless)
    faults.remove(endless)
    faults.refuses_sender(times=None)
    faults.clear()
    await send(world, letter(world))
    assert len(world.post.letters) == 1


async def test_nobody_is_there_for_a_while(world: World) -> None:
    """Connections are refused, open ones dropped; then it is back at the same port."""
    async with aiosmtplib.SMTP(
        hostname="127.0.0.1", port=world.post.port, start_tls=False
    ) as client:
        await client.ehlo()
        await world.mail.shuts()
        with pytest.raises(aiosmtplib.SMTPServerDisconnected):
            await client.noop()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send(world, letter(world))
    await world.mail.opens()
    await send(world, letter(world))
    assert len(world.post.letters) == 1
