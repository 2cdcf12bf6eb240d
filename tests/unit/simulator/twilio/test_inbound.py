"""Texts from phones: Twilio's fields, its signature, its own words, and the tries it makes."""

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from simulator.twilio.webhook import UNSIGNED, WRONGLY, Signed
from simulator.world import World
from tests.unit.simulator.forms import Form, Webhook
from tests.unit.simulator.twilio.conftest import OLENA, Account


def genuine(world: World, form: Form, url: str) -> bool:
    """Whether the product's own library takes the signature."""
    validator = RequestValidator(world.twilio.auth_token)
    signature = form.headers.get("X-Twilio-Signature", "")
    return bool(validator.validate(url, form.fields, signature))


async def test_text_is_posted_signed(world: World, webhook: Webhook) -> None:
    """To the number's sms_url, with the fields that Twilio sends."""
    olena = world.phone(OLENA)
    post = await olena.sends("1043 ОК")
    assert (post.status, post.over) == (204, True)
    [form] = webhook.forms
    assert form.path == "/twilio/sms"
    wanted = {
        "From": OLENA,
        "To": world.twilio.number,
        "Body": "1043 ОК",
        "NumMedia": "0",
        "NumSegments": "1",
        "AccountSid": world.twilio.account_sid,
        "SmsStatus": "received",
    }
    assert wanted.items() <= form.fields.items()
    assert form.fields["MessageSid"] == form.fields["SmsSid"] == olena.sent[0].sid
    assert "OptOutType" not in form.fields
    assert genuine(world, form, world.twilio.sms_url)
    assert post.fields == form.fields


async def test_text_is_posted_though_nobody_awaits_it(world: World, webhook: Webhook) -> None:
    """Sending is a deed; awaiting its answer is a wish."""
    world.phone(OLENA).sends("")
    await world.twilio.settles()
    assert [form.fields["Body"] for form in webhook.forms] == [""]


async def test_media_have_addresses_and_kinds(world: World, webhook: Webhook) -> None:
    """MMS."""
    await world.phone(OLENA).sends("look", media=["https://x.example/1", "https://x.example/2"])
    fields = webhook.forms[0].fields
    assert (fields["NumMedia"], fields["MediaUrl1"]) == ("2", "https://x.example/2")
    assert fields["MediaContentType0"] == "image/jpeg"
    assert fields["MessageSid"].startswith("MM")


@pytest.mark.parametrize(
    ("signed", "url"),
    [
        (UNSIGNED, ""),
        (WRONGLY, ""),
        (Signed(url="https://127.0.0.1/twilio/sms"), "https://127.0.0.1/twilio/sms"),
    ],
)
async def test_signature_can_be_wrong(
    world: World, webhook: Webhook, signed: Signed, url: str
) -> None:
    """None, another, or one for an address with another scheme and port."""
    await world.phone(OLENA).sends("1043 OK", signed=signed)
    [form] = webhook.forms
    assert not genuine(world, form, world.twilio.sms_url)
    assert not url or genuine(world, form, url)


async def test_text_is_replayed_with_its_sid(world: World, webhook: Webhook) -> None:
    """The same form again, by phone or by sid."""
    olena = world.phone(OLENA)
    await olena.sends("1043 OK")
    await olena.repeats()
    await world.twilio.replays(olena.sent[0].sid)
    first, second, third = webhook.forms
    assert first.fields == second.fields == third.fields
    assert len(world.twilio.inbound.posts) == 3


@pytest.mark.parametrize("word", ["STOP", "stopall", "Unsubscribe", " CANCEL ", "end", "QUIT"])
async def test_stop_opts_out(world: World, account: Account, webhook: Webhook, word: str) -> None:
    """The word alone: named in the webhook, answered by Twilio, later sends get 21610."""
    olena = world.phone(OLENA)
    await olena.sends(word)
    assert webhook.forms[0].fields["OptOutType"] == "STOP"
    assert olena.opted_out
    assert olena.last_text.by_twilio
    form = {"To": OLENA, "From": world.twilio.number, "Body": "x"}
    assert await account.refused(form) == (400, 21610)
    await olena.sends("start")
    assert webhook.forms[1].fields["OptOutType"] == "START"
    await account.sends("welcome back")
    assert world.twilio.violations == []


async def test_words_in_a_sentence_are_the_accounts(world: World, webhook: Webhook) -> None:
    """`1043 CANCEL` opts nobody out; HELP changes nothing; the plain service names no words."""
    olena = world.phone(OLENA)
    await olena.sends("1043 CANCEL")
    assert not olena.opted_out
    await olena.sends("Info")
    assert [form.fields.get("OptOutType") for form in webhook.forms] == [None, "HELP"]
    world.twilio.advanced_opt_out = world.twilio.answers_words = False
    await olena.sends("STOP")
    assert "OptOutType" not in webhook.forms[2].fields
    assert olena.opted_out
    assert [text.by_twilio for text in olena.texts] == [True]


async def test_webhook_is_tried_again(world: World, webhook: Webhook) -> None:
    """After a failure, the same MessageSid; a slow one counts as a failure."""
    answers = [web.Response(), web.Response(status=500)]
    webhook.answers = lambda form: answers.pop()
    post = await world.phone(OLENA).sends("1043 OK")
    assert [answer.status for answer in post.tries] == [500, 200]
    first, second = webhook.forms
    assert first.fields == second.fields
    world.twilio.inbound.answer_within_s = 0.000_001
    post = await world.phone(OLENA).sends("again")
    assert [answer.problem for answer in post.tries] == ["timeout"] * 4


async def test_twiml_answers_are_sent(world: World, webhook: Webhook) -> None:
    """A message in the answer reaches the phone; what is no TwiML is a violation."""
    twiml = (
        "<Response><Message>Done.</Message><Message><Body>1043 is paid.</Body></Message></Response>"
    )
    webhook.answers = lambda form: web.Response(text=twiml, content_type="text/xml")
    olena = world.phone(OLENA)
    await olena.sends("1043 PAID")
    assert [text.body for text in olena.texts] == ["Done.", "1043 is paid."]
    assert world.twilio.violations == []
    for text, kind in (("ok", "text/plain"), ("<Response>", "text/xml"), ("<a/>", "text/xml")):
        webhook.answers = lambda form, text=text, kind=kind: web.Response(  # type: ignore[misc]
            text=text, content_type=kind
        )
        await olena.sends("1043")
    assert [v.split(":")[0] for v in world.twilio.violations] == ["12300", "12100", "12200"]


async def test_number_without_webhook_takes_no_texts(world: World) -> None:
    """A test that forgot to set it is told."""
    with pytest.raises(ValueError, match="sms_url"):
        world.phone(OLENA).sends("1043 OK")
