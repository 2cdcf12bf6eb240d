"""Orders over HTTP, from the first call to the last, on real rows and a real server."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from orders.work import Kind
from tests.marketplace import Place, opened, order


@pytest.fixture
async def place(url: str) -> AsyncIterator[Place]:
    async with opened(url) as here:
        yield here


async def test_an_order_is_placed_and_answered_as_it_was_stored(place: Place) -> None:
    """201 holds everything that a later look at the order holds, number and links included."""
    await place.marketplace.adds_seller()
    placed = await place.marketplace.places(order())
    assert placed.status == 201
    assert placed.headers["Content-Type"] == "application/json"
    document = placed.document
    assert document["status"] == "new"
    assert document["version"] == 1
    assert document["amount"] == {"amount": "900.00", "currency": "UAH"}
    assert document["placed_at"] == "2026-11-22T10:00:00Z"
    assert document["production_ends_at"] == "2026-12-02T10:00:00Z"
    assert document["auto_close_at"] == "2026-12-16T10:00:00Z"
    assert document["allowed_actions"] == ["approve", "cancel"]
    number = document["number"]
    assert document["customer_link"].startswith(f"https://t.me/orderbell_bot?start=o_{number}_")
    looked = await place.marketplace.sends("GET", f"/orders/{number}")
    assert looked.status == 200
    assert looked.document == document


async def test_a_placed_order_leaves_work_for_the_runner(place: Place) -> None:
    """The alert is committed with the order, and the runner is woken after the commit."""
    await place.marketplace.adds_seller()
    place.woken.clear()
    placed = await place.marketplace.places(order())
    assert place.woken
    async with place.office.store.read() as uow:
        assert await uow.orders.get(placed.document["number"])
        due = await uow.work.next_due_at(Kind.TELEGRAM)
    assert due == place.clock.now()


async def test_the_same_order_again_is_the_same_order(place: Place) -> None:
    """A caller that lost the answer may ask again: 200, and no second order."""
    await place.marketplace.adds_seller()
    first = await place.marketplace.places(order())
    place.clock.passes(timedelta(days=3))
    again = await place.marketplace.places(order())
    assert (first.status, again.status) == (201, 200)
    assert again.document == first.document


async def test_equal_orders_may_be_written_differently(place: Place) -> None:
    """What counts is the checked value: spelling of a phone, spaces and defaults do not."""
    await place.marketplace.adds_seller()
    await place.marketplace.places(order(comment=""))
    same = order(customer={"ref": "c-7", "name": " Olena Koval ", "phone": "050 123-45-67"})
    del same["comment"]
    assert (await place.marketplace.places(same)).status == 200


async def test_the_same_id_for_another_order_is_refused(place: Place) -> None:
    """An external_id names one order for ever."""
    await place.marketplace.adds_seller()
    await place.marketplace.places(order())
    other = await place.marketplace.places(order(comment="Red, please"))
    assert (other.status, other.kind) == (409, "external-id-taken")


async def test_the_sellers_way_through_an_order(place: Place) -> None:
    """Each action leads to the next status and says what is possible then."""
    await place.marketplace.adds_seller()
    number = (await place.marketplace.places(order())).document["number"]
    steps = {
        "approve": ("confirmed", ["mark_paid", "cancel"]),
        "mark_paid": ("paid", ["mark_sent", "close", "cancel"]),
        "mark_sent": ("sent", ["close", "cancel"]),
        "close": ("closed", []),
    }
    for action, (status, allowed) in steps.items():
        reply = await place.marketplace.acts(number, action)
        assert reply.status == 200, reply.body
        assert (reply.document["status"], reply.document["allowed_actions"]) == (status, allowed)
    history = (await place.marketplace.sends("GET", f"/orders/{number}/history")).document
    whats = ["placed", "approved", "marked_paid", "marked_sent", "closed"]
    assert [event["what"] for event in history["events"]] == whats
    assert [event["version"] for event in history["events"]] == [1, 2, 3, 4, 5]
    assert history["events"][0]["by"] == {"role": "administration", "ref": None}
    assert history["events"][1]["by"] == {"role": "seller", "ref": "ira"}


async def test_an_action_that_is_not_possible_says_what_is(place: Place) -> None:
    """409 carries the order's status and allowed_actions; a second tap is no exception."""
    await place.marketplace.adds_seller()
    number = (await place.marketplace.places(order())).document["number"]
    early = await place.marketplace.acts(number, "mark_paid")
    assert (early.status, early.kind) == (409, "action-not-allowed")
    assert early.document["allowed_actions"] == ["approve", "cancel"]
    await place.marketplace.acts(number, "approve")
    repeated = await place.marketplace.acts(number, "approve")
    assert (repeated.status, repeated.document["order_status"]) == (409, "confirmed")
    assert repeated.document["allowed_actions"] == ["mark_paid", "cancel"]


