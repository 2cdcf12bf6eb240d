"""How fast we may send to Telegram: per bot, per private chat, per group, and what a 429 named.

It sends, sleeps and queues nothing, and reads no clock: every call is given `now` in seconds of
one monotonic clock. Answers to taps do not ask here: Telegram does not count them.

The limits are taken strictly, as if Telegram counted in any rolling second or minute, plus a
margin, because messages leave us evenly and arrive unevenly.
"""

from collections import OrderedDict, deque
from typing import Protocol

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
RATE_PER_S = 30.0
PRIVATE_PERIOD_S = 1.0
GROUP_COUNT, GROUP_PERIOD_S = 20, 60.0

#: Telegram tolerates "short bursts" in a private chat without saying how short.
PRIVATE_BURST = 3
GROUP_BURST = 5
#: A burst of a fifth of a second's messages: more would leave a longer gap after it, in which a
#: new order has to wait.
BOT_BURST_S = 0.2
#: Two messages may come this much closer together than they left: 3 % of their distance.
MARGIN = 1.03

_EPSILON_S = 1e-6  # far above the rounding of the clock, far below the margin


class _Gate(Protocol):
    """One limit and what was used of it."""

    @property
    def most(self) -> int: ...

    def free(self, now: float) -> int: ...

    def next_at(self, now: float) -> float: ...

    def take(self, now: float) -> None: ...

    def idle(self, now: float) -> bool: ...


class _Drip:
    """One every `period_s`, at most `burst` at once (a token bucket, kept as one number)."""

    __slots__ = ("_burst", "_full_at", "_period_s")

    def __init__(self, period_s: float, burst: int) -> None:
        self._period_s = period_s
        self._burst = burst
        #: When all tokens will be back.
        self._full_at = float("-inf")

    @property
    def most(self) -> int:
        return self._burst

    def free(self, now: float) -> int:
        missing_s = max(self._full_at - now - _EPSILON_S, 0.0)
        return max(int(self._burst - missing_s / self._period_s), 0)

    def next_at(self, now: float) -> float:
        return self._full_at - (self._burst - 1) * self._period_s

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + self._period_s

    def idle(self, now: float) -> bool:
        return self._full_at <= now


class _Window:
    """At most `count` in any `period_s`."""

    __slots__ = ("_count", "_period_s", "_taken_at")

    def __init__(self, count: int, period_s: float) -> None:
        self._count = count
        self._period_s = period_s
        self._taken_at: deque[float] = deque()

    @property
    def most(self) -> int:
        return self._count

    def free(self, now: float) -> int:
        self._forget(now)
        return self._count - len(self._taken_at)

    def next_at(self, now: float) -> float:
        return now if self.free(now) else self._taken_at[0] + self._period_s

    def take(self, now: float) -> None:
        self._taken_at.append(now)

    def idle(self, now: float) -> bool:
        return self.free(now) == self._count

    def _forget(self, now: float) -> None:
        horizon = now - self._period_s + _EPSILON_S
        while self._taken_at and self._taken_at[0] <= horizon:
            self._taken_at.popleft()


class Pacer:
    """The buckets of one bot. Not thread-safe; nothing in it awaits.

    The runner claims at most `available(now)` rows, best priority first; asks `reserve` for each
    just before it sends; and sleeps until `next_free_at(now)` when nothing is available.
    """

    def __init__(self, rate_per_s: float = RATE_PER_S) -> None:
        count = max(int(rate_per_s), 1)
        self._bot: tuple[_Gate, ...] = (
            _Drip(1 / rate_per_s, max(int(rate_per_s * BOT_BURST_S), 1)),
            _Window(count, count / rate_per_s * MARGIN),
        )
        #: Least recently used first.
        self._chats: OrderedDict[int, tuple[_Gate, ...]] = OrderedDict()
        self._paused_until = float("-inf")
        self._chats_paused_until: dict[int, float] = {}

    def available(self, now: float) -> int:
        """How many messages may go now, to chats that are free themselves."""
        if self._paused_until - now > _EPSILON_S:
            return 0
        return min(gate.free(now) for gate in self._bot)

    def next_free_at(self, now: float) -> float:
        """When at least one message may go; `now` or earlier if one may go now."""
        return max(self._paused_until, *(gate.next_at(now) for gate in self._bot))

    def reserve(self, chat_id: int, now: float) -> float:
        """Take a place for one message and return 0.0, or take nothing and return the wait.

        The wait is in seconds, until this chat and the bot may both send if nobody else takes
        the place. An edit is a message; chat ids below zero are groups.
        """
        gates = self._chats.get(chat_id)
        free_at = max(self.next_free_at(now), self._chats_paused_until.get(chat_id, now))
        for gate in gates or ():
            free_at = max(free_at, gate.next_at(now))
        if free_at - now > _EPSILON_S:
            return free_at - now
        if gates is None:
            gates = self._chats[chat_id] = _gates_of(chat_id)
        for gate in (*self._bot, *gates):
            gate.take(now)
        self._chats.move_to_end(chat_id)
        self._forget(now)
        return 0.0

    def pause(self, chat_id: int | None, seconds: float, now: float) -> None:
        """Send nothing to this chat, or with None nothing at all, for that long.

        A shorter pause never ends a longer one. A 429 does not say whether it is about the chat or
        the bot; name the chat it was an answer to.
        """
        until = now + max(seconds, 0.0)
        if chat_id is None:
            self._paused_until = max(self._paused_until, until)
            return
        known = self._chats_paused_until
        for over in [chat for chat, ends_at in known.items() if ends_at <= now]:
            del known[over]
        known[chat_id] = max(known.get(chat_id, until), until)

    def crowded(self, chat_id: int, now: float) -> bool:
        """Whether the chat itself, whatever the bot may, takes no message now."""
        if self._chats_paused_until.get(chat_id, now) - now > _EPSILON_S:
            return True
        return any(gate.free(now) <= 0 for gate in self._chats.get(chat_id, ()))

    def spare(self, chat_id: int, now: float) -> bool:
        """Take a place for something that may be left out, if bot and chat have half of theirs left."""
        gates = (*self._bot, *self._chats.get(chat_id, _gates_of(chat_id)))
        half_free = all(2 * gate.free(now) >= gate.most for gate in gates)
        return half_free and self.reserve(chat_id, now) == 0.0

    def remembered(self) -> int:
        """How many chats are kept in memory."""
        return len(self._chats.keys() | self._chats_paused_until.keys())

    def _forget(self, now: float) -> None:
        # Each call adds at most one chat: to look at two keeps up with that.
        for _ in range(2):
            chat_id, gates = next(iter(self._chats.items()))
            if not all(gate.idle(now) for gate in gates):
                return
            del self._chats[chat_id]


def _gates_of(chat_id: int) -> tuple[_Gate, ...]:
    if chat_id >= 0:
        return (_Drip(PRIVATE_PERIOD_S * MARGIN, PRIVATE_BURST),)
    return (
        _Drip(GROUP_PERIOD_S / GROUP_COUNT, GROUP_BURST),
        _Window(GROUP_COUNT, GROUP_PERIOD_S * MARGIN),
    )
