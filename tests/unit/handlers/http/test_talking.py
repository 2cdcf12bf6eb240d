"""The conversation about an order over HTTP."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from orders import talk
from orders.messages import Attachment, Content, Fate, Form, NewMessage, Relay, Spot
from orders.model import Party
from orders.notices import customer_of
from orders.states import Actor
from tests.marketplace import Place, Reply, order

ASKED = Content(Form.TEXT, "Is the <mug> ready? 🏺")
PHOTO = Content(Form.PHOTO, "It broke", (), Attachment("AgAC-1", "u-1", "", "image/jpeg", 9))


async def ordered(place: Place) -> tuple[int, Party]:
    """An order, and its customer."""
    await place.marketplace.adds_seller()
    number = (await place.marketplace.places(order())).document["number"]
    async with place.office.store.read() as uow:
        return number, customer_of(await uow.orders.get(number))


async def says(
    place: Place, number: int, text: object, *, by: str = "ira", key: str | None = None
) -> Reply:
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"by": by, "text": text}
    return await place.marketplace.sends(
        "POST", f"/orders/{number}/messages", body, headers=headers
    )


async def read(place: Place, number: int, query: str = "") -> Any:
    reply = await place.marketplace.sends("GET", f"/orders/{number}/messages{query}")
    assert reply.status == 200, reply.body
    return reply.document


async def test_the_seller_speaks_and_the_runner_is_woken(place: Place) -> None:
    """201 is the message as the list has it; it waits for its customer."""
    number, _ = await ordered(place)
    place.woken.clear()
    said = await says(place, number, "  Your mug is in the kiln.\n\tFriday! ")
    assert (said.status, len(place.woken)) == (201, 1)
    assert said.document | {"id": 0} == {
        "id": 0,
        "by": {"role": "seller", "ref": "ira"},
        "at": "2026-11-22T10:00:00Z",
        "form": "text",
        "text": "Your mug is in the kiln.\n\tFriday!",
        "version": 1,
        "edited_at": None,
        "earlier": [],
        "reply_to": None,
        "attachment": None,
        "delivery": {"state": "waiting", "why": None, "at": None},
    }
    page = await read(place, number)
    assert page == {"number": number, "messages": [said.document], "next": None}


async def test_every_version_is_kept_for_disputes(place: Place) -> None:
    """What was said before an edit, until when, and with which file."""
    number, customer = await ordered(place)
    spot = Spot(22, 5)
    said = await talk.say(place.office, number, [customer], NewMessage(PHOTO, "tg:1", spot))
    first = said.message
    for text in ("It is chipped", "It is fine"):
        place.clock.passes(timedelta(minutes=1))
        assert await talk.amend(place.office, 22, spot, replace(PHOTO, text=text))
    (message,) = (await read(place, number))["messages"]
    file = {"name": "", "mime": "image/jpeg", "size": 9}
    assert (message["id"], message["version"], message["text"]) == (first.id, 3, "It is fine")
    assert message["by"] == {"role": "customer", "ref": "c-7"}
    assert message["attachment"] == file
    assert message["edited_at"] == "2026-11-22T10:02:00Z"
    assert message["earlier"] == [
        {"version": 1, "replaced_at": "2026-11-22T10:01:00Z", "text": "It broke"}
        | {"form": "photo", "attachment": file},
        {"version": 2, "replaced_at": "2026-11-22T10:02:00Z", "text": "It is chipped"}
        | {"form": "photo", "attachment": file},
    ]


async def test_what_became_of_a_message_and_what_it_answers_is_told(place: Place) -> None:
    """Delivered, or why not; a reply names the message it answers."""
    number, customer = await ordered(place)
    new = NewMessage(ASKED, "tg:1", Spot(22, 5))
    asked = (await talk.say(place.office, number, [customer], new)).message
    answer = NewMessage(ASKED, "tg:2", Spot(22, 6), answers=Spot(22, 5))
    await talk.say(place.office, number, [customer], answer)
    async with place.office.store.write() as uow:
        to = Party(Actor.SELLER, 1)
        now = place.clock.now()
        await uow.talk.put_relay(Relay(asked.id, to, Fate.UNDELIVERED, 0, "blocked", now))
    one, two = (await read(place, number))["messages"]
    assert one["delivery"] == {
        "state": "undelivered", "why": "blocked", "at": "2026-11-22T10:00:00Z"
    }  # fmt: skip
    assert (one["reply_to"], two["reply_to"]) == (None, asked.id)


async def test_pages_go_through_all_messages_once(place: Place) -> None:
    """Following `next` shows every message of this order, oldest first, and no other order's."""
    number, _ = await ordered(place)
    other = (await place.marketplace.places(order("A-2"))).document["number"]
    said = []
    for text in range(5):
        said.append((await says(place, number, f"{text}")).document["id"])
        await says(place, other, "elsewhere")
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await read(place, number, f"?limit=2{cursor and '&cursor=' + cursor}")
        seen += [message["id"] for message in page["messages"]]
        cursor = page["next"]
    assert seen == said


