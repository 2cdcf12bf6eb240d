"""`POST /orders`: a purchase request from the marketplace. The hot path of the API."""

import hashlib
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, idempotency, intake, keys
from handlers.http.answers import OrderAnswer
from handlers.http.bodies import PlaceOrder
from handlers.http.counter import Counter
from handlers.http.idempotency import Reply
from handlers.http.openapi import WITH_BODY, WITH_IDEMPOTENCY_KEY, refusals, takes
from handlers.http.paths import PREFIX
from handlers.http.problems import Fault, invalid
from handlers.http.sentences import sentence
from orders.commands import Purchase
from orders.desk import place_within
from orders.errors import UnknownParty
from orders.model import Contact, Customer, ExternalId, Item
from orders.ports import UnitOfWork
from orders.states import Actor

router = APIRouter(prefix=PREFIX, tags=["orders"])


@router.post(
    "/orders",
    summary="Place an order",
    status_code=201,
    responses={
        200: {"model": OrderAnswer, "description": "Placed before, by the same request"},
        201: {"model": OrderAnswer},
        **refusals("external-id-taken", *WITH_BODY, *WITH_IDEMPOTENCY_KEY),
    },
    openapi_extra=takes(PlaceOrder, idempotent_key=True),
)
async def place(request: Request) -> Response:
    """The seller is alerted at once. `external_id` makes the call safe to repeat at any time."""
    here = counter.of(request)
    key_id = await keys.caller(request, here)
    body = await intake.body(request, PlaceOrder, here.context)
    canonical = body.model_dump_json(exclude_defaults=True).encode()
    wanted = idempotency.intention(request, key_id, canonical)
    external = ExternalId(key_id, body.external_id, hashlib.sha256(canonical).hexdigest())

    async def step(uow: UnitOfWork) -> Reply:
        return await _placed(here, uow, body, external)

    return await idempotency.once(here, wanted, step)


async def _placed(here: Counter, uow: UnitOfWork, body: PlaceOrder, external: ExternalId) -> Reply:
    try:
        seller_id = await here.seller_id(uow, body.seller_ref)
    except UnknownParty:
        raise invalid([Fault(sentence("unknown"), "#/seller_ref")]) from None
    request_id = f"http:{external.key_id}:order:{external.external_id}"
    wanted = purchase(body, seller_id, here.defaults.locale, request_id, external)
    outcome = await place_within(uow, wanted, here.office.clock.now(), here.office.policy)
    link = here.customer_link(outcome.order.number)
    # Placed before, it may have come as far as feedback.
    given = await uow.feedback.get(outcome.order.number) if outcome.repeated else None
    answer = answers.order(outcome.order, body.seller_ref, body.customer.ref, link, given)
    status = HTTPStatus.OK if outcome.repeated else HTTPStatus.CREATED
    return Reply(status, answers.encode(answer))


def purchase(
    body: PlaceOrder,
    seller_id: int,
    locale: str,
    request_id: str,
    external: ExternalId | None = None,
) -> Purchase:
    """The purchase request that the body describes; the marketplace submits it."""
    buyer = body.customer
    customer = Customer(
        0,
        buyer.ref,
        buyer.name,
        buyer.phone,
        buyer.email,
        buyer.locale or locale,
        buyer.telegram_id,
        buyer.registered_at,
    )
    items = tuple(
        Item(item.title, item.quantity, item.price.money(), item.product_ref) for item in body.items
    )
    return Purchase(
        seller_id,
        customer,
        Contact(buyer.name, buyer.phone, buyer.email),
        items,
        body.shipping_address,
        body.comment,
        body.production_days,
        Actor.ADMINISTRATION,
        request_id,
        external,
    )
