"""`orderbell demo`: the real bot against a simulated Telegram, on a page of phones or in the terminal.

Nothing of it is reachable from `orderbell run`.
"""

import asyncio
import signal
import sys
from pathlib import Path

from bot.demo.story import perform
from bot.demo.transcript import Transcript

#: As a shell reports a program that Ctrl-C ended.
INTERRUPTED = 130


def play() -> int:
    """Play the story in the terminal; 0 when every step held, else 1."""
    return asyncio.run(_until_done())


def serve(port: int, language: str, *, opens: bool) -> int:
    """Serve the page until it is stopped; 0, or 1 with the reason."""
    # Only here: the story in the terminal needs no page.
    from bot.demo.playground import serving

    return serving.serve(port, language, opens=opens)


def pictures(directory: Path) -> int:
    """Make pictures of the page for the documentation; 0, or 1 with the reason."""
    # Only here: it needs a browser.
    from bot.demo import screenshots

    return screenshots.take(directory)


async def _until_done() -> int:
    """The story's exit status; a signal ends it in order, with the bot's process and the data."""
    performing = asyncio.create_task(perform(Transcript(sys.stdout)))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, performing.cancel)
    try:
        return await performing
    except asyncio.CancelledError:
        print("Stopped. The bot's process has ended and the temporary data is removed.")
        return INTERRUPTED
