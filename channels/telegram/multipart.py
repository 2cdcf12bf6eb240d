"""A `multipart/form-data` body for aiohttp that gives up when the other side stops reading.

Not aiohttp's own FormData: that one escapes a file's name unless told otherwise, warns of bytes
above 1 MiB, and has no limit on how long a write may stand still.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import IO

from aiohttp import payload
from aiohttp.abc import AbstractStreamWriter

#: (file name, content, MIME type). An open file is read while it is sent, and left open.
FilePart = tuple[str, bytes | IO[bytes], str]

CHUNK_BYTES = 1 << 16  # aiohttp waits for the socket once this much has been written


class UploadStalled(TimeoutError):
    """The other side took nothing for the write timeout: it has not got the whole request."""


class Multipart(payload.Payload):
    """Text fields first, then files, in the given order. File names travel as UTF-8.

    `write_timeout_s` is for each chunk, None waits for ever. The length is known beforehand, so
    the request is not chunked.
    """

    _autoclose = True  # holds no file handle

    def __init__(
        self,
        fields: Mapping[str, str],
        files: Mapping[str, FilePart],
        write_timeout_s: float | None,
    ) -> None:
        boundary = secrets.token_hex(16)
        super().__init__(None, content_type=f"multipart/form-data; boundary={boundary}")
        self._write_timeout_s = write_timeout_s
        self._pieces = tuple(_pieces(boundary.encode(), fields, files))
        self._size = sum(map(_length, self._pieces))

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The body as text, as `Payload` wants it."""
        return b"".join(map(_whole, self._pieces)).decode(encoding, errors)

    async def as_bytes(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """The body as it travels; no encoding is applied."""
        return b"".join(map(_whole, self._pieces))

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write the body. Raises `UploadStalled`."""
        for piece in self._pieces:
            async for chunk in _chunks(piece):
                try:
                    async with asyncio.timeout(self._write_timeout_s):
                        await writer.write(chunk)
                except TimeoutError:
                    raise UploadStalled(f"nothing taken for {self._write_timeout_s:g} s") from None


async def _chunks(piece: bytes | IO[bytes]) -> AsyncIterator[bytes | memoryview]:
    if isinstance(piece, bytes):
        view = memoryview(piece)
        for start in range(0, len(view), CHUNK_BYTES):
            yield view[start : start + CHUNK_BYTES]
        return
    piece.seek(0)
    while chunk := await asyncio.to_thread(piece.read, CHUNK_BYTES):
        yield chunk


def _length(piece: bytes | IO[bytes]) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.seek(0, os.SEEK_END)


def _whole(piece: bytes | IO[bytes]) -> bytes:
    if isinstance(piece, bytes):
        return piece
    piece.seek(0)
    return piece.read()


def _pieces(
    boundary: bytes, fields: Mapping[str, str], files: Mapping[str, FilePart]
) -> Iterable[bytes | IO[bytes]]:
    head = b"--" + boundary + b'\r\nContent-Disposition: form-data; name="'
    for name, value in fields.items():
        yield head + _quoted(name) + b'"\r\n\r\n' + value.encode() + b"\r\n"
    for name, (filename, content, mime_type) in files.items():
        disposition = _quoted(name) + b'"; filename="' + _quoted(filename)
        yield head + disposition + b'"\r\nContent-Type: ' + mime_type.encode() + b"\r\n\r\n"
        yield content
        yield b"\r\n"
    yield b"--" + boundary + b"--\r\n"


def _quoted(name: str) -> bytes:
    # https://html.spec.whatwg.org/#multipart-form-data: these three and nothing else.
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return quoted.encode(errors="replace")
