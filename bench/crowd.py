"""A thousand messages on the seller's phone, as the page would be told of them. Measures nothing.

They are put between the server and the page: a bot that wrote so many would take minutes.
"""

import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from playwright.async_api import Page, Route

COUNT = 1000
#: The page must not ask again while it is looked at.
_RETRY_MS = 3_600_000
_LINES = ("", "\nTwo of them, please.", "\nCould it be ready by Friday?\nIt is a present. 🏺")


async def crowd(page: Page, root: str) -> None:
    """From now on the page at `root` is told of a world with a thousand messages."""
    body = (
        f"retry: {_RETRY_MS}\nevent: world\ndata: {json.dumps(crowded(await world_at(root)))}\n\n"
    )

    async def answer(route: Route) -> None:
        await route.fulfill(content_type="text/event-stream", body=body)

    await page.route("**/events", answer)


def crowded(world: dict[str, Any]) -> dict[str, Any]:
    """`world` with `COUNT` messages in the seller's chat with the bot."""
    seller = next(person for person in world["people"] if person["role"] == "seller")
    chat = world["chats"][seller["chats"][0]]
    started = datetime.fromisoformat(world["now"]) - timedelta(minutes=COUNT)
    messages = [
        _message(place, seller, started + timedelta(minutes=place)) for place in range(COUNT)
    ]
    chats = {**world["chats"], chat["id"]: {**chat, "started": True, "messages": messages}}
    return {**world, "chats": chats}


def _message(place: int, seller: dict[str, Any], at: datetime) -> dict[str, Any]:
    mine = place % 3 == 0
    button = {"label": "✅ Approve", "data": f"a:{place}", "style": "success", "icon": ""}
    return {
        "id": 100_000 + place,
        "from": seller["id"] if mine else "bot",
        "name": seller["name"] if mine else "Orderbell",
        "at": at.isoformat(),
        "text": f"message {place} is one of many.{_LINES[place % len(_LINES)]}",
        "entities": [{"type": "bold", "offset": 0, "length": 7}],
        "kind": "text",
        "media": None,
        "contact": None,
        "location": None,
        "buttons": [[{**_NO_BUTTON, **button}]] if place % 7 == 1 else [],
        "thread": None,
        "reply_to": None,
        "edited": place % 11 == 0,
        "notify": False,
        "album": "",
        "forwarded": "",
        "via": "",
        "reactions": [],
        "preview": None,
    }


_NO_BUTTON = {
    "label": "",
    "data": "",
    "url": "",
    "copy": "",
    "style": "",
    "icon": "",
    "switch": None,
}


async def world_at(root: str) -> dict[str, Any]:
    """The world as the server tells it first to everyone who asks."""
    async with aiohttp.ClientSession() as session, session.get(f"{root}/events") as events:
        told = ""
        async for line in events.content:
            if line.startswith(b"data:"):
                told += line[5:].decode().strip()
            elif not line.strip() and told:
                break
    world: dict[str, Any] = json.loads(told)
    return world