async def test_the_same_key_says_it_once(place: Place) -> None:
    """A caller that lost the answer may ask again; another text under the key is refused."""
    number, _ = await ordered(place)
    first, again = [await says(place, number, "Ready!", key="k-1") for _ in range(2)]
    assert (again.status, again.body) == (201, first.body)
    assert (await says(place, number, "Not ready", key="k-1")).kind == "idempotency-key-reused"
    assert len((await read(place, number))["messages"]) == 1


async def test_only_the_orders_seller_speaks(place: Place) -> None:
    """Another seller is answered as for an order that does not exist; nobody is named a seller."""
    number, _ = await ordered(place)
    await place.marketplace.adds_seller("petro")
    foreign = await says(place, number, "Hello", by="petro")
    absent = await says(place, number + 1, "Hello", by="petro")
    assert (foreign.status, foreign.kind) == (absent.status, absent.kind) == (404, "order-unknown")
    nobody = await says(place, number, "Hello", by="nobody")
    assert (nobody.status, nobody.pointers) == (422, ["#/by"])
    assert (await read(place, number))["messages"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not be empty"),
        (" \n", "not be empty"),
        ("\u200b\u2060", "not be empty"),
        ("🏺" * 2049, "at most 4096"),
        ("x" * 4097, "at most 4096"),
        ("bell\x07", "control characters"),
        (5, "a string"),
        (None, "a string"),
    ],
)
async def test_a_text_that_cannot_be_sent_is_named(place: Place, text: object, words: str) -> None:
    """It is refused before it is taken down."""
    number, _ = await ordered(place)
    reply = await says(place, number, text)
    assert (reply.status, reply.pointers) == (422, ["#/text"])
    assert words in reply.document["detail"]


async def test_the_longest_text_is_taken(place: Place) -> None:
    """4096 units, as Telegram counts them."""
    number, _ = await ordered(place)
    assert (await says(place, number, "🏺" * 2048)).status == 201


@pytest.mark.parametrize("query", ["cursor=MTA0Mw", "cursor=YmVsb3c6MTA0Mw", "limit=0", "after=1"])
async def test_a_wrong_query_is_refused(place: Place, query: str) -> None:
    """Also a cursor of another list."""
    number, _ = await ordered(place)
    reply = await place.marketplace.sends("GET", f"/orders/{number}/messages?{query}")
    assert (reply.status, reply.pointers) == (422, [query.partition("=")[0]])


@pytest.mark.parametrize("number", ["0", "abc", "1042", "9" * 40])
async def test_messages_of_no_order_are_not_found(place: Place, number: str) -> None:
    """Whatever stands for the number: 404, for reading and for speaking."""
    await place.marketplace.adds_seller()
    looked = await place.marketplace.sends("GET", f"/orders/{number}/messages")
    spoken = await place.marketplace.sends(
        "POST", f"/orders/{number}/messages", {"by": "ira", "text": "Hello"}
    )
    assert looked.kind == spoken.kind == "order-unknown"


async def test_the_description_types_the_conversation(place: Place) -> None:
    """Requests and answers have a shape that clients can be made from."""
    document = (await place.stranger.sends("GET", "/openapi.json")).document
    path = document["paths"]["/api/v1/orders/{number}/messages"]
    took = path["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert took == {"$ref": "#/components/schemas/Say"}
    gave = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert gave == {"$ref": "#/components/schemas/MessagesAnswer"}
    assert {"earlier", "delivery"} <= set(
        document["components"]["schemas"]["MessageAnswer"]["properties"]
    )