async def test_cancelling_wants_a_reason(place: Place) -> None:
    """The seller gives one of the list, and words of their own with `other`."""
    await place.marketplace.adds_seller()
    number = (await place.marketplace.places(order())).document["number"]
    silent = await place.marketplace.acts(number, "cancel")
    assert (silent.status, silent.pointers) == (422, ["#/reason"])
    wordless = await place.marketplace.acts(number, "cancel", reason="other")
    assert wordless.status == 422
    unknown = await place.marketplace.acts(number, "cancel", reason="because")
    assert (unknown.status, unknown.pointers) == (422, ["#/reason"])
    done = await place.marketplace.acts(number, "cancel", reason="other", text="Kiln broke")
    assert (done.status, done.document["status"]) == (200, "cancelled")
    history = (await place.marketplace.sends("GET", f"/orders/{number}/history")).document
    assert history["events"][-1]["reason"] == "other"
    assert history["events"][-1]["text"] == "Kiln broke"


async def test_a_reason_is_for_cancelling_only(place: Place) -> None:
    """A reason that would be thrown away is refused."""
    await place.marketplace.adds_seller()
    number = (await place.marketplace.places(order())).document["number"]
    reply = await place.marketplace.acts(number, "approve", reason="fraud")
    assert (reply.status, reply.pointers) == (422, ["#/reason"])


async def test_another_seller_learns_nothing_of_an_order(place: Place) -> None:
    """The answer for somebody else's order is that for an order that does not exist."""
    await place.marketplace.adds_seller("ira")
    await place.marketplace.adds_seller("petro")
    number = (await place.marketplace.places(order())).document["number"]
    foreign = await place.marketplace.acts(number, "approve", by="petro")
    absent = await place.marketplace.acts(number + 1, "approve", by="petro")
    assert foreign.status == absent.status == 404
    assert foreign.body.replace(str(number).encode(), b"N") == absent.body.replace(
        str(number + 1).encode(), b"N"
    )
    looked = await place.marketplace.sends("GET", f"/orders/{number}")
    assert looked.document["status"] == "new"


async def test_an_order_for_an_unknown_seller_names_the_field(place: Place) -> None:
    """Nothing is stored, and the caller is told which value it was."""
    reply = await place.marketplace.places(order())
    assert (reply.status, reply.pointers) == (422, ["#/seller_ref"])
    await place.marketplace.adds_seller()
    acting = await place.marketplace.acts(1001, "approve", by="nobody")
    assert (acting.status, acting.pointers) == (422, ["#/by"])


async def test_lists_go_through_all_orders_once(place: Place) -> None:
    """Following `next` shows every order, newest first, even while new ones arrive."""
    await place.marketplace.adds_seller()
    numbers = [
        (await place.marketplace.places(order(f"A-{i}"))).document["number"] for i in range(7)
    ]
    seen: list[int] = []
    cursor = ""
    while True:
        page = (await place.marketplace.sends("GET", f"/orders?limit=3{cursor}")).document
        seen += [entry["number"] for entry in page["orders"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
        await place.marketplace.places(order(f"late-{len(seen)}"))
    assert seen == sorted(numbers, reverse=True)


async def test_lists_are_filtered_by_status_and_seller(place: Place) -> None:
    """Both filters together narrow the list; an unknown seller has no orders."""
    await place.marketplace.adds_seller("ira")
    await place.marketplace.adds_seller("petro")
    ours = (await place.marketplace.places(order("1"))).document["number"]
    await place.marketplace.places(order("2"))
    await place.marketplace.places(order("3", seller_ref="petro"))
    await place.marketplace.acts(ours, "approve")
    filters = {
        "status=confirmed": [ours],
        "status=new&seller_ref=petro": ["petro"],
        "status=confirmed&seller_ref=petro": [],
        "seller_ref=nobody": [],
    }
    for query, wanted in filters.items():
        page = (await place.marketplace.sends("GET", f"/orders?{query}")).document
        found = [e["number"] if e["number"] == ours else e["seller_ref"] for e in page["orders"]]
        assert found == wanted, query


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("status=open", "status"),
        ("cursor=%21", "cursor"),
        ("cursor=MTA0Mw", "cursor"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("seller_ref=%00", "seller_ref"),
        ("state=new", "state"),
    ],
)
async def test_a_wrong_query_is_refused(place: Place, query: str, parameter: str) -> None:
    """A parameter that would be ignored or misread is named."""
    reply = await place.marketplace.sends("GET", f"/orders?{query}")
    assert (reply.status, reply.kind, reply.pointers) == (422, "invalid", [parameter])


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1e3", "00001001", "9" * 40, "%00", "1042"])
async def test_an_order_that_does_not_exist_is_not_found(place: Place, number: str) -> None:
    """Whatever stands for the number: 404."""
    for path in (f"/orders/{number}", f"/orders/{number}/history"):
        reply = await place.marketplace.sends("GET", path)
        assert (reply.status, reply.kind) == (404, "order-unknown")
