"""Whether the mail server is asked at all now: while it takes nobody's letters, one at a time finds out. It sends nothing."""

from datetime import datetime, timedelta

import structlog

from channels.mail.failures import Refused
from orders.errors import Scope, TemporaryFailure
from orders.ports import Clock, PutBack

_log = structlog.get_logger(__name__)

#: After the first failure, and at most, however often it fails again.
FIRST, LONGEST = timedelta(seconds=10), timedelta(minutes=5)


class Gate:
    """Closed after a failure that is nobody's letter's, for longer each time; open after a success.

    A refused login is such a failure, and no reason to stop: Telegram and SMS go on, and the
    letters wait. Every try that fails could lock the account, so there are few.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._closed_until: datetime | None = None
        self._wait = FIRST
        self._why = ""

    def check(self) -> None:
        """Raises `PutBack` while it is closed. Who comes after that tries it for all."""
        until, now = self._closed_until, self._clock.now()
        if until is None:
            return
        if now < until:
            raise PutBack(until, self._why)
        self._closed_until = now + self._wait

    def passed(self) -> None:
        """The mail server has taken a letter, or said something about one."""
        self._closed_until, self._wait = None, FIRST

    def failed(self, failure: TemporaryFailure) -> None:
        """Nobody's letter goes out now."""
        if failure.scope is not Scope.BOT:
            self.passed()
            return
        wait = LONGEST if isinstance(failure, Refused) else self._wait
        self._closed_until = self._clock.now() + wait
        self._why = f"the mail server: {failure.reason}"
        self._wait = min(wait * 2, LONGEST)
        level = _log.error if isinstance(failure, Refused) else _log.warning
        level("no e-mail goes out", why=failure.reason, wait_s=wait.total_seconds())
