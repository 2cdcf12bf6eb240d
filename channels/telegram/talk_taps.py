"""What the buttons of a conversation carry: to talk, to choose the order, to look back. Written in `buttons`."""

from dataclasses import dataclass

from channels.telegram.wire import Tap


@dataclass(frozen=True, slots=True)
class TalkTap(Tap):
    """What the person writes next is about this order."""

    number: int


@dataclass(frozen=True, slots=True)
class ChooseTap(Tap):
    """What the person wrote is about this order: the answer to the bot's question."""

    number: int


@dataclass(frozen=True, slots=True)
class HistoryTap(Tap):
    """Show a page (from 1, the oldest) of the order's history in the card's place."""

    number: int
    page: int


@dataclass(frozen=True, slots=True)
class HistoryFile(Tap):
    """Send the order's whole history as a file."""

    number: int
