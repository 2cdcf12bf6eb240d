"""Whether Telegram answers at all, as the last requests showed. It sends nothing and knows no rows.

While it does not, each request would hang for seconds: a few ask for all, and the rest waits in the table.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from orders.ports import Clock

_log = structlog.get_logger(__name__)

#: So many requests in a row without an answer, to so many chats, are an outage; fewer are bad luck.
OUTAGE, CHATS = 3, 2
#: How often one request asks whether it is over.
PROBE = timedelta(seconds=2)
#: How long the others wait, at least and at most.
SHORTEST, LONGEST = timedelta(seconds=5), timedelta(seconds=30)


class Line:
    """The line to Telegram."""

    def __init__(self, clock: Clock, on_return: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        #: Called when Telegram answers again; must not block.
        self._on_return = on_return
        self._failures = 0
        self._chats: set[int] = set()
        self._out_since: datetime | None = None
        self._probed_at: datetime | None = None
        self._cut = False

    @property
    def out_since(self) -> datetime | None:
        """Since when nothing is answered; None: it is."""
        return self._out_since

    def may_try(self) -> bool:
        """Whether this request is to be made; while the line is out, only one now and then."""
        if self._out_since is None:
            return True
        if self._cut:
            return False
        now = self._clock.now()
        if self._probed_at is not None and now - self._probed_at < PROBE:
            return False
        self._probed_at = now
        return True

    def back_at(self) -> datetime:
        """When what waits is tried again."""
        now = self._clock.now()
        out_for = now - (self._out_since or now)
        return now + min(max(out_for, SHORTEST), LONGEST)

    def cut(self) -> None:
        """Nothing is to be tried until somebody else says that Telegram answers."""
        self._cut = True
        self._begin()

    def failed(self, chat_id: int) -> None:
        """A request to this chat had no answer."""
        self._failures += 1
        self._chats.add(chat_id)
        if self._failures >= OUTAGE and len(self._chats) >= CHATS:
            self._begin()

    def worked(self) -> None:
        """A request had an answer, of whatever kind."""
        came_back = self._out_since is not None
        if self._out_since is not None:
            out_for = self._clock.now() - self._out_since
            _log.warning("Telegram is in reach again", out_for_s=round(out_for.total_seconds()))
        self._failures, self._out_since, self._probed_at = 0, None, None
        self._chats.clear()
        self._cut = False
        if came_back:
            self._on_return()

    def _begin(self) -> None:
        if self._out_since is None:
            self._out_since = self._probed_at = self._clock.now()
            _log.warning("Telegram is out of reach; what is urgent goes another way")
