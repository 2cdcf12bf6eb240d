"""`POST /orders/{number}/actions/{action}`: the seller's buttons, over HTTP."""

from uuid import uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, idempotency, intake, keys, parameters
from handlers.http.answers import OrderAnswer
from handlers.http.bodies import Act
from handlers.http.counter import Counter
from handlers.http.idempotency import Reply
from handlers.http.openapi import WITH_BODY, WITH_IDEMPOTENCY_KEY, refusals, takes
from handlers.http.paths import PREFIX
from handlers.http.problems import Fault, invalid
from handlers.http.sentences import sentence
from orders.commands import Command
from orders.desk import act_within
from orders.errors import UnknownParty
from orders.model import Party
from orders.ports import UnitOfWork
from orders.states import TRANSITIONS, Action, Actor

router = APIRouter(prefix=PREFIX, tags=["orders"])

#: The actions of CONTRACT, from the table.
ACTIONS = tuple(dict.fromkeys(str(t.action) for t in TRANSITIONS if t.actor is Actor.SELLER))


@router.post(
    "/orders/{number}/actions/{action}",
    summary="Act on an order for its seller",
    responses={
        200: {"model": OrderAnswer},
        **refusals(
            "not-found",
            "order-unknown",
            "action-not-allowed",
            "order-changed",
            *WITH_BODY,
            *WITH_IDEMPOTENCY_KEY,
        ),
    },
    openapi_extra=takes(Act, idempotent_key=True),
)
async def act(request: Request, number: str, action: str) -> Response:
    """The customer sees the new status at once. What is possible stands in `allowed_actions`."""
    here = counter.of(request)
    key_id = await keys.caller(request, here)
    wanted_action = Action(parameters.known_action(action, ACTIONS))
    order_number = parameters.number(number)
    body = await intake.body(request, Act, here.context)
    if wanted_action is not Action.CANCEL and (body.reason or body.text):
        place = "#/reason" if body.reason else "#/text"
        raise invalid([Fault(f"is for {Action.CANCEL} only", place)])
    canonical = body.model_dump_json(exclude_defaults=True).encode()
    wanted = idempotency.intention(request, key_id, canonical)
    request_id = f"http:{key_id}:key:{wanted.idempotency_key or uuid4()}"

    async def step(uow: UnitOfWork) -> Reply:
        by = await seller(here, uow, body.by)
        command = Command(order_number, wanted_action, by, request_id, None, body.reason, body.text)
        return await _acted(here, uow, command)

    return await idempotency.once(here, wanted, step)


async def seller(here: Counter, uow: UnitOfWork, ref: str) -> Party:
    """The seller whom a body names as `by`. Raises `Problem`: invalid."""
    try:
        return Party(Actor.SELLER, await here.seller_id(uow, ref))
    except UnknownParty:
        raise invalid([Fault(sentence("unknown"), "#/by")]) from None


async def _acted(here: Counter, uow: UnitOfWork, command: Command) -> Reply:
    await act_within(uow, command, here.office.clock.now(), here.office.policy)
    view = await uow.orders.view(command.number)
    return Reply(200, answers.encode(answers.view(view, here.customer_link(command.number))))
