"""The real clock."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's time, as `orders.ports.Clock`."""

    def now(self) -> datetime:
        """The present, aware, UTC."""
        return datetime.now(UTC)
