"""Time zones as they are kept: a name that this machine's tzdata does not know is read as the marketplace's own.

Names are checked where they come in. One may be kept by another machine, or be taken out of tzdata later:
then times are shown as the marketplace reads them, and nothing stops.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

_log = structlog.get_logger(__name__)

#: The marketplace's, set once at the start; a process serves one marketplace.
_own = ["UTC"]


def fall_back_to(timezone: str) -> None:
    """Read names that are not known as this one, which is."""
    _own[0] = ZoneInfo(timezone).key
    _read.cache_clear()


class Zone(TypeDecorator[str]):
    """The name of a time zone; what is read is known to this machine. Stays in the row as it is."""

    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """From the database."""
        return _read


# Once per name: that is one line in the log, and no file is looked for again.
@lru_cache(maxsize=1024)
def _read(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError) as error:
        _log.warning(
            "time zone unknown to this machine; update its tzdata",
            timezone=name,
            instead=_own[0],
            why=type(error).__name__,
        )
        return _own[0]
