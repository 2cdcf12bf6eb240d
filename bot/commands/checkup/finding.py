"""What a check found, and what helps."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    #: Worth knowing; the bot works.
    NOTE = "note"
    #: Something does not work, or soon will not.
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    part: str
    level: Level
    what: str
    #: The command (or the step) that mends it; empty where nothing is to be done.
    fix: str = ""


def fine(part: str, what: str) -> Finding:
    """All is well."""
    return Finding(part, Level.OK, what)


def note(part: str, what: str, fix: str = "") -> Finding:
    """Worth knowing."""
    return Finding(part, Level.NOTE, what, fix)


def problem(part: str, what: str, fix: str) -> Finding:
    """To be mended, and how."""
    return Finding(part, Level.PROBLEM, what, fix)
