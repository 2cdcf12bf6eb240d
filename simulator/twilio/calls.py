"""The record of every request to Twilio. It decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Request:
    """One request and how it was answered."""

    at: datetime
    method: str
    path: str
    #: The operation's name in the specification; empty for what is none.
    operation: str
    #: Query and form, a list for what was given twice.
    parameters: Mapping[str, str | list[str]]
    #: 0 when there was no answer.
    status: int
    answer: Mapping[str, object]

    @property
    def ok(self) -> bool:
        """Whether it was done and said so."""
        return 200 <= self.status < 300

    @property
    def code(self) -> int | None:
        """Twilio's number for the refusal; None when there was none."""
        found = self.answer.get("code")
        return found if isinstance(found, int) else None
