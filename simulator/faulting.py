"""Faults that happen so often and then no more, whichever server they are for. It carries out none."""

from collections.abc import Callable
from typing import Generic, TypeVar


class Rationed:
    """Something that happens `times` in all; None without end."""

    __slots__ = ()

    times: int | None
    hits: int

    @property
    def left(self) -> int | None:
        """How often it may happen yet; None without end."""
        return None if self.times is None else max(self.times - self.hits, 0)


Kind = TypeVar("Kind", bound=Rationed)


class FaultList(Generic[Kind]):
    """The switched-on faults, first one first."""

    def __init__(self) -> None:
        self.active: list[Kind] = []

    def add(self, fault: Kind) -> Kind:
        """Switch a fault on."""
        self.active.append(fault)
        return fault

    def remove(self, fault: Kind) -> None:
        """Switch one fault off."""
        if fault in self.active:
            self.active.remove(fault)

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()

    def first(self, fits: Callable[[Kind], bool]) -> Kind | None:
        """The first fault that is left and fits, counted as one hit."""
        for fault in self.active:
            if fault.left != 0 and fits(fault):
                fault.hits += 1
                return fault
        return None
