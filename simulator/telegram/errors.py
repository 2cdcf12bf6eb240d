"""Refusals in Telegram's own words. It does not decide when one is due."""

from collections.abc import Mapping


class ApiError(Exception):
    """A refused call: the HTTP status (= error_code), the description and its parameters."""

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class Drift(Exception):
    """The call does not fit the specification: what the caller must be told, and the record."""

    def __init__(self, problem: str, answer: ApiError | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.answer = answer or bad_request(problem)


def only(found: Mapping[str, object], known: frozenset[str], what: str) -> None:
    """Raise `Drift` if the object `found` has a field that `what` does not know."""
    for name in found:
        if name not in known:
            raise Drift(f"unknown field {name!r} in {what}")


def bad_request(what: str, parameters: Mapping[str, int] | None = None) -> ApiError:
    """400 with the real server's prefix."""
    return ApiError(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> ApiError:
    """403 with the real server's prefix."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409 with the real server's prefix."""
    return ApiError(409, f"Conflict: {what}")


def too_many_requests(retry_after_s: int) -> ApiError:
    """429 that names the seconds to wait."""
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s}
    )
