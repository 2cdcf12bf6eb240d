"""The bot's queue of updates and long polling. It does not make updates or post webhooks."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson

from simulator.changes import Changes
from simulator.telegram import limits
from simulator.telegram.errors import conflict

#: Kinds of update that come only when asked for by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
#: Seconds that an update waits for the bot, where it is not a day.
_LIFETIMES_S = {"callback_query": limits.TAP_LIFETIME_S, "inline_query": 30}
_SHORTEST_S = 30
#: Source: telegram-bot-api, JsonUpdates: a reply of getUpdates is cut at 4 MiB.
_REPLY_BYTES = 1 << 22
#: Source: tdlib, TQueue: an offset further ahead than this is not believed.
_FUTURE_SLACK = 10
_SECOND_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Update:
    """One queued update, already encoded."""

    id: int
    kind: str
    body: bytes
    queued_at: datetime
    #: Updates with the same key keep their order at a webhook.
    key: tuple[str, int]


class Updates:
    """What the bot has not confirmed yet."""

    def __init__(
        self, now: Callable[[], datetime], changes: Changes, first_id: int = 700_000_001
    ) -> None:
        self._now = now
        self._changes = changes
        self._next_id = first_id
        self.queue: deque[Update] = deque()
        self.last: Update | None = None
        #: Named kinds; empty means Telegram's default.
        self.allowed: list[str] = []
        #: Called with each update that is queued, repeated ones too.
        self.listeners: list[Callable[[Update], None]] = []
        #: Called after each new update: the webhook's wake-up.
        self.on_new: Callable[[], None] = lambda: None
        self._poller: asyncio.Future[str] | None = None

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits now."""
        return self._poller is not None

    def wants(self, kind: str) -> bool:
        """Whether an update of this kind is kept for the bot."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def push(self, kind: str, payload: dict[str, object], chat_id: int = 0) -> None:
        """Queue `{kind: payload}` under the next update_id, if the bot wants it."""
        if not self.wants(kind):
            return
        body = orjson.dumps({"update_id": self._next_id, kind: payload})
        # A person's taps and messages queue apart, so they may overtake each other.
        queue = kind if kind in _LIFETIMES_S else "message"
        self._add(Update(self._next_id, kind, body, self._now(), (queue, chat_id)))
        self._next_id += 1

    def inject_raw(self, raw: dict[str, object]) -> int:
        """Queue a forged update as it is; without an update_id it gets the next. Returns its id."""
        number = raw.get("update_id")
        if not isinstance(number, int):
            number = self._next_id
            self._next_id += 1
        body = orjson.dumps({"update_id": number, **raw})
        self._add(Update(number, "raw", body, self._now(), ("raw", 0)))
        return number

    def repeat_last(self) -> None:
        """Queue the newest update once more, with its own update_id."""
        if self.last is not None:
            self._add(self.last)

    def restart_numbering(self, first_id: int) -> None:
        """Continue from another update_id, as after a week without updates."""
        self._next_id = first_id

    def drop(self) -> None:
        """Forget everything that waits."""
        self.queue.clear()

    def confirm(self, offset: int) -> None:
        """Forget what `getUpdates(offset=…)` says is done; negative keeps the newest ones.

        An offset far beyond every id is ignored: after numbering restarted lower, nothing is lost.
        """
        if offset < 0:
            while len(self.queue) > -offset:
                self.queue.popleft()
        elif 0 < offset <= self._next_id + _FUTURE_SLACK:
            self.queue = deque(update for update in self.queue if update.id >= offset)

    def pending(self, limit: int) -> list[Update]:
        """The oldest `limit` updates that have not expired, at most 4 MiB of them."""
        self._expire()
        found: list[Update] = []
        left = _REPLY_BYTES
        for update in self.queue:
            left -= len(update.body) + 50
            if len(found) == limit or left <= 0:
                break
            found.append(update)
        return found

    def _expire(self) -> None:
        now = self._now()
        if not self.queue or (now - self.queue[0].queued_at).total_seconds() <= _SHORTEST_S:
            return
        expired = [update for update in self.queue if _is_expired(update, now)]
        for update in expired:
            self.queue.remove(update)

    async def poll(self, limit: int, timeout_s: int) -> list[Update]:
        """What `getUpdates` returns; a later poll ends this one with 409."""
        self.end_poll()
        found = self.pending(limit)
        if found or timeout_s <= 0:
            return found
        poller: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = poller
        self._changes.notify()
        try:
            await asyncio.wait((poller,), timeout=timeout_s)
        finally:
            if self._poller is poller:
                self._poller = None
        if poller.done() and (why := poller.result()):
            raise conflict(why)
        return self.pending(limit)

    def end_poll(self, why: str = _SECOND_POLLER) -> None:
        """End the poll under way, if any, with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)
        self._poller = None

    def _add(self, update: Update) -> None:
        self.queue.append(update)
        self.last = update
        if self._poller is not None and not self._poller.done():
            self._poller.set_result("")
        for listener in self.listeners:
            listener(update)
        self.on_new()


def _is_expired(update: Update, now: datetime) -> bool:
    lifetime_s = _LIFETIMES_S.get(update.kind, limits.UPDATE_LIFETIME_S)
    return (now - update.queued_at).total_seconds() > lifetime_s
