"""Twilio out of order: lost replies, silence, overload, nonsense, nobody there."""

import asyncio

import aiohttp
import pytest

from simulator.world import World
from tests.unit.simulator.twilio.conftest import OLENA, Account

GOOD = {"To": OLENA, "From": "+15005550006", "Body": "x"}


async def test_lost_reply_is_sent_all_the_same(world: World, account: Account) -> None:
    """The phone has it, the client a broken connection; a list shows it."""
    fault = world.twilio.faults.lost_reply()
    with pytest.raises(aiohttp.ClientError):
        await account.sends("sent all the same")
    assert world.phone(OLENA).last_text.body == "sent all the same"
    assert (fault.hits, fault.left) == (1, 0)
    _, found = await account.gets("/Messages.json", {"To": OLENA})
    assert [text["body"] for text in found["messages"]] == ["sent all the same"]
    assert [request.status for request in world.twilio.requests] == [0, 200]


async def test_cut_and_hanging_requests_do_nothing(world: World, account: Account) -> None:
    """No message, no answer; a hanging one ends with the client's patience."""
    world.twilio.faults.cut()
    with pytest.raises(aiohttp.ClientError):
        await account.sends()
    world.twilio.faults.hang()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(account.sends(), 0.05)
    assert world.twilio.messages == {}


async def test_slow_request_is_done_late(world: World, account: Account) -> None:
    """Longer than a client may wait."""
    world.twilio.faults.slow(0.05)
    began = asyncio.get_running_loop().time()
    await account.sends()
    assert asyncio.get_running_loop().time() - began >= 0.05


async def test_overload_and_failures_have_numbers(world: World, account: Account) -> None:
    """429 is 20429, 503 is 20503; nothing is sent, and nobody did anything wrong."""
    world.twilio.faults.too_many_requests()
    assert await account.refused(GOOD) == (429, 20429)
    world.twilio.faults.server_error(status=503)
    assert await account.refused(GOOD) == (503, 20503)
    assert world.twilio.messages == {}
    assert world.twilio.violations == []


async def test_a_proxy_answers_with_a_page(world: World, account: Account) -> None:
    """HTML where JSON is awaited."""
    world.twilio.faults.gibberish()
    with pytest.raises(aiohttp.ContentTypeError, match="text/html"):
        await account.posts(GOOD)
    assert world.twilio.messages == {}


async def test_fault_hits_only_what_it_names(world: World, account: Account) -> None:
    """One operation, one number, so many times, until it is removed."""
    faults = world.twilio.faults
    endless = faults.server_error("CreateMessage", to=OLENA, times=None)
    await account.sends(to="+380501112234")
    await account.gets("/Messages.json")
    for _ in range(2):
        assert (await account.refused(GOOD))[0] == 500
    faults.remove(endless)
    faults.remove(endless)
    await account.sends()
    faults.cut(times=None)
    faults.clear()
    await account.sends()


async def test_nobody_is_there_for_a_while(world: World, account: Account) -> None:
    """Connections are refused, then taken again at the same address."""
    before = world.twilio.api_url
    await account.sends()
    await world.twilio.refuses_connections()
    with pytest.raises(aiohttp.ClientConnectionError):
        await account.sends()
    await world.twilio.accepts_connections()
    assert world.twilio.api_url == before
    await account.sends()
