"""What comes of a person's deeds. It does not do them."""

from collections.abc import Generator
from typing import Generic, TypeVar

from simulator.sight import NotSeen
from simulator.telegram.keyboards import Button
from simulator.telegram.service import PendingTap, Telegram, Toast

Outcome = TypeVar("Outcome")


class Done(Generic[Outcome]):
    """A deed that is done already; awaiting it is allowed and gives its outcome."""

    __slots__ = ("outcome",)

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __await__(self) -> Generator[None, None, Outcome]:
        yield from ()
        return self.outcome


class Tap:
    """A button pressed, and what the bot answered."""

    def __init__(self, telegram: Telegram, button: Button, pending: PendingTap | None) -> None:
        self._telegram = telegram
        self._pending = pending
        self.button = button

    @property
    def answer(self) -> Toast | None:
        """The toast or alert; None while the button still spins."""
        return Toast() if self._pending is None else self._pending.answer

    async def answered(self, within_s: float = 5.0) -> Toast:
        """The bot's answer; raises `NotSeen` if none comes within `within_s` seconds."""
        found = await self._telegram.changes.until(lambda: self.answer, within_s)
        if found is None:
            raise NotSeen(f"the tap on {self.button.label!r} got no answer in {within_s:g} s")
        return found
