"""The one table from errors to problem documents, and the API's own description of itself."""

from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp
import orjson
import pytest
from pydantic import TypeAdapter

from bot.web import Web, listen
from channels.telegram.links import Links
from handlers.http import answers, problems
from handlers.http.app import create_app
from handlers.http.problems import KINDS, TYPE_PREFIX, Fault, Problem
from orders import errors
from orders.amount_requests import RequestOver, RequestWaits
from orders.complaints import ComplaintRefused, Unfit
from orders.errors import OrderError
from orders.model import Happening
from orders.policy import Policy
from orders.ports import Office
from orders.ratings import FeedbackRefused, Unwanted
from tests.marketplace import HandClock, Place, order, served

ERRORS: list[tuple[OrderError, int, str]] = [
    (errors.UnknownOrder(1043), 404, "order-unknown"),
    (errors.NotYours(1043), 404, "order-unknown"),
    (errors.NotAllowed(1043, "approve", "closed", ()), 409, "action-not-allowed"),
    (errors.Conflict(1043, 2, 3), 409, "order-changed"),
    (errors.ReasonWanted(1043, "cancel"), 422, "invalid"),
    (errors.BadValue("items.0.price", "too_large"), 422, "invalid"),
    (errors.UnknownParty("ira"), 422, "invalid"),
    (errors.LinkUnusable("used"), 403, "forbidden"),
    (errors.SameIdOtherBody("A-1"), 409, "external-id-taken"),
    (errors.UndoTooLate(1043), 403, "forbidden"),
    (errors.NotHeard(1043), 403, "forbidden"),
    (FeedbackRefused(1043, Unwanted.TOO_LATE), 403, "forbidden"),
    (ComplaintRefused(1043, Unfit.HIDDEN), 403, "forbidden"),
    (RequestWaits(1043), 403, "forbidden"),
    (RequestOver(1043, Happening.AMOUNT_GRANTED, "Ada", HandClock().now()), 403, "forbidden"),
]


@pytest.mark.parametrize(("error", "status", "kind"), ERRORS)
def test_every_refusal_has_its_problem(error: OrderError, status: int, kind: str) -> None:
    """Status and kind follow from the table alone."""
    problem = problems.of(error)
    assert (problem.status, problem.kind) == (status, kind)
    assert problem.detail


def test_the_table_of_problems_is_whole() -> None:
    """No error of the rules is left to the last row, which is our defect."""
    tested = {type(error) for error, _, _ in ERRORS}
    assert tested == set(OrderError.__subclasses__())


def test_somebody_elses_order_reads_like_none() -> None:
    """The documents are equal to the byte."""
    assert (
        problems.of(errors.NotYours(1043)).document()
        == problems.of(errors.UnknownOrder(1043)).document()
    )


def test_a_problem_document_has_the_members_of_rfc_9457() -> None:
    """`type`, `title`, `status`, `detail`, and our own beside them."""
    problem = Problem("invalid", "Two are wrong.", [Fault("is required", "#/items")], {"a": 1})
    assert orjson.loads(problem.document()) == {
        "type": "urn:orderbell:problem:invalid",
        "title": "A value is not acceptable",
        "status": 422,
        "detail": "Two are wrong.",
        "errors": [{"pointer": "#/items", "detail": "is required"}],
        "a": 1,
    }


class _Locked(Exception):
    """What a store raises whose database cannot be used for the moment."""


class _BrokenStore:
    """A store that cannot begin anything."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def write(self) -> Any:
        raise self.error

    read = write


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (_Locked("the database is locked"), 503, "unavailable"),
        (RuntimeError("secret detail"), 500, "internal"),
    ],
)
async def test_what_breaks_inside_is_a_problem_document(
    error: Exception, status: int, kind: str
) -> None:
    """The caller learns whether to try again, and nothing of our insides."""
    store = _BrokenStore(error)
    office = Office(store, HandClock(), Policy(), lambda: None, str)

    async def nothing() -> Mapping[str, str]:
        return {}

    async def no_metrics() -> list[Any]:
        return []

    app = create_app(
        office, Links(), version="1", ready=nothing, metrics=no_metrics, unavailable=(_Locked,)
    )
    async with served(Web(app, listen("127.0.0.1", 0))) as port, aiohttp.ClientSession() as http:
        address = f"http://127.0.0.1:{port}/api/v1/orders"
        async with http.get(address, headers={"Authorization": "Bearer key"}) as reply:
            document = await reply.json(content_type="application/problem+json")
    assert (reply.status, document["type"]) == (status, TYPE_PREFIX + kind)
    assert "secret" not in str(document)
    assert ("Retry-After" in reply.headers) == (status == 503)


@pytest.fixture
async def description(place: Place) -> Any:
    """The API's description as served."""
    reply = await place.stranger.sends("GET", "/openapi.json")
    assert reply.status == 200
    return reply.document


async def test_the_description_names_every_route_and_problem(description: Any) -> None:
    """All kinds of problems but those of Telegram's webhook stand at some route."""
    assert set(description["paths"]) == {
        "/api/v1/orders",
        "/api/v1/orders/{number}",
        "/api/v1/orders/{number}/history",
        "/api/v1/orders/{number}/messages",
        "/api/v1/orders/{number}/actions/{action}",
        "/api/v1/sellers/{seller_ref}",
        "/api/v1/products/{product_ref}",
    }
    missing = [kind for kind in KINDS if f"`{kind}`" not in str(description["paths"])]
    assert missing == ["forbidden", "method-not-allowed"]


async def test_every_reference_in_the_description_leads_somewhere(description: Any) -> None:
    """No dangling `$ref`."""
    schemas = description["components"]["schemas"]
    names = {ref.rpartition("/")[2] for ref in _refs(description)}
    assert {"PlaceOrder", "Problem", "OrderAnswer"} <= names <= set(schemas)


async def test_the_example_in_the_description_works(place: Place, description: Any) -> None:
    """What a reader copies is taken as it is."""
    await place.marketplace.adds_seller()
    (example,) = description["components"]["schemas"]["PlaceOrder"]["examples"]
    assert (await place.marketplace.places(example)).status == 201


def _refs(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from _refs(value)


async def test_answers_are_as_described(place: Place) -> None:
    """What is sent has exactly the members and types that the description promises."""
    call = place.marketplace
    seller = await call.adds_seller()
    body = {
        "seller_ref": "ira",
        "title": "Mug",
        "price": {"amount": "1.00", "currency": "UAH"},
    }
    product = await call.sends("PUT", "/products/mug-1", body)
    placed = await call.places(order())
    number = placed.document["number"]
    await call.acts(number, "cancel", reason="fraud")
    page = await call.sends("GET", "/orders")
    history = await call.sends("GET", f"/orders/{number}/history")
    for reply, model in (
        (seller, answers.SellerAnswer),
        (product, answers.ProductAnswer),
        (placed, answers.OrderAnswer),
        (page, answers.PageAnswer),
        (history, answers.HistoryAnswer),
    ):
        assert set(reply.document) == set(model.__annotations__)
        TypeAdapter(model).validate_json(reply.body)
