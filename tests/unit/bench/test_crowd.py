"""The crowd that the page is measured with: a thousand messages, and nothing else is changed."""

from typing import Any

from bench.crowd import COUNT, crowded

SELLER = {"id": 7, "name": "Ira", "role": "seller", "chats": ["7", "-9"]}
CUSTOMER = {"id": 8, "name": "Taras", "role": "customer", "chats": ["8"]}
WORLD: dict[str, Any] = {
    "now": "2026-03-02T12:00:00+02:00",
    "people": [CUSTOMER, SELLER],
    "chats": {
        "7": {"id": "7", "title": "Orderbell", "started": False, "messages": [{"id": 1}]},
        "8": {"id": "8", "title": "Orderbell", "started": False, "messages": [{"id": 2}]},
    },
}


def test_the_sellers_chat_with_the_bot_is_crowded() -> None:
    """So many messages, each with an id and a place of its own, the newest last."""
    chat = crowded(WORLD)["chats"]["7"]
    assert chat["title"] == "Orderbell"
    assert chat["started"]
    assert len({message["id"] for message in chat["messages"]}) == COUNT
    assert [message["at"] for message in chat["messages"]] == sorted(
        message["at"] for message in chat["messages"]
    )
    assert {message["from"] for message in chat["messages"]} == {"bot", 7}


def test_nobody_else_is_crowded() -> None:
    """The world that was told is not changed either."""
    assert crowded(WORLD)["chats"]["8"] is WORLD["chats"]["8"]
    assert WORLD["chats"]["7"]["messages"] == [{"id": 1}]
