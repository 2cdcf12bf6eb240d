"""A seller's past weeks in numbers: what came, what succeeded, how soon they answered. Look, never change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import median_low
from zoneinfo import ZoneInfo

from orders.money import Money
from orders.ports import UnitOfWork
from orders.states import State

#: Weeks that are shown beside the last one.
WEEKS = 8


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a seller, from Monday's first moment where they live."""

    begins_at: datetime
    placed: int
    closed: int
    #: Half of the orders that were answered were so within this time; None: none was.
    answered_in: timedelta | None
    #: What the closed orders came to, and the fees they owe, by currency.
    income: tuple[Money, ...]
    fees: tuple[Money, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing came and nothing succeeded."""
        return not (self.placed or self.closed)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Some weeks of a seller, oldest first, and where the orders that came in them stand now."""

    weeks: tuple[Week, ...]
    states: dict[State, int]
    #: Orders that have had no answer yet, or never got one.
    unanswered: int

    @property
    def empty(self) -> bool:
        """Whether nothing came and nothing succeeded in any of them."""
        return all(week.empty for week in self.weeks)


#: When each order came, when it had its first answer, and where it stands.
Placed = Sequence[tuple[datetime, datetime | None, State]]
#: When each order closed, what it came to, and the fee that it owes.
Succeeded = Sequence[tuple[datetime, Money, Money | None]]


async def numbers(
    uow: UnitOfWork, seller_id: int, now: datetime, timezone: str, *, running: bool = False
) -> Numbers:
    """The last whole weeks; with `running`, the present one stands for the first of them."""
    since = _bounds(now, ZoneInfo(timezone), running)[0]
    placed = await uow.rounds.placed(seller_id, since)
    succeeded = await uow.rounds.succeeded(seller_id, since)
    return reckoned(placed, succeeded, now, timezone, running=running)


def reckoned(
    placed: Placed, succeeded: Succeeded, now: datetime, timezone: str, *, running: bool = False
) -> Numbers:
    """The same from what came and what succeeded; what lies outside of the weeks is left out."""
    bounds = _bounds(now, ZoneInfo(timezone), running)
    weeks = tuple(_week(begins, ends, placed, succeeded) for begins, ends in pairwise(bounds))
    came = [(answered, state) for at, answered, state in placed if bounds[0] <= at < bounds[-1]]
    states = Counter(state for _, state in came)
    return Numbers(
        weeks,
        {state: states[state] for state in State if states[state]},
        sum(answered is None for answered, _ in came),
    )


def _bounds(now: datetime, zone: ZoneInfo, running: bool) -> list[datetime]:
    """The Mondays' first moments, UTC, the present week's (with `running`, the next one's) last."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    ends = monday + timedelta(weeks=running)
    return [_midnight(ends - timedelta(weeks=back), zone) for back in range(WEEKS, -1, -1)]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _week(begins: datetime, ends: datetime, placed: Placed, succeeded: Succeeded) -> Week:
    came = [(at, answered) for at, answered, _ in placed if begins <= at < ends]
    done = [(amount, fee) for at, amount, fee in succeeded if begins <= at < ends]
    waits = [answered - at for at, answered in came if answered is not None]
    return Week(
        begins,
        len(came),
        len(done),
        median_low(waits) if waits else None,
        _sums(amount for amount, _ in done),
        _sums(fee for _, fee in done if fee is not None),
    )


def _sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """What they come to, by currency; nothing for what comes to nothing."""
    sums: Counter[str] = Counter()
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()) if minor)
