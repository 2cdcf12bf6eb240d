"""Twilio's webhooks: what is signed for the public address is taken, whatever a proxy shows."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
import pytest
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from bot.web import Web, listen
from handlers.http.problems import Problem
from handlers.http.twilio import NO_ANSWER, TwilioSide, add_twilio
from handlers.sms.incoming import Incoming
from orders.sendings import SmsFate
from tests.marketplace import served

ACCOUNT, TOKEN, PUBLIC = "AC0", "token-of-this-test", "https://shop.example/bell"
FORM = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "From": "+380501112233", "Body": "1043 OK ✓"}


@dataclass
class Hook:
    """Where Twilio posts, and what came through."""

    root: str
    http: aiohttp.ClientSession
    taken: list[Incoming] = field(default_factory=list)
    reported: list[tuple[str, SmsFate, str]] = field(default_factory=list)

    async def posts(
        self, form: Mapping[str, str], *, path: str = "/twilio/sms", signed: str | None = PUBLIC
    ) -> tuple[int, bytes]:
        """As Twilio would, signed for this root (None: not at all)."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if signed is not None:
            validator = RequestValidator(TOKEN)
            headers["X-Twilio-Signature"] = validator.compute_signature(f"{signed}{path}", form)
        data = urlencode(form)
        async with self.http.post(f"{self.root}{path}", data=data, headers=headers) as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with aiohttp.ClientSession() as http:
        here = Hook("", http)

        async def take(sms: Incoming) -> None:
            here.taken.append(sms)

        async def report(sid: str, fate: SmsFate, error: str) -> None:
            here.reported.append((sid, fate, error))

        app = FastAPI()
        add_twilio(app, TwilioSide(ACCOUNT, TOKEN, PUBLIC, take, report))
        app.add_exception_handler(Problem, lambda _, problem: problem.response())
        async with served(Web(app, listen("127.0.0.1", 0))) as port:
            here.root = f"http://127.0.0.1:{port}"
            yield here


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/sms?shop=1"])
async def test_an_sms_is_taken_and_answered_with_nothing(hook: Hook, path: str) -> None:
    """The request came over http to another host and port: the configured address decides."""
    assert await hook.posts(FORM | {"NumMedia": "1"}, path=path) == (200, NO_ANSWER)
    assert hook.taken == [Incoming("SM1", ACCOUNT, "+380501112233", "1043 OK ✓", 1)]


@pytest.mark.parametrize("signed", [None, "http://shop.example/bell", "https://shop.example:8443"])
async def test_what_is_not_signed_for_our_address_is_refused(
    hook: Hook, signed: str | None
) -> None:
    """No signature, or one for another scheme or port."""
    assert (await hook.posts(FORM, signed=signed))[0] == 403
    assert hook.taken == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"AccountSid": "AC1"}, 403),
        ({"MessageSid": ""}, 400),
        ({"From": ""}, 400),
        ({"Body": "x" * 70_000}, 413),
    ],
)
async def test_what_is_no_sms_of_ours_is_refused(
    hook: Hook, change: dict[str, str], status: int
) -> None:
    """Another account's, without its name or sender, or far too long."""
    assert (await hook.posts(FORM | change))[0] == status
    assert hook.taken == []


async def test_a_report_is_passed_on_and_an_unknown_one_let_go(hook: Hook) -> None:
    """Statuses that Twilio may add say nothing to us."""
    form = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "ErrorCode": "30003"}
    for status in ("undelivered", "read"):
        said = await hook.posts(form | {"MessageStatus": status}, path="/twilio/status")
        assert said[0] == 204
    assert hook.reported == [("SM1", SmsFate.UNDELIVERED, "30003")]
