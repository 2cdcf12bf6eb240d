"""Answers as a mail provider posts them: its fields, its signature, its tries."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from simulator.post.answers import FORGED, UNSIGNED, Genuine
from simulator.post.letters import Letter
from simulator.post.mailboxes import Mailbox
from simulator.world import World
from tests.unit.simulator.forms import Webhook, listening, no_pause
from tests.unit.simulator.post.conftest import OLENA, letter, send


@pytest.fixture
async def webhook(world: World) -> AsyncIterator[Webhook]:
    """Where the provider posts."""
    async with listening() as found:
        found.answers = lambda form: web.Response()
        world.post.answers.url = f"{found.url}/mail"
        world.post.answers.postman.sleep = no_pause
        yield found


@pytest.fixture
async def olena(world: World) -> Mailbox:
    """Someone with a letter to answer."""
    mailbox = world.mailbox(OLENA)
    mailbox.name = "Olena Koval"
    await send(world, letter(world, Reply_To="Order 1043 <reply+abc@orderbell.example>"))
    return mailbox


def genuine(world: World, fields: dict[str, str]) -> bool:
    """Whether the signature is the provider's, as its documentation computes it."""
    signed = (fields["timestamp"] + fields["token"]).encode()
    key = world.post.answers.signing_key.encode()
    return hmac.new(key, signed, hashlib.sha256).hexdigest() == fields["signature"]


async def test_answer_is_posted_parsed_and_signed(
    world: World, olena: Mailbox, webhook: Webhook
) -> None:
    """To the Reply-To, threaded, quoted, stripped."""
    got = olena.last_letter
    post = await olena.replies(got, "Yes, tomorrow")
    assert post.status == 200
    [form] = webhook.forms
    fields = form.fields
    assert form.content_type == "application/x-www-form-urlencoded"
    wanted = {
        "recipient": "reply+abc@orderbell.example",
        "sender": OLENA,
        "from": "Olena Koval <olena@example.org>",
        "subject": "Re: Order 1043",
        "stripped-text": "Yes, tomorrow",
        "In-Reply-To": got.id,
        "References": got.id,
    }
    assert wanted.items() <= fields.items()
    assert "> New order: 450.00 грн" in fields["body-plain"]
    assert fields["Message-Id"].endswith("@example.org>")
    assert ["In-Reply-To", got.id] in json.loads(fields["message-headers"])
    assert genuine(world, fields)
    assert len(fields["token"]) == 50
    assert int(fields["timestamp"]) == int(world.post.clock.now().timestamp())


async def test_html_alone_has_no_stripped_text(
    world: World, olena: Mailbox, webhook: Webhook
) -> None:
    """As from phones that write no text part; with both, both are there."""
    await olena.replies(olena.last_letter, html="<div>Yes</div>")
    await olena.replies(olena.last_letter, "Yes", html="<div>Yes</div>")
    alone, both = (form.fields for form in webhook.forms)
    assert (alone["body-plain"], alone["stripped-html"]) == ("", "<div>Yes</div>")
    assert "stripped-text" not in alone
    assert both["stripped-text"] == "Yes"
    assert both["body-html"].startswith("<div>Yes</div><blockquote>")


async def test_subject_gets_one_re_and_references_grow(
    world: World, olena: Mailbox, webhook: Webhook
) -> None:
    """An answer to an answer."""
    await send(world, letter(world, subject="RE: Order 1043", References="<a@x>"))
    again: Letter = olena.last_letter
    await olena.replies(again, "ok")
    fields = webhook.forms[0].fields
    assert (fields["subject"], fields["References"]) == ("Re: Order 1043", f"<a@x> {again.id}")
    assert fields["recipient"] == "orders@orderbell.example"


@pytest.mark.parametrize("wrong", [FORGED, UNSIGNED])
async def test_signature_can_be_wrong(
    world: World, olena: Mailbox, webhook: Webhook, wrong: Genuine
) -> None:
    """With another key, or none at all."""
    await olena.replies(olena.last_letter, "x", genuine=wrong)
    fields = webhook.forms[0].fields
    assert "signature" not in fields or not genuine(world, fields)


async def test_old_post_is_genuine_but_old(world: World, olena: Mailbox, webhook: Webhook) -> None:
    """The timestamp is signed, so a replay can be told by its age."""
    await olena.replies(olena.last_letter, "x", genuine=Genuine(age_s=3600))
    fields = webhook.forms[0].fields
    assert genuine(world, fields)
    assert int(fields["timestamp"]) == int(world.post.clock.now().timestamp()) - 3600


async def test_post_is_replayed_as_it_was(world: World, olena: Mailbox, webhook: Webhook) -> None:
    """The same Message-Id, token and signature; multipart where there are attachments."""
    world.post.answers.multipart = True
    post = await olena.replies(olena.last_letter, "x")
    await world.post.answers.replays(post)
    first, second = webhook.forms
    assert first.fields == second.fields
    assert first.content_type == second.content_type == "multipart/form-data"


async def test_provider_tries_until_200_or_406(
    world: World, olena: Mailbox, webhook: Webhook
) -> None:
    """Anything else comes again, at most seven times."""
    statuses = [200, 500, 302, 403]
    webhook.answers = lambda form: web.Response(status=statuses.pop())
    post = await olena.replies(olena.last_letter, "x")
    assert [answer.status for answer in post.tries] == [403, 302, 500, 200]
    webhook.answers = lambda form: web.Response(status=406)
    assert len((await olena.writes("x@orderbell.example", "Hello", "x")).tries) == 1
    webhook.answers = lambda form: web.Response(status=500)
    assert len((await olena.replies(olena.last_letter, "x")).tries) == 7


async def test_letter_out_of_the_blue(world: World, olena: Mailbox, webhook: Webhook) -> None:
    """Answers nothing; with nobody to listen, the test that forgot it is told."""
    await olena.writes("stranger@orderbell.example", "Hello", "who are you?")
    fields = webhook.forms[0].fields
    assert (fields["recipient"], fields["body-plain"]) == (
        "stranger@orderbell.example",
        "who are you?",
    )
    assert "In-Reply-To" not in fields
    world.post.answers.url = ""
    with pytest.raises(ValueError, match="url"):
        olena.writes("x@orderbell.example", "Hello", "x")
