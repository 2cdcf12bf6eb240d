"""The demo as anybody starts it, in a process of its own, for a browser to look at."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Port 0: whichever is free.
DEMO = (sys.executable, "-m", "bot", "demo", "--port", "0", "--no-open")
_STOP_S = 15.0


class NoDemo(Exception):
    """The demo ended before it said where it is; the message has what it said."""


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The root of the demo's page, `http://127.0.0.1:PORT`; the demo ends with the block.

    `options`: more of `orderbell demo`'s. Raises `NoDemo`.
    """
    command = (*DEMO, *options)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            yield _address(demo.stdout.readline())
        finally:
            _end(demo)


def _address(line: str) -> str:
    """The address in the first line that the demo prints."""
    for word in line.split():
        if word.startswith("http://"):
            return word.rstrip("/.,")
    raise NoDemo(f"the demo did not say where it is, but {line.strip() or 'nothing'!r}")


def _end(demo: subprocess.Popen[str]) -> None:
    demo.terminate()
    try:
        demo.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        demo.kill()
