"""Errors carry data, and their text is a precise log line."""

import copy
import pickle
from datetime import UTC, datetime

import pytest

from orders.errors import (
    BadValue,
    ChannelError,
    Conflict,
    Defect,
    Gone,
    LinkUnusable,
    Missing,
    NotAllowed,
    NotYours,
    OrderError,
    PermanentFailure,
    ReasonWanted,
    SameIdOtherBody,
    Scope,
    Stop,
    TemporaryFailure,
    UndoTooLate,
    UnknownOrder,
    UnknownParty,
    Unreachable,
)
from orders.ratings import FeedbackRefused, Unwanted

LINES = [
    (UnknownOrder(17), "order 17: unknown"),
    (NotYours(17), "order 17: belongs to somebody else"),
    (
        NotAllowed(17, "approve", "cancelled", ()),
        "order 17: cannot approve, state is cancelled; allowed: none",
    ),
    (
        NotAllowed(17, "close", "new", ("approve", "cancel"), "not sent yet"),
        "order 17: cannot close, state is new (not sent yet); allowed: approve, cancel",
    ),
    (Conflict(17, 3, 4), "order 17: version is 4, the command was made for version 3"),
    (ReasonWanted(17, "cancel"), "order 17: cancel needs a reason"),
    (BadValue("comment", "too_long", 2000), "comment: too_long, limit 2000"),
    (BadValue("items.0.price", "not_a_number"), "items.0.price: not_a_number"),
    (UnknownParty("shop-1"), "party 'shop-1': unknown"),
    (LinkUnusable("expired"), "link: expired"),
    (
        SameIdOtherBody("A-1"),
        "external id 'A-1': already taken by an order with another body",
    ),
    (UndoTooLate(17), "order 17: too late to undo"),
    (
        FeedbackRefused(17, Unwanted.TOO_SOON, datetime(2026, 11, 22, 12, tzinfo=UTC)),
        "order 17: feedback refused, too_soon, again at 2026-11-22T12:00:00+00:00",
    ),
    (FeedbackRefused(17, Unwanted.NONE), "order 17: feedback refused, none"),
    (
        TemporaryFailure(7, scope=Scope.BOT, reason="flood"),
        "temporary failure (bot): flood; retry after 7 s",
    ),
    (
        TemporaryFailure(maybe_sent=True, reason="timed out"),
        "temporary failure (chat): timed out, may have been sent; back off",
    ),
    (PermanentFailure("no"), "permanent failure: no"),
    (Unreachable("blocked"), "recipient unreachable: blocked; next channel"),
    (Defect("too long"), "our defect: too long; dead-lettered"),
    (Gone("not found", Missing.CARD), "card gone: not found"),
    (Gone("upgraded", Missing.CHAT, -1001), "chat gone: upgraded, moved to -1001"),
    (Stop("token refused"), "channel stopped: token refused"),
]


@pytest.mark.parametrize(("error", "line"), LINES, ids=lambda value: type(value).__name__)
def test_text_is_a_precise_log_line(error: Exception, line: str) -> None:
    """`str()` says which order or field, what, and what next, in one line."""
    assert str(error) == line


@pytest.mark.parametrize(("error", "line"), LINES, ids=lambda value: type(value).__name__)
def test_errors_can_be_copied(error: Exception, line: str) -> None:
    """Copies (loggers and process pools make them) keep the data."""
    assert str(copy.copy(error)) == line
    if all(value is not None for value in vars(error).values()):
        assert vars(copy.copy(error)) == vars(error)


def test_positional_errors_pickle() -> None:
    """An error raised in another process arrives whole."""
    assert vars(pickle.loads(pickle.dumps(Conflict(17, 3, 4)))) == vars(Conflict(17, 3, 4))


def test_two_families() -> None:
    """The rules' refusals and the channels' failures never mix."""
    for error, _ in LINES:
        assert isinstance(error, OrderError) != isinstance(error, ChannelError)


def test_every_permanent_failure_is_caught_as_one() -> None:
    """Code that only asks "will it ever succeed?" needs one except clause."""
    assert all(issubclass(kind, PermanentFailure) for kind in (Unreachable, Defect, Gone))
    assert not issubclass(Stop, PermanentFailure)


def test_an_error_can_travel_through_a_context_manager() -> None:
    """`contextlib` assigns `__traceback__`: the errors must not be frozen."""
    error = UnknownOrder(1)
    error.__traceback__ = None
    assert error.number == 1
