"""`orderbell doctor` on SMS and e-mail: against the simulated Twilio and mail server, in every state they can be in."""

import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr

from bot.channel_checks import SmsLimits
from bot.commands.checkup.finding import Finding, Level
from bot.commands.checkup.mailing import mailing
from bot.commands.checkup.spending import costs, spending
from bot.commands.checkup.texting import texting
from bot.settings import Settings
from orders.model import Party
from orders.reach import Phone, Unfit
from orders.sendings import Because, Sending
from orders.states import Actor
from orders.work import Kind, Topic
from simulator.world import World
from storage.unit import SqlStore
from tests.marketplace import HandClock, new_file
from tests.terminal import Terminal

PUBLIC = "https://bell.example.com"
DAY = timedelta(days=1)
MAIL_FROM = "Clay & Co <orders@example.com>"


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The outside, with Twilio and a mail server."""
    async with World.start() as started:
        yield started


def settings(world: World, **changes: Any) -> Settings:
    """What leads to the world's Twilio and mail server."""
    known: dict[str, Any] = {
        "twilio_account_sid": world.twilio.account_sid,
        "twilio_auth_token": SecretStr(world.twilio.auth_token),
        "twilio_from": world.twilio.number,
        "twilio_api_url": world.twilio.api_url,
        "smtp_url": SecretStr(world.post.url),
        "mail_from": MAIL_FROM,
        "public_url": PUBLIC,
    }
    return Settings(**(known | changes))


async def found(looks: AsyncIterator[Finding]) -> list[Finding]:
    """All findings."""
    return [finding async for finding in looks]


def only(findings: list[Finding], level: Level) -> Finding:
    """The one finding of this level."""
    [one] = [finding for finding in findings if finding.level is level]
    return one


async def problem_of(looks: AsyncIterator[Finding]) -> str:
    """The one problem, with its fix."""
    one = only(await found(looks), Level.PROBLEM)
    assert one.fix
    return f"{one.what} → {one.fix}"


async def test_all_is_well_with_sms(world: World) -> None:
    """Account, the number's webhook, countries; and a reminder, for the number is American."""
    world.twilio.sms_url = f"{PUBLIC}/twilio/sms"
    findings = await found(texting(settings(world)))
    assert [f.what for f in findings if f.level is Level.OK] == [
        "the account is active",
        f"answers to {world.twilio.number} are posted to {PUBLIC}/twilio/sms",
        "to numbers of UA",
    ]
    reminder = only(findings, Level.NOTE)
    assert "once it is registered" in reminder.what
    assert "A2P 10DLC" in reminder.fix
    assert world.twilio.violations == []


async def test_answers_that_go_elsewhere_come_with_the_command(world: World) -> None:
    """The command names the number's own address and no secret."""
    for elsewhere in ("", "https://old.example.com/sms", f"{PUBLIC}/twilio/sms/"):
        world.twilio.sms_url = elsewhere
        said = await problem_of(texting(settings(world)))
        assert f"not to {PUBLIC}/twilio/sms by POST" in said
        assert f"-d SmsUrl={PUBLIC}/twilio/sms -d SmsMethod=POST" in said
        assert "/IncomingPhoneNumbers/PN" in said
        assert world.twilio.auth_token not in said


async def test_credentials_that_twilio_refuses(world: World) -> None:
    """A wrong token, another account: named without the token; and the rest is still said."""
    for changes in (
        {"twilio_auth_token": SecretStr("wrong-token")},
        {"twilio_account_sid": "AC" + "0" * 32},
    ):
        said = await problem_of(texting(settings(world, **changes)))
        assert "refuses account and token" in said
        assert "wrong-token" not in said


async def test_twilio_out_of_reach_or_out_of_order(world: World) -> None:
    """No connection, an error of its own, an answer that is none."""
    world.twilio.faults.server_error(status=503)
    assert "status 503" in await problem_of(texting(settings(world)))
    world.twilio.faults.gibberish(status=200)
    assert "does not answer as Twilio does" in await problem_of(texting(settings(world)))
    await world.twilio.refuses_connections()
    said = await problem_of(texting(settings(world)))
    assert "cannot be reached" in said
    assert "curl -sSI" in said


async def test_a_number_that_is_not_ours_or_cannot_send(world: World) -> None:
    """Each with what to do."""
    other = settings(world, twilio_from="+15005550009")
    assert "has no number +15005550009" in await problem_of(texting(other))
    world.twilio.sms_capable = False
    assert "cannot send SMS" in await problem_of(texting(settings(world)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"twilio_from": "Clay"}, "under the name Clay: nobody can answer"),
        ({"twilio_from": "MG" + "0a" * 16}, f"posted to {PUBLIC}/twilio/sms"),
        ({"public_url": None}, "answers do not arrive, and nothing is heard"),
    ],
)
async def test_ways_to_send_that_lack_something(
    changes: dict[str, Any], said: str, world: World
) -> None:
    """A name, a service, no address on the internet: notes, for SMS go out."""
    findings = await found(texting(settings(world, **changes)))
    assert said in " ".join(f.what for f in findings if f.level is Level.NOTE)
    assert [f for f in findings if f.level is Level.PROBLEM] == []


async def test_no_country_is_a_problem(world: World) -> None:
    """Where neither settings nor time zone nor currency name one, nobody gets an SMS."""
    world.twilio.sms_url = f"{PUBLIC}/twilio/sms"
    said = await problem_of(texting(settings(world, currency="EUR")))
    assert "no country is allowed" in said
    assert "ORDERBELL_SMS_COUNTRIES" in said


