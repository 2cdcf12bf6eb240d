"""What every route needs, kept in one place: the office, links, defaults and two small memories.

The memories hold only what never changes or changes seldom; rows decide everything else.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar, cast

from starlette.requests import Request

from channels.telegram.links import Links
from orders.ports import Office, UnitOfWork

#: A revoked key may still be accepted for this long.
KEY_MEMORY = timedelta(seconds=5)
#: Entries after which a memory starts anew; each is about 200 bytes.
MAX_REMEMBERED = 20_000

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a caller may leave out."""

    locale: str = "en"
    timezone: str = "UTC"
    #: ISO 3166 country that completes phone numbers without one.
    region: str = "UA"


@dataclass(slots=True)
class Counter:
    """Where callers are served."""

    office: Office
    links: Links
    defaults: Defaults
    #: Context of the body models.
    context: dict[str, str] = field(init=False)
    #: (key id, Idempotency-Key) of requests being worked on in this process.
    in_progress: set[tuple[int, str]] = field(default_factory=set)
    _keys: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _sellers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context = {"region": self.defaults.region}

    async def key_id(self, key_hash: str) -> int | None:
        """The id of the API key with this hash; None: no such key, or revoked."""
        now = self.office.clock.now()
        known = self._keys.get(key_hash)
        if known is not None and now < known[1]:
            return known[0]
        async with self.office.store.read() as uow:
            found = await uow.keys.by_hash(key_hash)
        if found is None:
            self._keys.pop(key_hash, None)
            return None
        _remember(self._keys, key_hash, (found, now + KEY_MEMORY))
        return found

    async def seller_id(self, uow: UnitOfWork, ref: str) -> int:
        """The row id of a seller, which never changes. Raises `UnknownParty`."""
        known = self._sellers.get(ref)
        if known is None:
            known = (await uow.people.seller_by_ref(ref)).id
            _remember(self._sellers, ref, known)
        return known

    def customer_link(self, number: int) -> str | None:
        """The link by which the customer follows the order; None until Telegram was reached."""
        return self.links.order(number, self.office.sign(f"order:{number}"))


def _remember(memory: dict[str, V], key: str, value: V) -> None:
    if len(memory) >= MAX_REMEMBERED:
        memory.clear()
    memory[key] = value


def of(request: Request) -> Counter:
    """The counter of the app that serves this request."""
    return cast(Counter, request.app.state.counter)
