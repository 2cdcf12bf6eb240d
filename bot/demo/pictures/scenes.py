"""What is worth a picture: each main screen with the moment of the story it is taken at.

It takes none; the order is that of the story, which only goes forward; what needs a world of its own
comes last.
"""

from dataclasses import dataclass
from typing import Literal

LOCALES = ("en", "uk")
#: The page has no other looks: light and dark, by the system's wish.
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Size:
    """A window, in CSS pixels."""

    #: In the picture's name, before the language; empty for the desk itself.
    name: str
    width: int
    height: int


WIDE = Size("", 1440, 900)
NARROW = Size("phone", 390, 844)
SIZES = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen at one moment."""

    name: str
    #: The story's step that is next: everything before it has been done.
    step: str
    #: Whose phone is looked at where only one is seen.
    role: str = "seller"
    #: levers, log or story when it is open; empty: the phones alone.
    panel: str = ""
    #: In a world of its own, in which seller and customer have talked.
    talk: bool = False


SCENES = (
    Scene("desk", "welcome"),
    Scene("story", "order", panel="story"),
    Scene("levers", "order", panel="levers"),
    Scene("order-ring", "follow"),
    Scene("invited", "follow", role="customer"),
    Scene("approve", "approve", panel="story"),
    Scene("confirmed", "undo", role="customer"),
    Scene("paid", "stranger"),
    Scene("sent", "clock", role="customer"),
    Scene("log", "clock", panel="log"),
    Scene("closed", "done"),
    Scene("talk", "undo", talk=True),
)
