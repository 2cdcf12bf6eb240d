"""Clocks of the story: one that can be moved, so that days pass in seconds, and how phones show it."""

from datetime import UTC, datetime, timedelta, tzinfo


class ShiftedClock:
    """The machine's time plus an offset, as `orders.ports.Clock`."""

    def __init__(self, offset: timedelta) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The present of the story, aware, UTC."""
        return datetime.now(UTC) + self.offset


class LocalClock:
    """The same moments as people write them who live in `zone`; for the simulated phones."""

    def __init__(self, clock: ShiftedClock, zone: tzinfo) -> None:
        self._clock = clock
        self._zone = zone

    def now(self) -> datetime:
        """The present of the story, aware, local."""
        return self._clock.now().astimezone(self._zone)


def written(offset: timedelta) -> str:
    """An offset as one word, for another process."""
    return str(offset // timedelta(microseconds=1))


def read(word: str) -> timedelta:
    """What `written` wrote. Raises `ValueError`."""
    return timedelta(microseconds=int(word))