async def test_what_is_spent_and_whom_none_reach(world: World, tmp_path: Path) -> None:
    """Of today's limit, and numbers by why; a limit used up is a problem."""
    url = await new_file(tmp_path)
    now = HandClock().now()
    async with SqlStore(url) as store:
        sent = Sending(
            Kind.SMS, Party(Actor.SELLER, 1), "+380501112233", Topic.CARD, Because.BLOCKED, now,
            "SM1", 1001, segments=7,
        )  # fmt: skip
        async with store.write() as uow:
            await uow.sendings.add(sent)
            for number, why in ((1, Unfit.LANDLINE), (2, Unfit.LANDLINE), (3, Unfit.INVALID)):
                await uow.reaches.put_phone(Phone(f"+38044234567{number}", unfit=why))
            await uow.reaches.put_phone(Phone("+380671234567", opted_out_at=now))
            await uow.reaches.put_phone(Phone("+380671234568", greeted_at=now))
        async with store.read() as uow:
            fine, closed = await found(spending(uow, settings(world), now))
            tight = settings(world, sms_limits=SmsLimits(9, 9, 7))
            used_up = await problem_of(spending(uow, tight, now))
            assert only(await found(spending(uow, tight, now + DAY)), Level.OK)
            assert await found(spending(uow, Settings(), now)) == []
    assert fine.what == (
        "7 of today's 5000 segments are spent; at most 40 about one order, 80 to one person a day"
    )
    assert closed.what == "numbers that get no SMS: 1 want none, 2 are landlines, 1 do not exist"
    assert "no more go out until midnight UTC" in used_up
    assert "ORDERBELL_SMS_LIMITS=9,9,14" in used_up


def test_what_each_text_costs(world: World) -> None:
    """Every text of each language is counted; those of more than one segment are named."""
    english, ukrainian = costs(settings(world))
    assert english.level is Level.OK
    assert english.what.startswith("texts in en: ")
    assert "sms.feedback 2" in ukrainian.what
    assert list(costs(Settings())) == []


async def test_all_is_well_with_mail(world: World) -> None:
    """Connected, logged in, the sender accepted and taken back: no letter was sent."""
    fine, look, _ = await found(mailing(settings(world)))
    assert fine.level is Level.OK
    assert "takes letters from orders@example.com (without TLS, logged in)" in fine.what
    assert "SPF, DKIM and DMARC" in look.what
    assert "_dmarc.example.com" in look.fix
    assert world.post.letters == []
    assert world.post.violations == []


async def test_mail_over_tls(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A certificate that nobody vouches for is named; vouched for, both ways of TLS are taken."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    world.post.tls = context
    url = await world.mail.speaks_tls(context)
    both = [settings(world), settings(world, smtp_url=SecretStr(url))]
    for known in both:
        said = await problem_of(mailing(known))
        assert "is not trusted" in said
        assert "openssl s_client" in said
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    for known in both:
        assert "(TLS, logged in)" in (await found(mailing(known)))[0].what


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://orderbell:wrong-one@127.0.0.1:{port}", "refuses the log-in (535)"),
        ("smtp://127.0.0.1:{port}", "530 5.7.0 Authentication required → set user and password"),
        ("smtps://127.0.0.1:{port}", "no TLS from the first byte → set ORDERBELL_SMTP_URL to smtp"),
    ],
)
async def test_a_mail_server_that_will_not(url: str, said: str, world: World) -> None:
    """Each answer with what mends it; the password is not shown."""
    known = settings(world, smtp_url=SecretStr(url.format(port=world.post.port)))
    found = await problem_of(mailing(known))
    assert said in found
    assert "wrong-one" not in found


async def test_a_sender_that_is_refused(world: World) -> None:
    """The address is not the account's: which, and which setting."""
    world.post.faults.refuses_sender()
    said = await problem_of(mailing(settings(world)))
    assert "refuses orders@example.com: 553" in said
    assert "ORDERBELL_MAIL_FROM" in said


async def test_a_mail_server_that_is_away(world: World) -> None:
    """Turned away, silent, hung up on, refused: the doctor ends all the same."""
    world.post.faults.goes()
    assert "turns us away: 421" in await problem_of(mailing(settings(world)))
    for goes_wrong in (world.post.faults.hangs, world.post.faults.drops):
        goes_wrong("CONNECT")
        assert "cannot be reached" in await problem_of(mailing(settings(world), 0.2))
    world.post.faults.hangs("MAIL")
    assert "hangs up on orders@example.com" in await problem_of(mailing(settings(world), 0.2))
    await world.mail.shuts()
    assert "nc -vz 127.0.0.1" in await problem_of(mailing(settings(world)))


def test_the_whole_report_has_them(terminal: Terminal) -> None:
    """What is not there is a note; what cannot be reached is a problem, and no secret is seen."""
    ran = terminal.runs("doctor", "--json")
    parts = {f["part"]: f["level"] for f in ran.document["findings"]}
    assert (parts["sms"], parts["e-mail"]) == ("note", "note")
    for name, value in {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "secret-token",
        "TWILIO_FROM": "+380501112233",
        "TWILIO_API_URL": "http://127.0.0.1:9",
        "SMTP_URL": "smtp://user:secret-word@127.0.0.1:9",
        "MAIL_FROM": "orders@example.com",
    }.items():
        terminal.monkeypatch.setenv(f"ORDERBELL_{name}", value)
    terminal.runs("migrate")
    ran = terminal.runs("doctor")
    assert "✘ sms" in ran.out
    assert "✘ e-mail" in ran.out
    assert "segments are spent" in ran.out
    assert "secret-" not in ran.out + ran.err
