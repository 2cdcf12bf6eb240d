"""Who may call what: keys, unknown addresses and methods, the webhook's secret, operators' pages."""

from datetime import timedelta

import pytest

from handlers.http.counter import KEY_MEMORY
from tests.marketplace import SECRET, Caller, Place, order

PATHS = (
    ("GET", "/orders"),
    ("GET", "/orders/1001"),
    ("GET", "/orders/1001/history"),
    ("GET", "/orders/1001/messages"),
    ("POST", "/orders/1001/messages"),
    ("POST", "/orders"),
    ("POST", "/orders/1001/actions/approve"),
    ("PUT", "/sellers/ira"),
    ("PUT", "/products/mug-1"),
)


@pytest.mark.parametrize(("method", "path"), PATHS)
async def test_nothing_is_served_without_a_key(place: Place, method: str, path: str) -> None:
    """401 with the challenge, before anything else is looked at."""
    reply = await place.stranger.sends(method, path)
    assert (reply.status, reply.kind) == (401, "unauthenticated")
    assert reply.headers["WWW-Authenticate"] == 'Bearer realm="orderbell"'


@pytest.mark.parametrize("said", ["Bearer made-up", "Bearer " + "x" * 5000, "bearer \tz"])
async def test_a_key_that_is_not_ours_is_refused(place: Place, said: str) -> None:
    """The challenge says that the token is the trouble, as RFC 6750 has it."""
    reply = await place.stranger.sends("GET", "/orders", headers={"Authorization": said})
    assert reply.status == 401
    assert 'error="invalid_token"' in reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize("said", ["Basic b2xlbmE6cGFzcw==", "Bearer", "Bearer ", ""])
async def test_another_scheme_is_asked_for_a_bearer_key(place: Place, said: str) -> None:
    """No key was given, so none is called wrong."""
    reply = await place.stranger.sends("GET", "/orders", headers={"Authorization": said})
    assert reply.status == 401
    assert "error=" not in reply.headers["WWW-Authenticate"]


async def test_a_revoked_key_stops_working(place: Place) -> None:
    """At once for a process that has not seen it, within seconds for one that has."""
    assert (await place.marketplace.sends("GET", "/orders")).status == 200
    async with place.office.store.write() as uow:
        await uow.keys.revoke(place.key_id, place.clock.now())
    place.clock.passes(KEY_MEMORY)
    assert (await place.marketplace.sends("GET", "/orders")).status == 401


@pytest.mark.parametrize(
    "path", ["//", "//api/v1", "/order", "/orders/", "/orders/1/actions", "//docs", "//redoc"]
)
async def test_an_unknown_address_is_a_problem_document(place: Place, path: str) -> None:
    """404 in the same form as every other refusal; no documentation page from a foreign host."""
    reply = await place.marketplace.sends("GET", path)
    assert (reply.status, reply.kind) == (404, "not-found")
    assert reply.headers["Content-Type"] == "application/problem+json"


async def test_another_method_is_told_which_there_are(place: Place) -> None:
    """405 with all methods of the address in Allow."""
    reply = await place.marketplace.sends("DELETE", "/orders")
    assert (reply.status, reply.kind) == (405, "method-not-allowed")
    assert reply.headers["Allow"] == "GET, POST"


async def test_an_unknown_action_is_told_which_there_are(place: Place) -> None:
    """Only the seller's buttons are served; the clock's and the administration's are not."""
    for action in ("expire", "void", "restore", "undo", "approve%20"):
        reply = await place.marketplace.sends("POST", f"/orders/1/actions/{action}", {"by": "ira"})
        assert (reply.status, reply.kind) == (404, "not-found")
        assert "approve, cancel, mark_paid, close" in reply.document["detail"].replace(
            "mark_sent, ", ""
        )


async def test_telegram_hands_updates_over_with_the_secret(place: Place) -> None:
    """The raw body goes on untouched, whatever it is; then 200."""
    raw = b'{"update_id": 1, "text": "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd1\x96\xd1\x82"}'
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    reply = await place.stranger.sends("POST", "//telegram", raw=raw, headers=headers)
    assert (reply.status, place.updates) == (200, [raw])


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "секрет"])
async def test_nobody_else_hands_updates_over(place: Place, secret: str | None) -> None:
    """Without the exact secret: 403, and nothing is stored."""
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    reply = await place.marketplace.sends("POST", "//telegram", raw=b"{}", headers=headers)
    assert (reply.status, reply.kind, place.updates) == (403, "forbidden", [])


async def test_operators_pages(place: Place) -> None:
    """/healthz says that the process lives, /readyz that every part works, /metrics the figures."""
    assert (await place.stranger.sends("GET", "//healthz")).document == {"status": "ok"}
    ready = await place.stranger.sends("GET", "//readyz")
    assert (ready.status, ready.document["parts"]) == (200, {"database": "ok"})
    place.parts["telegram"] = "not reached for 40 s"
    broken = await place.stranger.sends("GET", "//readyz")
    assert broken.status == 503
    assert broken.document["parts"]["telegram"] == "not reached for 40 s"
    metrics = await place.stranger.sends("GET", "//metrics")
    assert metrics.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert metrics.body.decode() == (
        "# HELP orderbell_work_open Rows to be done.\n"
        "# TYPE orderbell_work_open gauge\n"
        "orderbell_work_open 3\n"
    )


@pytest.mark.parametrize("path", ["//healthz", "//readyz", "//metrics"])
async def test_operators_pages_are_not_for_the_world(place: Place, path: str) -> None:
    """A request that a proxy let in from outside finds nothing there."""
    for header in ("X-Forwarded-For", "Forwarded"):
        reply = await place.stranger.sends("GET", path, headers={header: "for=203.0.113.7"})
        assert reply.status == 404


async def test_one_caller_with_a_key_sees_only_json(place: Place) -> None:
    """Every answer of the API is JSON or a problem document."""
    caller: Caller = place.marketplace
    await caller.adds_seller()
    replies = [
        await caller.places(order()),
        await caller.sends("GET", "/orders"),
        await caller.sends("GET", "/nothing"),
    ]
    place.clock.passes(timedelta(minutes=1))
    assert {reply.headers["Content-Type"] for reply in replies} == {
        "application/json",
        "application/problem+json",
    }
