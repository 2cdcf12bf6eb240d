"""What kind of picture a file is and how large, read from its first bytes. It decodes none.

Sources: PNG (W3C), GIF89a, JPEG (ITU T.81, B.2.2), WebP (RFC 9649).
"""

from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
#: JPEG markers that begin a frame; C4, C8 and CC are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Markers without a length: TEM, RSTn, SOI, EOI.
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture that every browser shows; sides in pixels."""

    mime: str
    width: int
    height: int


def picture(body: bytes) -> Picture | None:
    """The PNG, JPEG, GIF or WebP in `body`; None when it is none of them or is cut short."""
    if body.startswith(_PNG) and body[12:16] == b"IHDR" and len(body) >= 24:
        return _sized("image/png", _big(body, 16, 4), _big(body, 20, 4))
    if body.startswith((b"GIF87a", b"GIF89a")) and len(body) >= 10:
        return _sized("image/gif", _little(body, 6, 2), _little(body, 8, 2))
    if body.startswith(b"\xff\xd8"):
        return _jpeg(body)
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP" and len(body) >= 30:
        return _webp(body)
    return None


def _jpeg(body: bytes) -> Picture | None:
    at = 2
    while at + 9 <= len(body):
        if body[at] != 0xFF:
            return None
        marker = body[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            return _sized("image/jpeg", _big(body, at + 7, 2), _big(body, at + 5, 2))
        else:
            at += 2 + max(_big(body, at + 2, 2), 2)
    return None


def _webp(body: bytes) -> Picture | None:
    match body[12:16]:
        case b"VP8X":
            return _sized("image/webp", _little(body, 24, 3) + 1, _little(body, 27, 3) + 1)
        case b"VP8L":
            bits = _little(body, 21, 4)
            return _sized("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            width, height = _little(body, 26, 2) & 0x3FFF, _little(body, 28, 2) & 0x3FFF
            return _sized("image/webp", width, height)
    return None


def _sized(mime: str, width: int, height: int) -> Picture | None:
    return Picture(mime, width, height) if width and height else None


def _big(body: bytes, at: int, size: int) -> int:
    return int.from_bytes(body[at : at + size], "big")


def _little(body: bytes, at: int, size: int) -> int:
    return int.from_bytes(body[at : at + size], "little")
