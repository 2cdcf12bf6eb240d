"""`GET` and `POST /orders/{number}/messages`: the conversation about an order, over HTTP."""

from uuid import uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, idempotency, intake, keys, message_answers, parameters
from handlers.http.acting import seller
from handlers.http.counter import Counter
from handlers.http.idempotency import Reply
from handlers.http.message_answers import MessageAnswer, MessagesAnswer
from handlers.http.message_bodies import Say
from handlers.http.openapi import WITH_BODY, WITH_IDEMPOTENCY_KEY, refusals, takes
from handlers.http.paths import PREFIX
from handlers.http.reading import DEFAULT_LIMIT
from orders.decide import has_part
from orders.errors import NotYours
from orders.messages import Content, Form, NewMessage
from orders.model import Party
from orders.ports import UnitOfWork
from orders.talk import say_within

router = APIRouter(prefix=PREFIX, tags=["messages"])


@router.get(
    "/orders/{number}/messages",
    summary="Read what was said about an order",
    responses={200: {"model": MessagesAnswer}, **refusals("order-unknown", "invalid")},
)
async def list_messages(
    request: Request, number: str, cursor: str | None = None, limit: str = DEFAULT_LIMIT
) -> Response:
    """Oldest first. `next` is the `cursor` of the following page, null on the last one.

    Every version of an edited message is kept, so that a dispute can be settled.
    """
    here = counter.of(request)
    await keys.caller(request, here)
    order_number = parameters.number(number)
    parameters.only(request, "cursor", "limit")
    after = 0 if cursor is None else parameters.above(cursor)
    size = parameters.limit(limit)
    async with here.office.store.read() as uow:
        view = await uow.orders.view(order_number)
        found = await uow.talk.entries(order_number, after=after, limit=size + 1)
    shown = found[:size]
    page: MessagesAnswer = {
        "number": order_number,
        "messages": [message_answers.message(entry, view) for entry in shown],
        "next": parameters.message_cursor(shown[-1].message.id) if len(found) > size else None,
    }
    return Reply(200, answers.encode(page)).response()


@router.post(
    "/orders/{number}/messages",
    summary="Say something about an order for its seller",
    status_code=201,
    responses={
        201: {"model": MessageAnswer},
        **refusals("order-unknown", *WITH_BODY, *WITH_IDEMPOTENCY_KEY),
    },
    openapi_extra=takes(Say, idempotent_key=True),
)
async def say(request: Request, number: str) -> Response:
    """The customer gets it in the bot; `delivery` in the list of messages says whether it arrived."""
    here = counter.of(request)
    key_id = await keys.caller(request, here)
    order_number = parameters.number(number)
    body = await intake.body(request, Say, here.context)
    wanted = idempotency.intention(request, key_id, body.model_dump_json().encode())
    request_id = f"http:{key_id}:key:{wanted.idempotency_key or uuid4()}"
    new = NewMessage(Content(Form.TEXT, body.text), request_id)

    async def step(uow: UnitOfWork) -> Reply:
        return await _said(here, uow, order_number, await seller(here, uow, body.by), new)

    return await idempotency.once(here, wanted, step)


async def _said(here: Counter, uow: UnitOfWork, number: int, by: Party, new: NewMessage) -> Reply:
    order = await uow.orders.get(number)
    if not has_part(order, by):
        raise NotYours(number)
    now = here.office.clock.now()
    message = (await say_within(uow, order, by, new, now, here.office.policy)).message
    view = await uow.orders.view(number)
    (entry,) = await uow.talk.entries(number, after=message.id - 1, limit=1)
    return Reply(201, answers.encode(message_answers.message(entry, view)))
