"""How a person wants to be told: quiet hours, the day's summary, the week's numbers. It sends and stores nothing.

Hours are of the person's own day: they follow the clock on their wall, also when it is changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from orders.model import Account, Party
from orders.states import Actor
from orders.work import Topic

#: Of a day, unless the clock is changed.
MINUTES = 24 * 60
#: The week's numbers come on this day, counted from Monday (0).
WEEKLY_DAY = 0
#: When they come to somebody without a daily summary, minutes after midnight.
WEEKLY_AT = 9 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of each day, from one minute after midnight to another, the next day's if it is earlier."""

    begins: int
    ends: int

    def __contains__(self, minute: int) -> bool:
        if self.begins <= self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One person's choices; the defaults are everybody's until they choose."""

    #: Where they live; None: they did not say.
    timezone: str | None = None
    quiet: Hours | None = Hours(22 * 60, 8 * 60)
    #: Whether new orders and messages ring in the quiet hours.
    rings: bool = True
    #: When a seller's daily summary comes, minutes after midnight; None: not at all.
    digest_at: int | None = 8 * 60
    #: Whether a seller is told the week's numbers.
    weekly: bool = True


class Manner(StrEnum):
    """How something is told now."""

    ALOUD = "aloud"
    SILENTLY = "silently"
    #: Not before the quiet hours are over.
    LATER = "later"
    #: Not by itself: the summary at their end says it.
    SUMMED_UP = "summed_up"


#: What may ring in the quiet hours.
_MAY_RING = frozenset({Topic.CARD, Topic.MESSAGE})
#: What the summary at their end says as well.
_IN_SUMMARY = frozenset({Topic.REMINDER, Topic.CLOSING, Topic.FEEDBACK})
#: What nobody needs at night.
_WAITS = frozenset({Topic.DIGEST, Topic.WEEKLY})


def manner(
    rhythm: Rhythm, topic: Topic, now: datetime, timezone: str, *, asked: bool = False
) -> Manner:
    """How the person is told this at `now`; `timezone` is for who did not say theirs.

    `asked`: they are waiting for it, so it comes now.
    """
    if rhythm.quiet is None or _minute(now, zone_of(rhythm, timezone)) not in rhythm.quiet:
        return Manner.ALOUD
    if topic in _MAY_RING:
        return Manner.ALOUD if rhythm.rings else Manner.SILENTLY
    if asked:
        return Manner.SILENTLY
    if topic in _IN_SUMMARY:
        return Manner.SUMMED_UP
    return Manner.LATER if topic in _WAITS else Manner.SILENTLY


def wakes_at(rhythm: Rhythm, now: datetime, timezone: str) -> datetime:
    """The end of the quiet hours; `now` where there are none."""
    if rhythm.quiet is None:
        return now
    return next_at(rhythm.quiet.ends, now, zone_of(rhythm, timezone))


def next_digest(rhythm: Rhythm, after: datetime, timezone: str) -> datetime | None:
    """When the next daily summary comes; None: there is none."""
    if rhythm.digest_at is None:
        return None
    return next_at(rhythm.digest_at, after, zone_of(rhythm, timezone))


def next_weekly(rhythm: Rhythm, after: datetime, timezone: str) -> datetime | None:
    """When the numbers of the week come next; None: they do not."""
    if not rhythm.weekly:
        return None
    minute = WEEKLY_AT if rhythm.digest_at is None else rhythm.digest_at
    zone = zone_of(rhythm, timezone)
    at = next_at(minute, after, zone)
    while at.astimezone(zone).weekday() != WEEKLY_DAY:
        at = next_at(minute, at, zone)
    return at


def next_at(minute: int, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `after`, UTC, at which a clock there shows this minute of the day.

    A minute that a change of the clock leaves out is the one so long after the change; one that
    it repeats is both of them.
    """
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=n) for n in range(3))
    return min(at for day in days for at in _moments(day, minute, zone) if at > after)


def zone_of(rhythm: Rhythm, timezone: str) -> ZoneInfo:
    """The person's own zone, or the one given."""
    return ZoneInfo(rhythm.timezone or timezone)


def clock(minute: int) -> str:
    """The minute of the day as a clock shows it, e.g. "08:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def listeners(account: Account) -> tuple[Party, ...]:
    """As whom the account is told things by itself: its own shop's owner, the customer."""
    found = []
    if account.seller is not None and account.owns_shop:
        found.append(Party(Actor.SELLER, account.seller.id))
    if account.customer is not None:
        found.append(Party(Actor.CUSTOMER, account.customer.id))
    return tuple(found)


def _minute(now: datetime, zone: ZoneInfo) -> int:
    there = now.astimezone(zone)
    return there.hour * 60 + there.minute


def _moments(day: date, minute: int, zone: ZoneInfo) -> Iterable[datetime]:
    there = datetime.combine(day, time(minute // 60, minute % 60), zone)
    found = [there.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return [at for at in found if _minute(at, zone) == minute] or found[:1]
