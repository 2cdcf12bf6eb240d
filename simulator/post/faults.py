"""Things that go wrong on purpose with mail. It chooses the fault; the server carries it out."""

from dataclasses import dataclass
from typing import Literal

from simulator.faulting import FaultList, Rationed

#: Where in the dialogue something can happen.
Stage = Literal["CONNECT", "MAIL", "RCPT", "DATA"]
#: Answer so; hang up without a word; say nothing more; answer so and hang up.
Way = Literal["answer", "drop", "hang", "goodbye"]


@dataclass(slots=True, eq=False)
class Fault(Rationed):
    """One fault, and the letters it hits."""

    stage: Stage
    way: Way
    #: The server's line, with its code, where it says one.
    line: str = ""
    #: Only this address (of the stage: sender at MAIL, recipient at RCPT); None for any.
    address: str | None = None
    #: How often in all; None without end.
    times: int | None = 1
    #: drop at DATA: the letter is taken before.
    after: bool = False
    hits: int = 0


class Faults(FaultList[Fault]):
    """The switched-on faults, first one first. Each way in returns what it switched on."""

    def refuses_recipient(self, address: str | None = None, times: int | None = 1) -> Fault:
        """There is no such mailbox, for good: 550."""
        line = "550 5.1.1 No such mailbox here"
        return self.add(Fault("RCPT", "answer", line, address, times))

    def refuses_sender(self, address: str | None = None, times: int | None = 1) -> Fault:
        """The sender may not send: 553."""
        line = "553 5.7.1 Sender address rejected: not owned by user"
        return self.add(Fault("MAIL", "answer", line, address, times))

    def refuses_letter(self, times: int | None = 1) -> Fault:
        """The content is taken for spam, for good: 554."""
        return self.add(Fault("DATA", "answer", "554 5.7.1 Message rejected as spam", None, times))

    def greylists(self, address: str | None = None, times: int | None = 1) -> Fault:
        """Later, please: 451, so often."""
        line = "451 4.7.1 Greylisted, try again later"
        return self.add(Fault("RCPT", "answer", line, address, times))

    def goes(self, stage: Stage = "CONNECT", times: int | None = 1) -> Fault:
        """421, and the connection is closed."""
        line = "421 4.3.2 Service shutting down and closing transmission channel"
        return self.add(Fault(stage, "goodbye", line, None, times))

    def hangs(self, stage: Stage = "MAIL", times: int | None = 1) -> Fault:
        """Nothing more is said from this stage on."""
        return self.add(Fault(stage, "hang", "", None, times))

    def drops(self, stage: Stage = "DATA", times: int | None = 1, *, after: bool = False) -> Fault:
        """The connection breaks at this stage; `after` the letter was taken, at DATA."""
        return self.add(Fault(stage, "drop", "", None, times, after))

    def pick(self, stage: Stage, address: str = "") -> Fault | None:
        """The fault that hits here, counted as one hit."""
        said = address.casefold()
        return self.first(
            lambda fault: (
                fault.stage == stage and (fault.address is None or fault.address.casefold() == said)
            )
        )
