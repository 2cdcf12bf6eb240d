"""The marketplace of a journey: it calls the HTTP API with its key, as a shop's server would."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.marketplace import Caller, order


@dataclass(frozen=True, slots=True)
class Placed:
    """What the marketplace got for an order."""

    number: int
    #: The customer's link.
    link: str
    document: Mapping[str, Any]


@dataclass
class Shop:
    """The marketplace, over HTTP with its key."""

    caller: Caller
    #: Where its own order ids come from.
    ids: "itertools.count[int]"

    async def adds_seller(self, ref: str = "clay", name: str = "Clay & Co", **more: object) -> str:
        """A seller; the invite link."""
        body = {"name": name, "phone": "+380501112233", "timezone": "Europe/Kyiv", **more}
        reply = await self.caller.sends("PUT", f"/sellers/{ref}", body)
        assert reply.status in (200, 201), reply.body
        return str(reply.document["invite_link"])

    async def adds_product(self, ref: str = "mug", seller: str = "clay", **more: object) -> str:
        """A product, new or changed; its Buy link."""
        body = {
            "seller_ref": seller,
            "title": "Clay mug",
            "price": {"amount": "450.00", "currency": "UAH"},
            "production_days": 5,
            "description": "Thrown by hand, glazed in blue.",
            **more,
        }
        reply = await self.caller.sends("PUT", f"/products/{ref}", body)
        assert reply.status in (200, 201), reply.body
        return str(reply.document["buy_link"])

    async def places(self, seller: str = "clay", **changes: object) -> Placed:
        """A purchase request."""
        reply = await self.caller.places(self.body(seller, **changes))
        assert reply.status == 201, reply.body
        document = reply.document
        return Placed(document["number"], document["customer_link"], document)

    def body(self, seller: str, **changes: object) -> dict[str, Any]:
        """The body of a fresh order."""
        return order(f"A-{next(self.ids)}", seller_ref=seller, **changes)
