"""Problem documents (RFC 9457): every refusal of the HTTP API, and which error becomes which.

It decides nothing: it only says what was refused, in the same form everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple

import orjson
from starlette.responses import Response

from handlers.http.sentences import sentence
from orders.amount_requests import RequestOver, RequestWaits
from orders.complaints import ComplaintRefused
from orders.errors import (
    BadValue,
    Conflict,
    LinkUnusable,
    NotAllowed,
    NotHeard,
    NotYours,
    OrderError,
    ReasonWanted,
    SameIdOtherBody,
    UndoTooLate,
    UnknownOrder,
    UnknownParty,
)
from orders.model import CancelReason
from orders.ratings import FeedbackRefused

MEDIA_TYPE = "application/problem+json"  # RFC 9457, 3
TYPE_PREFIX = "urn:orderbell:problem:"


class Kind(NamedTuple):
    """One kind of problem: its HTTP status and its title, both the same for every occurrence."""

    status: HTTPStatus
    title: str


#: Every kind of problem that the API answers with, by the last part of its `type`.
KINDS: dict[str, Kind] = {
    "malformed": Kind(HTTPStatus.BAD_REQUEST, "The body cannot be read"),
    "idempotency-key-invalid": Kind(HTTPStatus.BAD_REQUEST, "The Idempotency-Key cannot be read"),
    "unauthenticated": Kind(HTTPStatus.UNAUTHORIZED, "An API key is wanted"),
    "forbidden": Kind(HTTPStatus.FORBIDDEN, "Not for this caller"),
    "not-found": Kind(HTTPStatus.NOT_FOUND, "Nothing is here"),
    "order-unknown": Kind(HTTPStatus.NOT_FOUND, "There is no such order"),
    "method-not-allowed": Kind(HTTPStatus.METHOD_NOT_ALLOWED, "Another method is wanted here"),
    "action-not-allowed": Kind(HTTPStatus.CONFLICT, "The order does not allow this now"),
    "order-changed": Kind(HTTPStatus.CONFLICT, "The order changed meanwhile"),
    "external-id-taken": Kind(HTTPStatus.CONFLICT, "This external_id names another order"),
    "request-in-progress": Kind(HTTPStatus.CONFLICT, "The same request is being worked on"),
    "too-large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large"),
    "not-json": Kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
    "invalid": Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "A value is not acceptable"),
    "idempotency-key-reused": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "This Idempotency-Key belongs to another request"
    ),
    "internal": Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke on our side"),
    "unavailable": Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Not possible right now"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value of the request."""

    detail: str
    #: JSON pointer into the body, as a URI fragment: `#/items/0/price/amount`.
    pointer: str | None = None
    #: Name of the path or query parameter, where the value is not in the body.
    parameter: str | None = None

    def document(self) -> dict[str, str]:
        """As it stands in `errors`."""
        where = {"pointer": self.pointer, "parameter": self.parameter}
        return {k: v for k, v in where.items() if v is not None} | {"detail": self.detail}


@dataclass(eq=False)
class Problem(Exception):
    """A refusal, on its way to the caller."""

    kind: str
    detail: str
    faults: Sequence[Fault] = ()
    #: Further members of the document.
    extra: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind].status

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"

    def document(self) -> bytes:
        """The problem document as JSON."""
        kind = KINDS[self.kind]
        members: dict[str, object] = {
            "type": TYPE_PREFIX + self.kind,
            "title": kind.title,
            "status": int(kind.status),
            "detail": self.detail,
        }
        if self.faults:
            members["errors"] = [fault.document() for fault in self.faults]
        return orjson.dumps(members | dict(self.extra))

    def response(self) -> Response:
        """The problem as an HTTP response."""
        return Response(self.document(), self.status, dict(self.headers), MEDIA_TYPE)


def invalid(faults: Sequence[Fault]) -> Problem:
    """Values that are not acceptable; the first is said in `detail`, all stand in `errors`."""
    first = faults[0]
    where = first.parameter or first.pointer or "#"
    where = "The body" if where == "#" else where
    more = "" if len(faults) == 1 else f" (and {len(faults) - 1} more)"
    return Problem("invalid", f"{where} {first.detail}{more}", faults)


def of(error: OrderError) -> Problem:
    """The one table: what each refused command or value is over HTTP."""
    match error:
        case UnknownOrder() | NotYours():
            # The same for both: the answer must not tell that an order exists.
            return Problem("order-unknown", f"No order {error.number} is known here.")
        case NotAllowed():
            return _not_allowed(error)
        case Conflict():
            detail = f"The order is at version {error.actual}; look at it and try again."
            return Problem("order-changed", detail, extra={"version": error.actual})
        case ReasonWanted():
            codes = ", ".join(CancelReason)
            wanted = f"is required: one of {codes}; with {CancelReason.OTHER} also a text"
            return invalid([Fault(wanted, "#/reason")])
        case BadValue():
            return invalid([Fault(sentence(error.why, error.limit), pointer(error.field))])
        case UnknownParty():
            return invalid([Fault("names nobody who is known here")])
        case SameIdOtherBody():
            detail = "An order with this external_id but another body was placed before."
            return Problem("external-id-taken", detail)
        case (
            NotHeard()
            | LinkUnusable()
            | UndoTooLate()
            | FeedbackRefused()
            | ComplaintRefused()
            | RequestOver()
            | RequestWaits()
        ):
            return Problem("forbidden", f"{error}.")
        case _:
            return Problem("internal", "The request was refused for a reason without a name.")


def _not_allowed(error: NotAllowed) -> Problem:
    can = ", ".join(error.allowed) or "nothing"
    detail = f"Order {error.number} is {error.state}: {error.action} is not possible. Now possible: {can}."
    members = {"order_status": error.state, "allowed_actions": list(error.allowed)}
    return Problem("action-not-allowed", detail, extra=members)


def pointer(field_path: str) -> str:
    """`items.0.price` as a JSON pointer fragment."""
    return "#/" + field_path.replace(".", "/")
