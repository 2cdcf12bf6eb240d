"""`orderbell demo`: the whole life of an order, played by the real bot against a simulated Telegram.

Nothing of it is reachable from `orderbell run`.
"""

import asyncio
import signal
import sys

from bot.demo.story import perform
from bot.demo.transcript import Transcript

#: As a shell reports a program that Ctrl-C ended.
INTERRUPTED = 130


def play(*, headless: bool) -> int:
    """Play the story in the terminal; 0 when every step held, else 1."""
    if not headless:
        print("The page with the phones is still to come; here is the story in the terminal.")
    return asyncio.run(_until_done())


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
