"""What becomes of a message, and how the account is told: in order, doubled, late, or never."""

import asyncio

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from simulator.sight import NotSeen
from simulator.twilio.phones import Fate
from simulator.world import World
from tests.unit.simulator.forms import Webhook
from tests.unit.simulator.twilio.conftest import OLENA, Account


def told(webhook: Webhook) -> list[str]:
    """The statuses that were posted, in order."""
    return [form.fields["MessageStatus"] for form in webhook.forms]


@pytest.mark.parametrize(
    ("fate", "statuses", "code", "arrives"),
    [
        ("delivered", ["sent", "delivered"], None, True),
        ("sent", ["sent"], None, True),
        ("undelivered", ["sent", "undelivered"], "30003", False),
        ("failed", ["failed"], "30006", False),
        ("silent", [], None, False),
    ],
)
async def test_fate_decides(
    world: World,
    account: Account,
    webhook: Webhook,
    fate: Fate,
    statuses: list[str],
    code: str | None,
    arrives: bool,
) -> None:
    """Statuses, error code, and whether the phone has it."""
    olena = world.phone(OLENA)
    olena.fate = fate
    sent = await account.sends(StatusCallback=f"{webhook.url}/twilio/status")
    await world.twilio.settles()
    assert told(webhook) == statuses
    assert [form.fields.get("ErrorCode") for form in webhook.forms][-1:] == (
        [code] if statuses else []
    )
    assert bool(olena.texts) is arrives
    _, found = await account.gets(f"/Messages/{sent['sid']}.json")
    assert found["status"] == (statuses or ["queued"])[-1]
    assert found["error_code"] == (int(code) if code else None)
    assert bool(found["error_message"]) is bool(code)


async def test_callback_has_twilios_fields_and_signature(
    world: World, account: Account, webhook: Webhook
) -> None:
    """As the product's own library checks them."""
    url = f"{webhook.url}/twilio/status?x=1"
    sent = await account.sends(StatusCallback=url)
    await world.twilio.settles()
    form = webhook.forms[0]
    assert form.content_type == "application/x-www-form-urlencoded"
    assert form.fields == {
        "AccountSid": world.twilio.account_sid,
        "ApiVersion": "2010-04-01",
        "From": world.twilio.number,
        "MessageSid": sent["sid"],
        "MessageStatus": "sent",
        "SmsSid": sent["sid"],
        "SmsStatus": "sent",
        "To": OLENA,
    }
    validator = RequestValidator(world.twilio.auth_token)
    signature = form.headers["X-Twilio-Signature"]
    assert validator.validate(url, form.fields, signature)
    assert not validator.validate(url + "2", form.fields, signature)


async def test_one_message_can_have_a_fate_of_its_own(
    world: World, account: Account, webhook: Webhook
) -> None:
    """The next one, and then it is as before."""
    olena = world.phone(OLENA)
    olena.next_meets("failed", 30007)
    callback = f"{webhook.url}/s"
    await account.sends("first", StatusCallback=callback)
    await account.sends("second", StatusCallback=callback)
    await world.twilio.settles()
    assert sorted(told(webhook)) == ["delivered", "failed", "sent"]
    assert [text.body for text in olena.texts] == ["second"]
    assert {form.fields.get("ErrorCode") for form in webhook.forms} == {None, "30007"}


async def test_callbacks_doubled_reversed_and_held(
    world: World, account: Account, webhook: Webhook
) -> None:
    """Each is a switch; what is held is posted when it is released, once."""
    callbacks = world.twilio.callbacks
    callbacks.doubled = callbacks.reversed = callbacks.held = True
    await account.sends(StatusCallback=f"{webhook.url}/s")
    await world.twilio.settles()
    assert told(webhook) == []
    assert len(callbacks.waiting) == 4
    world.twilio.releases()
    world.twilio.releases()
    await world.twilio.settles()
    assert told(webhook) == ["delivered", "delivered", "sent", "sent"]
    await account.sends(StatusCallback=f"{webhook.url}/s")
    assert callbacks.drops() == 4
    world.twilio.releases()
    await world.twilio.settles()
    assert len(told(webhook)) == 4


async def test_late_receipt_comes_by_hand(world: World, account: Account, webhook: Webhook) -> None:
    """A message that was silent arrives after all, once."""
    olena = world.phone(OLENA)
    olena.fate = "silent"
    sent = await account.sends(StatusCallback=f"{webhook.url}/s")
    text = world.twilio.messages[sent["sid"]]
    assert text.status == "queued"
    world.twilio.reports(text, "sent")
    world.twilio.reports(text, "delivered")
    await world.twilio.settles()
    assert sorted(told(webhook)) == ["delivered", "sent"]
    assert olena.texts == [text]
    world.twilio.reports(text, "undelivered", 30008)
    await world.twilio.settles()
    assert webhook.forms[-1].fields["ErrorCode"] == "30008"


async def test_failed_callback_is_tried_again_and_a_refused_one_is_not(
    world: World, account: Account, webhook: Webhook
) -> None:
    """5xx and silence are tried four times in all; an answer is an answer."""
    answers = [web.Response(status=status) for status in (200, 403, 503, 500)]
    webhook.answers = lambda form: answers.pop()
    await account.sends(StatusCallback=f"{webhook.url}/s")
    await world.twilio.settles()
    assert told(webhook) == ["sent", "sent", "sent", "delivered"]
    first, second = world.twilio.callbacks.posts
    assert [answer.status for answer in first.tries] == [500, 503, 403]
    assert (second.status, second.over) == (200, True)
    await account.sends(StatusCallback="http://127.0.0.1:1/s")
    await world.twilio.settles()
    last = world.twilio.callbacks.posts[-1]
    assert [answer.problem for answer in last.tries] == ["refused"] * 4


async def test_person_waits_in_vain(world: World, account: Account) -> None:
    """And is told what came instead."""
    await account.sends("something else")
    with pytest.raises(NotSeen, match="something else"):
        await world.phone(OLENA).sees("1043", within_s=0.01)


async def test_person_sees_what_comes_later(world: World, account: Account) -> None:
    """Waiting ends with the message, not with a clock."""
    waiting = asyncio.create_task(world.phone(OLENA).sees(lambda text: text.segments == 2))
    await account.sends("x" * 200)
    assert (await waiting).body == "x" * 200
