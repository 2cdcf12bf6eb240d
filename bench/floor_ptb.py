"""The floor of the tap benchmark: a bare python-telegram-bot with everything at its defaults.

Its own request class (httpx), its own polling, 32 taps at once; a tap is answered and its message
edited, and nothing is kept anywhere. It runs as a process of its own and measures only itself.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field

from telegram import CallbackQuery, Message, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

CONCURRENT = 32


def cpu_s() -> float:
    """Seconds of CPU this process has used, user and system."""
    times = os.times()
    return times.user + times.system


@dataclass(slots=True)
class Tally:
    """Counts handled taps and clocks them from the first to the last."""

    wanted: int
    handled: int = 0
    began: tuple[float, float] | None = None
    ended: tuple[float, float] = (0.0, 0.0)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """A tap has come in."""
        if self.began is None:
            self.began = cpu_s(), time.monotonic()

    def end(self) -> None:
        """A tap has been handled."""
        self.handled += 1
        if self.handled >= self.wanted:
            self.ended = cpu_s(), time.monotonic()
            self.done.set()

    def report(self) -> dict[str, float]:
        """What was measured: {handled, cpu_s, wall_s}."""
        assert self.began is not None
        return {
            "handled": self.handled,
            "cpu_s": round(self.ended[0] - self.began[0], 3),
            "wall_s": round(self.ended[1] - self.began[1], 3),
        }


async def measure(api_url: str, token: str, taps: int) -> dict[str, float]:
    """Handle `taps` taps and report. Taps that fail are not counted."""
    tally = Tally(taps)

    async def on_tap(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        tally.begin()
        query = update.callback_query
        assert isinstance(query, CallbackQuery)
        assert isinstance(query.message, Message)
        await query.answer("Done")
        await query.edit_message_text(
            f"Order 1043: tap {update.update_id}", reply_markup=query.message.reply_markup
        )
        tally.end()

    application = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .concurrent_updates(CONCURRENT)
        .build()
    )
    application.add_handler(CallbackQueryHandler(on_tap))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(allowed_updates=["callback_query"])
        await tally.done.wait()
        await application.updater.stop()
        await application.stop()
    return tally.report()


def main() -> None:
    """Read the arguments, measure, print one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench.floor_ptb", description=__doc__)
    parser.add_argument("--api-url", required=True, help="root of a Bot API server")
    parser.add_argument("--token", required=True)
    parser.add_argument("--taps", type=int, required=True, help="exit after this many")
    given = parser.parse_args()
    report = asyncio.run(measure(given.api_url.rstrip("/"), given.token, given.taps))
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
