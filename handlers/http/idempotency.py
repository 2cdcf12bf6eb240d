"""`Idempotency-Key`: the same request under the same key is carried out once and answered twice.

Source: draft-ietf-httpapi-idempotency-key-header-07. Answers are kept for a day.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from handlers.http import problems
from handlers.http.counter import Counter
from handlers.http.problems import MEDIA_TYPE, Problem
from orders.errors import OrderError
from orders.ports import Answer, UnitOfWork

HEADER = "idempotency-key"
MAX_KEY = 128
#: A structured-field string (RFC 9651, 3.3.3); what many clients send, the bare text, is taken too.
_KEY = re.compile(rf'"([ !#-\[\]-~]{{1,{MAX_KEY}}})"|([!#-\[\]-~]{{1,{MAX_KEY}}})', re.ASCII)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that can be stored and given again."""

    status: int
    body: bytes

    def response(self) -> Response:
        """As an HTTP response."""
        kind = "application/json" if self.status < 400 else MEDIA_TYPE
        return Response(self.body, self.status, media_type=kind)


@dataclass(frozen=True, slots=True)
class Intention:
    """What a caller wants done once."""

    key_id: int
    #: None: the caller sent no Idempotency-Key.
    idempotency_key: str | None
    #: SHA-256 of method, path and canonical body, hexadecimal.
    digest: str


Step = Callable[[UnitOfWork], Awaitable[Reply]]


def intention(request: Request, key_id: int, canonical: bytes) -> Intention:
    """What this request wants. Raises `Problem`: idempotency-key-invalid."""
    value = request.headers.get(HEADER)
    if value is None:
        return Intention(key_id, None, "")
    match = _KEY.fullmatch(value.strip())
    if match is None:
        raise Problem(
            "idempotency-key-invalid",
            f"Idempotency-Key must be a quoted string of 1 to {MAX_KEY} visible ASCII characters.",
        )
    place = f"{request.method} {request.url.path}\n".encode()
    return Intention(key_id, match[1] or match[2], hashlib.sha256(place + canonical).hexdigest())


async def once(counter: Counter, wanted: Intention, step: Step) -> Response:
    """Do `step` in one transaction, together with remembering its answer.

    A step that is refused by the rules changes nothing; its problem document is remembered as well.
    Raises `Problem` (request-in-progress, idempotency-key-reused) and `OrderError`.
    """
    if wanted.idempotency_key is None:
        async with counter.office.store.write() as uow:
            reply = await step(uow)
        counter.office.wake()
        return reply.response()
    mark = (wanted.key_id, wanted.idempotency_key)
    if mark in counter.in_progress:
        raise _in_progress()
    counter.in_progress.add(mark)
    try:
        return (await _remembered(counter, wanted, wanted.idempotency_key, step)).response()
    finally:
        counter.in_progress.discard(mark)


async def _remembered(counter: Counter, wanted: Intention, key: str, step: Step) -> Reply:
    now = counter.office.clock.now()
    try:
        async with counter.office.store.write() as uow:
            if known := await uow.answers.get(wanted.key_id, key):
                return _again(known, wanted)
            reply = await step(uow)
            answer = Answer(wanted.digest, reply.status, reply.body)
            await uow.answers.put(wanted.key_id, key, answer, now)
    except OrderError as error:
        problem = problems.of(error)
        reply = Reply(problem.status, problem.document())
        async with counter.office.store.write() as uow:
            answer = Answer(wanted.digest, reply.status, reply.body)
            await uow.answers.put(wanted.key_id, key, answer, now)
        return reply
    counter.office.wake()
    return reply


def _again(known: Answer, wanted: Intention) -> Reply:
    if known.digest != wanted.digest:
        raise Problem(
            "idempotency-key-reused",
            "Another request was made under this Idempotency-Key; make a new key for a new request.",
        )
    if known.status is None:
        raise _in_progress()
    return Reply(known.status, known.body)


def _in_progress() -> Problem:
    return Problem(
        "request-in-progress",
        "A request with this Idempotency-Key is being worked on; ask again in a second.",
        headers={"Retry-After": "1"},
    )
