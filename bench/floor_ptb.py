"""The floor of taps and talk: a bare python-telegram-bot with everything at its defaults.

Its own request class (httpx), its own polling, 32 updates at once; a tap is answered and its message
edited, a message is copied, and nothing is kept anywhere. It runs as a process of its own and
measures only itself.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

CONCURRENT = 32
#: What Telegram calls the updates that are handled.
_UPDATES = {"taps": "callback_query", "messages": "message"}
_Handle = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def cpu_s() -> float:
    """Seconds of CPU this process has used, user and system."""
    times = os.times()
    return times.user + times.system


@dataclass(slots=True)
class Tally:
    """Counts handled updates and clocks them from the first to the last."""

    wanted: int
    handled: int = 0
    began: tuple[float, float] | None = None
    ended: tuple[float, float] = (0.0, 0.0)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """An update has come in."""
        if self.began is None:
            self.began = cpu_s(), time.monotonic()

    def end(self) -> None:
        """An update has been handled."""
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


async def on_tap(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer, and edit the message."""
    query = update.callback_query
    assert isinstance(query, CallbackQuery)
    assert isinstance(query.message, Message)
    await query.answer("Done")
    await query.edit_message_text(
        f"Order 1043: tap {update.update_id}", reply_markup=query.message.reply_markup
    )


async def on_message(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Copy it back: one call, as relaying it would be."""
    assert update.message is not None
    await update.message.copy(update.message.chat.id)


async def measure(api_url: str, token: str, wanted: int, kind: str) -> dict[str, float]:
    """Handle `wanted` updates of a kind ("taps", "messages") and report. Failed ones do not count."""
    tally = Tally(wanted)

    def counted(handle: _Handle) -> _Handle:
        async def run(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            tally.begin()
            await handle(update, context)
            tally.end()

        return run

    handler: BaseHandler[Any, Any, Any] = (
        CallbackQueryHandler(counted(on_tap))
        if kind == "taps"
        else MessageHandler(filters.ALL, counted(on_message))
    )
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .concurrent_updates(CONCURRENT)
        .build()
    )
    application.add_handler(handler)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(allowed_updates=[_UPDATES[kind]])
        await tally.done.wait()
        await application.updater.stop()
        await application.stop()
    return tally.report()


def main() -> None:
    """Read the arguments, measure, print one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench.floor_ptb", description=__doc__)
    parser.add_argument("--api-url", required=True, help="root of a Bot API server")
    parser.add_argument("--token", required=True)
    parser.add_argument("--kind", choices=sorted(_UPDATES), default="taps")
    parser.add_argument("--count", type=int, required=True, help="exit after this many")
    given = parser.parse_args()
    report = asyncio.run(measure(given.api_url.rstrip("/"), given.token, given.count, given.kind))
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
