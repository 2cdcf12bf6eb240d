"""The real twilio library at the simulated account: what it sends is taken, what it reads is right."""

import aiohttp
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from simulator.world import World
from tests.unit.simulator.forms import Webhook
from tests.unit.simulator.twilio.conftest import OLENA


@pytest.fixture
async def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The library, its root rewritten as the product's setting does."""
    http = AsyncTwilioHttpClient(timeout=5)
    real = http.request

    async def request(method: str, url: str, **more: object) -> object:
        return await real(
            method, url.replace("https://api.twilio.com", world.twilio.api_url), **more
        )

    monkeypatch.setattr(http, "request", request)
    return Client(world.twilio.account_sid, world.twilio.auth_token, http_client=http)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:The 'auth' parameter is deprecated:DeprecationWarning")
async def test_library_sends_lists_and_looks(
    world: World, webhook: Webhook, client: Client
) -> None:
    """A message with every field the product may use, then all the ways to find it."""
    http = client.http_client
    assert isinstance(http, AsyncTwilioHttpClient)
    async with http:
        sent = await client.messages.create_async(
            to=OLENA,
            from_=world.twilio.number,
            body="Order 1043",
            status_callback=f"{webhook.url}/s",
            smart_encoded=True,
            validity_period=600,
        )
        assert (sent.status, sent.num_segments, sent.date_created) == (
            "queued",
            "1",
            world.twilio.now(),
        )
        since = world.twilio.now()
        [found] = await client.messages.list_async(to=OLENA, date_sent_after=since, limit=20)
        assert (found.sid, found.date_sent, found.status) == (sent.sid, since, "delivered")
        assert (await client.messages(sent.sid).fetch_async()).body == "Order 1043"
        account = await client.api.accounts(world.twilio.account_sid).fetch_async()
        assert account.status == "active"
        [number] = await client.incoming_phone_numbers.list_async(limit=1)
        assert number.sms_url == world.twilio.sms_url
        with pytest.raises(TwilioRestException) as refused:
            await client.messages.create_async(to="+1", from_=world.twilio.number, body="x")
        assert (refused.value.status, refused.value.code) == (400, 21211)
    await world.twilio.settles()
    assert isinstance(http.session, aiohttp.ClientSession)
    assert world.twilio.violations == []
