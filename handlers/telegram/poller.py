"""Fetch updates by long polling: store them, and only then let Telegram forget them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from channels.telegram.failures import translate
from orders.errors import Stop, TemporaryFailure

_log = structlog.get_logger(__name__)

#: Longest long poll Telegram allows, seconds. Source: FACTS.
POLL_S = 50
#: Answers to a poll come this much later at most, seconds.
GRACE_S = 10
#: Back-off after a failure: first and longest wait, seconds.
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
#: The Bot API knows methods in any case; PTB warns of names that it has methods for, and its own
#: `get_updates` cannot give a batch in which one update does not parse.
METHOD = "getupdates"
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
]


class Poller:
    """Polls until cancelled or told to stop."""

    def __init__(
        self,
        bot: Bot,
        receive: Callable[[Sequence[dict[str, Any]]], Awaitable[int]],
        on_stop: Callable[[str], None],
        *,
        poll_s: int = POLL_S,
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._on_stop = on_stop
        self._poll_s = poll_s
        self._offset: int | None = None

    async def run(self) -> None:
        """Fetch, store, advance, for ever. Only `Stop` (a refused token) ends it."""
        wait_s = FIRST_WAIT_S
        while True:
            try:
                await self._round()
            except (InvalidToken, EndPointNotFound):
                # PTB's do_api_request takes a refused token for a method that does not exist.
                self._on_stop(str(translate(InvalidToken())))
                return
            except TelegramError as error:
                wait_s = await self._rest(error, wait_s)
            except Exception:  # noqa: BLE001 - the database's trouble: Telegram keeps the updates
                _log.exception("updates not stored; Telegram keeps them", wait_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
            else:
                wait_s = FIRST_WAIT_S

    async def _round(self) -> None:
        arguments: dict[str, object] = {
            "timeout": self._poll_s,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            arguments["offset"] = self._offset
        updates = await self._bot.do_api_request(
            METHOD, arguments, read_timeout=self._poll_s + GRACE_S
        )
        if updates:
            await self._receive(updates)
            # Telegram forgets them with the next call: they are committed.
            self._offset = updates[-1]["update_id"] + 1

    async def _rest(self, error: TelegramError, wait_s: float) -> float:
        failure = translate(error)
        if isinstance(failure, Stop):
            self._on_stop(failure.reason)
        if isinstance(failure, TemporaryFailure) and failure.retry_after_s is not None:
            wait_s = failure.retry_after_s
        _log.warning("polling failed", why=str(failure), wait_s=wait_s)
        await asyncio.sleep(wait_s)
        return min(wait_s * 2, LONGEST_WAIT_S)
