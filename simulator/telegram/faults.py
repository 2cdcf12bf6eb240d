"""Things that go wrong on purpose. It chooses the fault; the server carries it out."""

from dataclasses import dataclass
from typing import Literal

from simulator.faulting import FaultList, Rationed

FaultKind = Literal["lost_reply", "server_error", "cut", "slow", "flood"]


@dataclass(slots=True, eq=False)
class Fault(Rationed):
    """One fault and whom it hits."""

    kind: FaultKind
    #: Only this method; None for any.
    method: str | None = None
    #: Only calls with this chat_id; None for any.
    chat: int | None = None
    #: How often it happens in all; None without end.
    times: int | None = 1
    #: slow: seconds; flood: retry_after; server_error: the HTTP status.
    value: float = 0.0
    #: How often it happened.
    hits: int = 0

    def fits(self, method: str, chat: object) -> bool:
        """Whether this call is hit."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat is None or str(self.chat) == str(chat)


class Faults(FaultList[Fault]):
    """The switched-on faults, first one first."""

    def lost_reply(
        self, method: str | None = None, chat: int | None = None, times: int | None = 1
    ) -> Fault:
        """Do what is asked, then cut the connection."""
        return self.add(Fault("lost_reply", method, chat, times))

    def cut(
        self, method: str | None = None, chat: int | None = None, times: int | None = 1
    ) -> Fault:
        """Cut the connection and do nothing."""
        return self.add(Fault("cut", method, chat, times))

    def server_error(
        self,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        status: int = 500,
    ) -> Fault:
        """Answer 5xx and do nothing."""
        return self.add(Fault("server_error", method, chat, times, status))

    def slow(
        self,
        seconds: float,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
    ) -> Fault:
        """Do what is asked, `seconds` late."""
        return self.add(Fault("slow", method, chat, times, seconds))

    def too_many_requests(
        self,
        retry_after_s: int,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
    ) -> Fault:
        """Answer 429 with `retry_after` and do nothing."""
        return self.add(Fault("flood", method, chat, times, retry_after_s))

    def pick(self, method: str, chat: object) -> Fault | None:
        """The fault that hits this call, counted as one hit."""
        return self.first(lambda fault: fault.fits(method, chat))
