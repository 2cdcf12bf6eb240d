"""Values in paths and queries: order numbers, refs and cursors. Bodies are `bodies`' business."""

import base64
import binascii
import re

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from handlers.http.bodies import Ref
from handlers.http.intake import fault
from handlers.http.problems import Fault, Problem, invalid, of
from orders.errors import UnknownOrder
from orders.states import State

MAX_LIMIT = 100

_NUMBER = re.compile(r"[1-9]\d{0,11}", re.ASCII)
_REF: TypeAdapter[str] = TypeAdapter(Ref)


def number(text: str) -> int:
    """An order number from a path. Raises `Problem`: order-unknown."""
    if not _NUMBER.fullmatch(text):
        # Not repeated in the answer at any length, nor told apart from a number that is unknown.
        raise of(UnknownOrder(text[:20]))
    return int(text)


def ref(text: str, parameter: str) -> str:
    """A ref from a path or a query. Raises `Problem`: invalid."""
    try:
        return _REF.validate_python(text)
    except ValidationError as error:
        raise invalid([Fault(fault(error.errors()[0]).detail, parameter=parameter)]) from None


def state(text: str) -> State:
    """A status from a query. Raises `Problem`: invalid."""
    try:
        return State(text)
    except ValueError:
        known = ", ".join(State)
        raise invalid([Fault(f"must be one of {known}", parameter="status")]) from None


def limit(text: str) -> int:
    """How many entries a page shall have. Raises `Problem`: invalid."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MAX_LIMIT):
        raise invalid([Fault(f"must be between 1 and {MAX_LIMIT}", parameter="limit")])
    return int(text)


def cursor(after: int) -> str:
    """The cursor of the page below this order number; callers see no meaning in it."""
    return _cursor(f"below:{after}")


def below(text: str) -> int:
    """The order number in a cursor. Raises `Problem`: invalid."""
    return _place(text, "below:")


def message_cursor(after: int) -> str:
    """The cursor of the page that follows this message's id."""
    return _cursor(f"above:{after}")


def above(text: str) -> int:
    """The message's id in a cursor. Raises `Problem`: invalid."""
    return _place(text, "above:")


def _cursor(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(text: str, side: str) -> int:
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        plain = b""
    known = plain.decode(errors="replace")
    after = known.removeprefix(side)
    if not (known.startswith(side) and _NUMBER.fullmatch(after)):
        raise invalid([Fault("must be the `next` of a page", parameter="cursor")])
    return int(after)


def only(request: Request, *names: str) -> None:
    """Refuse a query with a parameter that means nothing here: it would be silently ignored.

    Raises `Problem`: invalid.
    """
    unknown = [name for name in request.query_params if name not in names]
    if unknown:
        known = ", ".join(names) or "none"
        faults = [Fault(f"is not known here (known: {known})", parameter=n[:80]) for n in unknown]
        raise invalid(faults)


def known_action(text: str, known: tuple[str, ...]) -> str:
    """An action from a path. Raises `Problem`: not-found."""
    if text not in known:
        raise Problem("not-found", f"There is no such action; there are {', '.join(known)}.")
    return text
