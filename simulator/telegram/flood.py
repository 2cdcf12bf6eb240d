"""Flood limits: when the bot is told to wait. It does not know what is sent.

Source: core.telegram.org/bots/faq: one message a second per chat with short bursts, about 30 a
second in all, 20 a minute per group.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Literal

from simulator.telegram.errors import too_many_requests

Strictness = Literal["off", "documented", "harsh"]


class Flood:
    """Sliding windows per bot and per chat, on a monotonic clock of its own.

    `documented`: a private chat takes a burst of five and then one a second, the bot 33 in any
    second (30 and a tenth for jitter on the way), a group 20 in any minute, edits included.
    `harsh`: no burst, exactly 30, and edits count in private chats and for the bot too.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.strictness: Strictness = "documented"
        #: Messages per second over all chats; 1000 with paid broadcast.
        self.per_second = 30
        self.group_per_minute = 20
        self.private_burst = 5
        #: Seconds added to each computed retry_after.
        self.penalty_s = 0
        #: How many calls were refused.
        self.refusals = 0
        self._bot: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        #: Private chats: when the bucket is full again (generic cell rate).
        self._private: dict[int, float] = {}

    def forget(self) -> None:
        """Start counting anew."""
        self._bot.clear()
        self._groups.clear()
        self._private.clear()

    def check(self, chat_id: int, messages: int = 1, *, edit: bool = False) -> None:
        """Count messages to a chat; raises 429 with `retry_after` when it is too many."""
        if self.strictness == "off":
            return
        now = self.clock()
        harsh = self.strictness == "harsh"
        wait_s = 0.0
        counted = not edit or harsh
        if counted:
            limit = self.per_second if harsh else math.ceil(self.per_second * 1.1)
            wait_s = _window_wait(self._bot, now, 1.0, limit, messages)
        if chat_id < 0:
            group = self._groups[chat_id]
            wait_s = max(wait_s, _window_wait(group, now, 60.0, self.group_per_minute, messages))
        elif counted:
            wait_s = max(wait_s, self._private_wait(chat_id, now, 1 if harsh else None, messages))
        if wait_s > 0:
            self.refusals += 1
            raise too_many_requests(max(1, math.ceil(wait_s)) + self.penalty_s)
        self._count(chat_id, now, messages, counted=counted)

    def _private_wait(self, chat_id: int, now: float, burst: int | None, messages: int) -> float:
        full_at = max(self._private.get(chat_id, now), now)
        room = max(burst or self.private_burst, messages)
        return full_at + messages - room - now

    def _count(self, chat_id: int, now: float, messages: int, *, counted: bool) -> None:
        if counted:
            self._bot.extend([now] * messages)
        if chat_id < 0:
            self._groups[chat_id].extend([now] * messages)
        elif counted:
            self._private[chat_id] = max(self._private.get(chat_id, now), now) + messages


def _window_wait(sent: deque[float], now: float, window_s: float, limit: int, more: int) -> float:
    """Seconds until `more` fit into the window; 0 when they fit now."""
    while sent and sent[0] <= now - window_s:
        sent.popleft()
    over = len(sent) + more - max(limit, more)
    return sent[over - 1] + window_s - now if over > 0 else 0.0
