"""Reading a request's parameters against the specification: each known, single and of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from simulator.twilio.errors import malformed
from simulator.twilio.spec import CHOICES, MAX_PAGE_SIZE, SIDS, Kind

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
#: What Twilio calls a parameter that it cannot read.
_BAD_PARAMETER = 20001
_BAD_CALLBACK = 21609
_BAD_MEDIA = 21620
_HOST = re.compile(r"[A-Za-z0-9.-]+\Z|\[[0-9a-fA-F:.]+\]\Z")


class Parameters:
    """The parameters of one request, checked: names, how often, kinds."""

    def __init__(self, pairs: Iterable[tuple[str, str]], known: Mapping[str, Kind]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            kind = known.get(name)
            if kind is None:
                raise malformed(_BAD_PARAMETER, f"Unknown parameter {name!r}")
            if name in self._values and kind != "texts":
                raise malformed(_BAD_PARAMETER, f"Parameter {name!r} is given twice")
            if not _READS[kind](value):
                raise _unreadable(name, kind, value)
            self._values.setdefault(name, []).append(value)
            _choice(name, value)

    def text(self, name: str) -> str:
        """The value; empty when it is absent."""
        return self._values.get(name, [""])[0]

    def texts(self, name: str) -> list[str]:
        """All values of a list."""
        return list(self._values.get(name, []))

    def has(self, name: str) -> bool:
        """Whether it was given at all, were it empty."""
        return name in self._values

    def whole(self, name: str, default: int, most: int = MAX_PAGE_SIZE) -> int:
        """A whole number from 0 to `most`."""
        return min(int(self.text(name) or default), most)

    def days(self) -> tuple[datetime | None, datetime | None]:
        """From when (inclusive) to when (exclusive) a message was sent, as DateSent says."""
        since, until = None, None
        if self.has("DateSent"):
            since, until = _span(self.text("DateSent"))
        if self.has("DateSent>"):
            since, _ = _span(self.text("DateSent>"))
        if self.has("DateSent<"):
            _, until = _span(self.text("DateSent<"))
        return since, until


def _span(value: str) -> tuple[datetime, datetime]:
    at = _time(value)
    assert at is not None
    return at, at + (timedelta(days=1) if _DATE.match(value) else timedelta(seconds=1))


def _time(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def is_url(value: str) -> bool:
    """An absolute http(s) URL whose host Twilio takes: no underscores."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    host = f"[{host}]" if ":" in host else host
    return parts.scheme in {"http", "https"} and _HOST.match(host) is not None


def _number(value: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", value) is not None


_READS: Mapping[Kind, Callable[[str], bool]] = {
    "text": lambda value: True,
    "texts": lambda value: value != "",
    # What is no phone number has an answer of its own, see `messages`.
    "phone": lambda value: True,
    "url": is_url,
    "flag": lambda value: value in {"true", "false"},
    "whole": lambda value: value.isascii() and value.isdigit(),
    "number": _number,
    "time": lambda value: _time(value) is not None,
}


def _unreadable(name: str, kind: Kind, value: str) -> Exception:
    if kind == "url":
        return malformed(_BAD_CALLBACK, f"Invalid '{name}' URL: {value}")
    if name == "MediaUrl":
        return malformed(_BAD_MEDIA, f"Invalid media URL: {value}")
    return malformed(_BAD_PARAMETER, f"Parameter {name!r} cannot be read as {kind}: {value!r}")


def _choice(name: str, value: str) -> None:
    if name in CHOICES and value not in CHOICES[name]:
        raise malformed(_BAD_PARAMETER, f"Parameter {name!r} cannot be {value!r}")
    if name in SIDS and not SIDS[name].match(value):
        raise malformed(_BAD_PARAMETER, f"Parameter {name!r} is no identifier: {value!r}")
