"""The clock of a store that was given none. It tells the time and nothing else."""

from datetime import UTC, datetime


class SystemClock:
    """When a row was written, where nobody cares to move time by hand."""

    def now(self) -> datetime:
        """The present, aware, UTC."""
        return datetime.now(UTC)
