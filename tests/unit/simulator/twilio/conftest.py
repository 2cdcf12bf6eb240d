"""An account that asks by plain HTTP, and its webhook."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest

from simulator.world import World
from tests.unit.simulator.forms import Webhook, listening, no_pause

OLENA = "+380501112233"


def basic(user: str, password: str) -> dict[str, str]:
    """The header of basic authentication."""
    return {"Authorization": aiohttp.encode_basic_auth(user, password)}


class Account:
    """Calls the API; results are plain JSON, hence `Any`."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.twilio = world.twilio
        self.http = http
        self.auth = basic(world.twilio.account_sid, world.twilio.auth_token)

    @property
    def root(self) -> str:
        """Where the account's resources are."""
        return f"{self.twilio.api_url}/2010-04-01/Accounts/{self.twilio.account_sid}"

    async def posts(self, form: Any, path: str = "/Messages.json") -> tuple[int, Any]:
        """Status and JSON of a form posted."""
        async with self.http.post(self.root + path, data=form, headers=self.auth) as answer:
            return answer.status, await answer.json()

    async def gets(self, path: str, query: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """Status and JSON of a question."""
        async with self.http.get(self.root + path, params=query, headers=self.auth) as answer:
            return answer.status, await answer.json()

    async def sends(self, body: str = "Order 1043", to: str = OLENA, **more: str) -> Any:
        """The resource of a message that is taken."""
        form = {"To": to, "From": self.twilio.number, "Body": body, **more}
        status, found = await self.posts(form)
        assert status == 201, found
        return found

    async def refused(self, form: Any) -> tuple[int, int]:
        """HTTP status and Twilio's code of a message that is not."""
        status, found = await self.posts(form)
        assert found["status"] == status
        assert found["more_info"].endswith(str(found["code"]))
        assert found["message"]
        return status, found["code"]


@pytest.fixture
async def account(world: World) -> AsyncIterator[Account]:
    """The product's side."""
    async with aiohttp.ClientSession() as http:
        yield Account(world, http)


@pytest.fixture
async def webhook(world: World) -> AsyncIterator[Webhook]:
    """Where the number's texts are posted; retries come at once."""
    async with listening() as found:
        world.twilio.sms_url = f"{found.url}/twilio/sms"
        world.twilio.inbound.sleep = no_pause
        world.twilio.callbacks.postman.sleep = no_pause
        yield found
