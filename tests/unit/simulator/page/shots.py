"""Pictures made by hand: just enough bytes to have a kind and a size."""

import struct
import zlib


def png(width: int, height: int, padding: int = 0) -> bytes:
    """A PNG of one colour that decoders take, `padding` bytes longer than it need be."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    if padding:
        chunks.insert(1, (b"tEXt", b"x" * padding))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(width: int, height: int) -> bytes:
    """The header of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0"


def jpeg(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A JPEG up to its frame, with an EXIF block and a table before it."""
    exif = b"\xff\xe1" + struct.pack(">H", 12) + b"Exif\0\0\xff\xc0xx"
    table = b"\xff\xc4" + struct.pack(">H", 3) + b"\0"
    marker = b"\xff\xc2" if progressive else b"\xff\xc0"
    frame = marker + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + exif + b"\xff" + table + frame


def webp(width: int, height: int, kind: str) -> bytes:
    """A WebP's first chunk: "VP8X" (extended), "VP8L" (lossless) or "VP8 " (lossy)."""
    if kind == "VP8X":
        data = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif kind == "VP8L":
        data = b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little") + b"\0" * 5
    else:
        data = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    chunk = kind.encode() + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk
