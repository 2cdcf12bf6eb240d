"""Who calls: the API key of the Authorization header. Any valid key may do everything here."""

from starlette.requests import Request

from handlers.http.counter import Counter
from handlers.http.problems import Problem
from orders.linking import hashed

REALM = 'Bearer realm="orderbell"'
#: Longer than any key of ours; nothing longer is worth hashing.
MAX_KEY = 200


async def caller(request: Request, counter: Counter) -> int:
    """The id of the API key that the request carries. Raises `Problem`: unauthenticated."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise _unauthenticated("Send Authorization: Bearer <api key>.", REALM)
    key_id = await counter.key_id(hashed(key)) if len(key) <= MAX_KEY else None
    if key_id is None:
        # RFC 6750, 3.1.
        raise _unauthenticated(
            "This API key is not known here, or it was revoked.", f'{REALM}, error="invalid_token"'
        )
    return key_id


def _unauthenticated(detail: str, challenge: str) -> Problem:
    return Problem("unauthenticated", detail, headers={"WWW-Authenticate": challenge})
