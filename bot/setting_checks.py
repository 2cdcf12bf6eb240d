"""What each kind of setting must look like. Every check takes the text and returns the value.

A check raises ValueError and says nothing: the table of settings knows what was wanted.
"""

import base64
import math
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, urlsplit

from babel.core import get_global

LOCALES = ("en", "uk")
MAX_RATE_PER_S = 1000.0  # CONTRACT: paid broadcast
KEY_BYTES = 32

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=?")


@dataclass(frozen=True, slots=True)
class Bind:
    """Where our HTTP server listens. Port 0 lets the system choose."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def token(text: str) -> str:
    """A bot token: the bot's number, a colon, about 35 characters."""
    return matching(_TOKEN, text)


def key(text: str) -> bytes:
    """32 bytes as base64, of either alphabet, with or without its padding."""
    urlsafe = matching(_KEY, text.replace("+", "-").replace("/", "_"))
    return base64.urlsafe_b64decode(urlsafe.rstrip("=") + "=")


def key_text(text: str) -> str:
    """Like `key`, but returns the text."""
    key(text)
    return text


def api_url(text: str) -> str:
    """The root of a server's API: http or https, no query; without its last slash."""
    parts = url(text, ("https", "http"))
    if parts.query or parts.fragment:
        raise ValueError
    return text.rstrip("/")


def public_url(text: str) -> str:
    """Where the world reaches us: https, or http on this machine alone; without its last slash."""
    parts = url(text, ("https", "http"))
    if parts.query or parts.fragment or parts.username:
        raise ValueError
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError
    return text.rstrip("/")


def database_url(text: str) -> str:
    """One of the two databases, by the drivers we use; SQLite only in a file."""
    prefix, _, path = text.partition(":///")
    if prefix == "sqlite+aiosqlite":
        if not path.partition("?")[0] or path.startswith(":memory:"):
            raise ValueError
        return text
    parts = urlsplit(text)
    if parts.scheme != "postgresql+psycopg" or not parts.path.strip("/"):
        raise ValueError
    _port(parts)
    return text


def bind(text: str) -> Bind:
    """`host:port`; an IPv6 address stands in brackets."""
    host, _, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    bracketed = host != bare
    if not re.fullmatch(r"[0-9A-Za-z.:_-]+", bare) or bracketed != (":" in bare):
        raise ValueError
    if not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65_535:
        raise ValueError
    return Bind(bare, int(port))


def telegram_ids(text: str) -> tuple[int, ...]:
    """Numbers separated by commas or white space."""
    ids = tuple(int(item) for item in re.split(r"[\s,]+", text.strip(" ,[]")) if item)
    if not all(0 < telegram_id < 1 << 52 for telegram_id in ids):  # Bot API: 52 significant bits
        raise ValueError
    return tuple(dict.fromkeys(ids))


def currency(text: str) -> str:
    """An ISO 4217 code that is legal tender somewhere today."""
    code = text.upper()
    if code not in _currencies():
        raise ValueError
    return code


def locale(text: str) -> str:
    """One of the languages we speak."""
    if text not in LOCALES:
        raise ValueError
    return text


def timezone(text: str) -> str:
    """A name of the IANA time zone database."""
    if text != "UTC":  # which needs no database
        try:
            zoneinfo.ZoneInfo(text)
        except (OSError, KeyError) as error:
            raise ValueError from error
    return text


def rate(text: str) -> float:
    """Messages a second."""
    per_s = float(text)
    if not math.isfinite(per_s) or not 0 < per_s <= MAX_RATE_PER_S:
        raise ValueError
    return per_s


def region_of(timezone: str, currency: str) -> str:
    """ISO 3166 code of where a time zone lies, else of the country a currency is named after."""
    zones: Mapping[str, str] = get_global("zone_territories")
    if territory := zones.get(timezone):
        return territory
    country = currency[:2]  # ISO 4217: the country's code and a letter
    if country not in zones.values():  # "EU" is no country
        return ""
    spans = get_global("territory_currencies")[country]
    return country if any(code == currency and ends is None for code, _, ends, _ in spans) else ""


def matching(pattern: re.Pattern[str], text: str) -> str:
    """The text, if the whole of it is of this pattern."""
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def url(text: str, schemes: tuple[str, ...]) -> SplitResult:
    """The parts of a URL with a host."""
    parts = urlsplit(text)
    if parts.scheme not in schemes or not parts.hostname or re.search(r"\s", text):
        raise ValueError
    _port(parts)
    return parts


def _port(parts: SplitResult) -> int | None:
    return parts.port  # which raises ValueError where it is no port


@cache
def _currencies() -> frozenset[str]:
    spans = get_global("territory_currencies").values()
    return frozenset(
        code for span in spans for code, _, ends, tender in span if tender and ends is None
    )
