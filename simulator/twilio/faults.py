"""Things that go wrong on purpose at Twilio. It chooses the fault; the server carries it out."""

from dataclasses import dataclass
from typing import Literal

from simulator.faulting import FaultList, Rationed

FaultKind = Literal["lost_reply", "cut", "hang", "slow", "server_error", "gibberish", "busy"]


@dataclass(slots=True, eq=False)
class Fault(Rationed):
    """One fault, and the requests it hits."""

    kind: FaultKind
    #: Only this operation, e.g. "CreateMessage"; None for any.
    operation: str | None = None
    #: Only messages to (or lists about) this number; None for any.
    to: str | None = None
    #: How often in all; None without end.
    times: int | None = 1
    #: slow: seconds; server_error, gibberish: the HTTP status.
    value: float = 0.0
    hits: int = 0


class Faults(FaultList[Fault]):
    """The switched-on faults, first one first. Each way in returns what it switched on."""

    def lost_reply(
        self,
        operation: str | None = "CreateMessage",
        to: str | None = None,
        times: int | None = 1,
    ) -> Fault:
        """Do what is asked (the message is sent), then cut the connection."""
        return self.add(Fault("lost_reply", operation, to, times))

    def cut(
        self, operation: str | None = None, to: str | None = None, times: int | None = 1
    ) -> Fault:
        """Cut the connection and do nothing."""
        return self.add(Fault("cut", operation, to, times))

    def hang(
        self, operation: str | None = None, to: str | None = None, times: int | None = 1
    ) -> Fault:
        """Do nothing and never answer, until the client gives up or the world ends."""
        return self.add(Fault("hang", operation, to, times))

    def slow(
        self,
        seconds: float,
        operation: str | None = None,
        to: str | None = None,
        times: int | None = 1,
    ) -> Fault:
        """Do what is asked, `seconds` late."""
        return self.add(Fault("slow", operation, to, times, seconds))

    def server_error(
        self,
        operation: str | None = None,
        to: str | None = None,
        times: int | None = 1,
        status: int = 500,
    ) -> Fault:
        """Answer 5xx with Twilio's JSON, and do nothing."""
        return self.add(Fault("server_error", operation, to, times, status))

    def gibberish(
        self,
        operation: str | None = None,
        to: str | None = None,
        times: int | None = 1,
        status: int = 502,
    ) -> Fault:
        """Answer with a page of HTML, as a proxy between does, and do nothing."""
        return self.add(Fault("gibberish", operation, to, times, status))

    def too_many_requests(
        self, operation: str | None = None, to: str | None = None, times: int | None = 1
    ) -> Fault:
        """Answer 429 (20429) and do nothing."""
        return self.add(Fault("busy", operation, to, times))

    def pick(self, operation: str, to: str) -> Fault | None:
        """The fault that hits this request, counted as one hit."""
        return self.first(
            lambda fault: fault.operation in (None, operation) and fault.to in (None, to)
        )
