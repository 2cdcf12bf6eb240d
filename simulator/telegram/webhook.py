"""Posting updates to the bot's webhook, with the real server's patience. It queues nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from simulator.changes import Changes
from simulator.telegram.updates import Update, Updates

#: Source: observed behaviour of the Bot API: at once, then doubling up to a minute.
FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 60.0
#: A bot that takes longer than this has not answered.
ANSWER_WITHIN_S = 60.0
DEFAULT_CONNECTIONS = 40
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """What setWebhook asked for."""

    url: str
    secret: str = ""
    max_connections: int = DEFAULT_CONNECTIONS
    ip_address: str = "127.0.0.1"
    has_certificate: bool = False


class Webhook:
    """Delivers the queue: in order per chat, chats in parallel, until a 2xx answer."""

    def __init__(self, updates: Updates, now: Callable[[], datetime], changes: Changes) -> None:
        self._updates = updates
        self._now = now
        self._changes = changes
        self.target: WebhookTarget | None = None
        #: How it waits between tries; tests need not.
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        #: Posts tried and posts that got a 2xx.
        self.attempts = 0
        self.delivered = 0
        self.last_error: tuple[datetime, str] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._busy: dict[tuple[str, int], asyncio.Task[None]] = {}

    def set(self, target: WebhookTarget | None) -> None:
        """Start posting to `target`, or stop with None."""
        for task in self._busy.values():
            task.cancel()
        self._busy.clear()
        self.target = target
        self._updates.on_new = self._pump if target is not None else lambda: None
        if target is not None:
            self._pump()

    async def close(self) -> None:
        """Stop posting and close the connections."""
        tasks = list(self._busy.values())
        self.set(None)
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _pump(self) -> None:
        if self.target is None:
            return
        for update in list(self._updates.queue):
            if len(self._busy) >= self.target.max_connections:
                return
            if update.key not in self._busy:
                task = asyncio.create_task(self._deliver(update, self.target))
                self._busy[update.key] = task

    async def _deliver(self, update: Update, target: WebhookTarget) -> None:
        delay_s = 0.0
        while True:
            retry_after_s = await self._post(update, target)
            if retry_after_s is None:
                break
            await self.sleep(max(delay_s, retry_after_s))
            delay_s = min(max(delay_s * 2, FIRST_DELAY_S), LONGEST_DELAY_S)
        if update in self._updates.queue:
            self._updates.queue.remove(update)
        self._busy.pop(update.key, None)
        self._changes.notify()
        self._pump()

    async def _post(self, update: Update, target: WebhookTarget) -> float | None:
        """None when delivered, else the least seconds to wait before the next try."""
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[_SECRET_HEADER] = target.secret
        self.attempts += 1
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
            self._session = aiohttp.ClientSession(timeout=timeout)
        try:
            async with self._session.post(
                target.url, data=update.body, headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    self.delivered += 1
                    return None
                what = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                retry_after = answer.headers.get("Retry-After", "")
        except TimeoutError:
            what, retry_after = "Read timeout expired", ""
        except aiohttp.ClientError:
            what, retry_after = "Connection refused", ""
        self.last_error = (self._now(), what)
        self._changes.notify()
        return float(retry_after) if retry_after.isdigit() else 0.0
