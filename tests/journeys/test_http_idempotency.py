"""`Idempotency-Key`: whatever goes wrong on the wire, an intention is carried out once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from orders.ports import Answer
from tests.marketplace import Place, opened, order


@pytest.fixture
async def place(url: str) -> AsyncIterator[Place]:
    async with opened(url) as here:
        await here.marketplace.adds_seller()
        yield here


async def test_the_same_request_under_a_key_has_the_same_answer(place: Place) -> None:
    """The stored answer is given again, also after the order has moved on."""
    number = (await place.marketplace.places(order())).document["number"]
    first = await place.marketplace.acts(number, "approve", key="k-1")
    await place.marketplace.acts(number, "mark_paid")
    again = await place.marketplace.acts(number, "approve", key="k-1")
    assert (first.status, again.status) == (200, 200)
    assert again.body == first.body
    looked = await place.marketplace.sends("GET", f"/orders/{number}")
    assert looked.document["version"] == 3


async def test_placing_under_a_key_is_answered_201_again(place: Place) -> None:
    """With a key, even the status is that of the first answer."""
    first = await place.marketplace.places(order(), Idempotency_Key='"k-1"')
    again = await place.marketplace.places(order(), Idempotency_Key='"k-1"')
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body


async def test_a_refusal_is_remembered_too(place: Place) -> None:
    """What was refused under a key stays refused under it; a new key is a new intention."""
    number = (await place.marketplace.places(order())).document["number"]
    refused = await place.marketplace.acts(number, "mark_paid", key="k-1")
    await place.marketplace.acts(number, "approve")
    again = await place.marketplace.acts(number, "mark_paid", key="k-1")
    assert (refused.status, again.status) == (409, 409)
    assert again.body == refused.body
    assert again.headers["Content-Type"] == "application/problem+json"
    assert (await place.marketplace.acts(number, "mark_paid", key="k-2")).status == 200


async def test_a_key_belongs_to_one_request(place: Place) -> None:
    """Another path or another body under the same key: 422, and nothing happens."""
    first = (await place.marketplace.places(order("1"))).document["number"]
    other = (await place.marketplace.places(order("2"))).document["number"]
    await place.marketplace.acts(first, "approve", key="k-1")
    elsewhere = await place.marketplace.acts(other, "approve", key="k-1")
    assert (elsewhere.status, elsewhere.kind) == (422, "idempotency-key-reused")
    different = await place.marketplace.acts(first, "cancel", key="k-1", reason="fraud")
    assert different.status == 422
    looked = await place.marketplace.sends("GET", f"/orders/{other}")
    assert looked.document["status"] == "new"


async def test_quoted_and_bare_keys_are_the_same(place: Place) -> None:
    """The draft's quoted string and the bare text that many clients send name one intention."""
    number = (await place.marketplace.places(order())).document["number"]
    first = await place.marketplace.acts(number, "approve", key='"k-1"')
    again = await place.marketplace.acts(number, "approve", key="k-1")
    assert (again.status, again.body) == (200, first.body)


@pytest.mark.parametrize("key", ["", '"', '""', '"a', "a b", "x" * 129, '"кл"', 'a"b'])
async def test_a_key_that_is_none_is_refused(place: Place, key: str) -> None:
    """A header that cannot be told apart from a broken one protects nobody: 400."""
    number = (await place.marketplace.places(order())).document["number"]
    reply = await place.marketplace.acts(number, "approve", key=key)
    assert (reply.status, reply.kind) == (400, "idempotency-key-invalid")


async def test_a_wrong_value_does_not_use_a_key_up(place: Place) -> None:
    """A request that was never carried out may be mended and sent under its key."""
    bad = await place.marketplace.places(order(items=[]), Idempotency_Key="k-1")
    assert bad.status == 422
    assert (await place.marketplace.places(order(), Idempotency_Key="k-1")).status == 201


async def test_a_key_is_the_callers_own(place: Place) -> None:
    """An order's external_id never collides with an Idempotency-Key of the same letters."""
    number = (await place.marketplace.places(order("same"))).document["number"]
    assert (await place.marketplace.acts(number, "approve", key="same")).status == 200


async def test_keys_are_kept_for_a_day(place: Place) -> None:
    """After a day a key is new; the order's own history still applies an intention once."""
    number = (await place.marketplace.places(order("1"))).document["number"]
    await place.marketplace.acts(number, "approve", key="k-1")
    place.clock.passes(timedelta(hours=23))
    assert (await place.marketplace.acts(number, "approve", key="k-1")).status == 200
    place.clock.passes(timedelta(hours=2))
    await place.marketplace.places(order("2"), Idempotency_Key="k-2")
    async with place.office.store.read() as uow:
        assert await uow.answers.get(place.key_id, "k-1") is None
    late = await place.marketplace.acts(number, "approve", key="k-1")
    assert (late.status, late.document["version"]) == (200, 2)


async def test_twenty_at_once_are_one(place: Place) -> None:
    """The same request many times at once: one order, one answer; the rest get it or wait."""
    replies = await asyncio.gather(
        *(place.marketplace.places(order(), Idempotency_Key="k-1") for _ in range(20))
    )
    statuses = {reply.status for reply in replies}
    assert statuses <= {201, 409}
    assert len({reply.body for reply in replies if reply.status == 201}) == 1
    page = (await place.marketplace.sends("GET", "/orders")).document
    assert len(page["orders"]) == 1


async def test_twenty_at_once_without_a_key_are_one_too(place: Place) -> None:
    """external_id alone is enough."""
    replies = await asyncio.gather(*(place.marketplace.places(order()) for _ in range(20)))
    assert sorted(reply.status for reply in replies) == [200] * 19 + [201]
    assert len({reply.document["number"] for reply in replies}) == 1


async def test_two_devices_approve_at_once(place: Place) -> None:
    """One approval counts; the other is told what is possible now."""
    number = (await place.marketplace.places(order())).document["number"]
    replies = await asyncio.gather(*(place.marketplace.acts(number, "approve") for _ in range(2)))
    assert sorted(reply.status for reply in replies) == [200, 409]


async def test_a_request_under_way_elsewhere_is_not_repeated(place: Place) -> None:
    """Where another replica has begun the same request, the caller is asked to wait."""
    first = await place.marketplace.places(order(), Idempotency_Key="k-1")
    async with place.office.store.write() as uow:
        known = await uow.answers.get(place.key_id, "k-1")
        assert known is not None
        begun = Answer(known.digest, None, b"")
        await uow.answers.put(place.key_id, "k-1", begun, place.clock.now())
    reply = await place.marketplace.places(order(), Idempotency_Key="k-1")
    assert (first.status, reply.status, reply.kind) == (201, 409, "request-in-progress")
    assert reply.headers["Retry-After"] == "1"
