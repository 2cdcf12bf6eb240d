"""`GET` orders: one, a page of them, or one's history."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, event_answers, keys, parameters
from handlers.http.answers import HistoryAnswer, OrderAnswer, PageAnswer
from handlers.http.idempotency import Reply
from handlers.http.openapi import refusals
from handlers.http.paths import PREFIX
from orders.desk import look
from orders.model import Party
from orders.states import Actor

router = APIRouter(prefix=PREFIX, tags=["orders"])

DEFAULT_LIMIT = "50"
#: The marketplace may look at every order.
MARKETPLACE = Party(Actor.ADMINISTRATION, 0)


@router.get(
    "/orders",
    summary="List orders, newest first",
    responses={200: {"model": PageAnswer}, **refusals("invalid")},
)
async def list_orders(
    request: Request,
    status: str | None = None,
    seller_ref: str | None = None,
    cursor: str | None = None,
    limit: str = DEFAULT_LIMIT,
) -> Response:
    """`next` is the `cursor` of the following page, null on the last one."""
    here = counter.of(request)
    await keys.caller(request, here)
    parameters.only(request, "status", "seller_ref", "cursor", "limit")
    state = None if status is None else parameters.state(status)
    ref = None if seller_ref is None else parameters.ref(seller_ref, "seller_ref")
    after = None if cursor is None else parameters.below(cursor)
    size = parameters.limit(limit)
    async with here.office.store.read() as uow:
        found = await uow.orders.listed(state, ref, after=after, limit=size + 1)
    shown = found[:size]
    page: PageAnswer = {
        "orders": [answers.view(v, here.customer_link(v.order.number)) for v in shown],
        "next": parameters.cursor(shown[-1].order.number) if len(found) > size else None,
    }
    return Reply(200, answers.encode(page)).response()


@router.get(
    "/orders/{number}",
    summary="Look at an order",
    responses={200: {"model": OrderAnswer}, **refusals("order-unknown")},
)
async def get_order(request: Request, number: str) -> Response:
    """The order as it is now."""
    here = counter.of(request)
    await keys.caller(request, here)
    view, _ = await look(here.office, parameters.number(number), MARKETPLACE)
    answer = answers.view(view, here.customer_link(view.order.number))
    return Reply(200, answers.encode(answer)).response()


@router.get(
    "/orders/{number}/history",
    summary="Look at what happened to an order",
    responses={200: {"model": HistoryAnswer}, **refusals("order-unknown")},
)
async def get_history(request: Request, number: str) -> Response:
    """Oldest first."""
    here = counter.of(request)
    await keys.caller(request, here)
    view, events = await look(here.office, parameters.number(number), MARKETPLACE)
    history: HistoryAnswer = {
        "number": view.order.number,
        "events": [event_answers.event(event, view) for event in events],
    }
    return Reply(200, answers.encode(history)).response()
