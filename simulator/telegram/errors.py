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
