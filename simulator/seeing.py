"""How people wait for what has no chat around it: a text message, a letter. They look, no more."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from simulator.changes import Changes
from simulator.sight import NotSeen

#: Things shown when something was not seen.
_SHOWN = 4


class Read(Protocol):
    """Something with words on it."""

    @property
    def words(self) -> str:
        """Everything that eyes see of it."""
        ...


Seen = TypeVar("Seen", bound=Read)


async def sees(
    changes: Changes,
    who: str,
    things: Sequence[Seen],
    what: str | re.Pattern[str] | Callable[[Seen], bool],
    within_s: float,
) -> Seen:
    """The newest thing that fits: words it contains, a pattern, or a predicate.

    Raises `NotSeen` after `within_s` seconds. `things` may grow meanwhile.
    """
    fits = _question(what)
    found = await changes.until(
        lambda: next((thing for thing in reversed(things) if fits(thing)), None), within_s
    )
    if found is None:
        shown = "\n---\n".join(thing.words for thing in things[-_SHOWN:]) or "(nothing came)"
        raise NotSeen(f"{who} did not see {what!r} in {within_s:g} s\n{shown}")
    return found


def _question(what: str | re.Pattern[str] | Callable[[Seen], bool]) -> Callable[[Seen], bool]:
    if isinstance(what, str):
        return lambda thing: what in thing.words
    if isinstance(what, re.Pattern):
        return lambda thing: what.search(thing.words) is not None
    return what
