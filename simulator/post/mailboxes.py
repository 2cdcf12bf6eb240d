"""A mailbox and who reads it: letters come in, answers go out. It opens no connection itself."""

import re
from collections.abc import Callable
from typing import Final

from simulator.changes import Changes
from simulator.post.answers import GENUINE, Answers, Genuine, Written
from simulator.post.letters import Letter
from simulator.posting import Sending
from simulator.seeing import sees

PATIENCE_S: Final = 10.0


class Mailbox:
    """One address."""

    def __init__(self, changes: Changes, answers: Answers, address: str) -> None:
        self._changes = changes
        self._answers = answers
        self.address = address
        #: The name that is written before the address in answers.
        self.name = ""
        #: What came, oldest first.
        self.letters: list[Letter] = []

    def __repr__(self) -> str:
        return f"Mailbox({self.address})"

    @property
    def last_letter(self) -> Letter:
        """The newest; raises IndexError without one."""
        return self.letters[-1]

    async def sees(
        self,
        what: str | re.Pattern[str] | Callable[[Letter], bool],
        within_s: float = PATIENCE_S,
    ) -> Letter:
        """Wait for a letter: words in its subject or text, a pattern, or a predicate.

        The newest that fits. Raises `NotSeen` after `within_s` seconds.
        """
        return await sees(self._changes, repr(self), self.letters, what, within_s)

    def replies(
        self,
        letter: Letter,
        text: str = "",
        *,
        html: str | None = None,
        genuine: Genuine = GENUINE,
    ) -> Sending:
        """Answer a letter; awaited, once the webhook has it. Under way at once, awaited or not.

        With `html` and no `text` it is HTML alone. Raises ValueError while nobody listens.
        """
        written = Written(self.address, self.name, text, html)
        return self._answers.replies(written, letter, genuine)

    def writes(self, to: str, subject: str, text: str, *, genuine: Genuine = GENUINE) -> Sending:
        """Write to an address of the product without answering anything."""
        written = Written(self.address, self.name, text)
        return self._answers.writes(written, to, subject, genuine)
