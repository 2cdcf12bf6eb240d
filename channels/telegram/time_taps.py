"""What the buttons about time carry: a person's rhythm, the marketplace's timings. `buttons` writes and reads it."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap
from orders.rhythm import MINUTES
from orders.timings import TIMINGS

#: Where a minute of the day may stand: not at all.
NEVER = MINUTES


class Part(StrEnum):
    """A part of a person's rhythm; `RhythmTap.value` in brackets, without one its choices are shown."""

    #: The page of all of them (none).
    PAGE = "page"
    #: Quiet hours or none (1 or 0).
    QUIET = "quiet"
    #: Their first minute, and the first one after them (minutes after midnight).
    FROM = "from"
    UNTIL = "until"
    #: Whether new orders and messages ring in them (1 or 0).
    RINGS = "rings"
    #: The daily summary (minutes after midnight, or `NEVER`).
    DIGEST = "digest"
    #: The week's numbers (1 or 0).
    WEEKLY = "weekly"
    #: Where the person lives (which of the zones that are offered).
    ZONE = "zone"


#: The highest value of each part; what is not here takes none.
_HIGHEST = {
    Part.QUIET: 1,
    Part.FROM: MINUTES - 1,
    Part.UNTIL: MINUTES - 1,
    Part.RINGS: 1,
    Part.DIGEST: NEVER,
    Part.WEEKLY: 1,
    Part.ZONE: 99,
}
#: Parts that show choices first.
_ASKED = frozenset({Part.PAGE, Part.FROM, Part.UNTIL, Part.DIGEST, Part.ZONE})


@dataclass(frozen=True, slots=True)
class RhythmTap(Tap):
    """Show or choose a part of one's rhythm. Raises `ValueError` for a value that the part does not take."""

    part: Part
    value: int | None = None

    def __post_init__(self) -> None:
        if self.value is None:
            if self.part not in _ASKED:
                raise ValueError(f"rhythm {self.part}: a value is missing")
        elif not 0 <= self.value <= _HIGHEST.get(self.part, -1):
            raise ValueError(f"rhythm {self.part}: {self.value} is none of its values")


@dataclass(frozen=True, slots=True)
class TimingTap(Tap):
    """The administration looks at one of the timings, or chooses; without a timing, at all of them.

    Their places among `orders.timings.TIMINGS` and its choices. Raises `ValueError` for none of them.
    """

    timing: int | None = None
    choice: int | None = None

    def __post_init__(self) -> None:
        if self.timing is None:
            if self.choice is not None:
                raise ValueError("a choice of no timing")
        elif not 0 <= self.timing < len(TIMINGS):
            raise ValueError(f"timing {self.timing}: there is none")
        elif self.choice is not None and not 0 <= self.choice < len(TIMINGS[self.timing].choices):
            raise ValueError(f"timing {self.timing}: {self.choice} is none of its choices")
