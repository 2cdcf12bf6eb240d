"""The record of every request. It does not answer them."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

#: Calls kept in full; the counters stay exact beyond it.
KEPT_CALLS = 50_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request and how it was answered."""

    at: datetime
    method: str
    params: dict[str, object]
    #: The `result`; None when refused.
    answer: object
    #: 200, or the error_code.
    status: int
    description: str = ""
    #: How long it took to answer, in milliseconds; None when it was not measured.
    took_ms: float | None = None

    @property
    def chat(self) -> object:
        """The chat_id it named, None without one."""
        return self.params.get("chat_id")

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200


@dataclass(slots=True)
class CallLog:
    """Calls, newest last, with counters and listeners."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    #: Requests per (method, status).
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    listeners: list[Callable[[Call], None]] = field(default_factory=list)

    def add(self, call: Call) -> None:
        """Record a call and tell the listeners."""
        self.calls.append(call)
        self.counts[call.method, call.status] += 1
        for listener in self.listeners:
            listener(call)

    def of(self, method: str | None, chat: int | None) -> list[Call]:
        """Kept calls of one method and to one chat, oldest first."""
        return [
            call
            for call in self.calls
            if (method is None or call.method == method) and (chat is None or call.chat == chat)
        ]
