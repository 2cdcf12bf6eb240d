"""The Telegram side: PTB's application on our transport, how updates reach us, who the bot is.

It starts no worker and holds no handler's logic.
"""

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

from bot.settings import Settings
from channels.telegram import presence
from channels.telegram.failures import translate
from channels.telegram.sender import Sender
from channels.telegram.transport import AiohttpRequest
from channels.texts import Texts
from handlers.telegram.dispatch import add_handlers
from handlers.telegram.front import BotContext, Front, FrontApplication
from handlers.telegram.poller import ALLOWED_UPDATES
from orders.errors import TemporaryFailure
from orders.ports import Pace

_log = structlog.get_logger(__name__)

#: Longest wait between two tries to reach Telegram at start, seconds.
LONGEST_WAIT_S = 30.0
#: Connections for polling alone: a long poll must not take a sender's place.
POLL_CONNECTIONS = 2


class TelegramSide:
    """One bot."""

    def __init__(self, settings: Settings, front: Front, pace: Pace) -> None:
        self._front = front
        token = settings.telegram_token
        assert token is not None, "required when the settings were loaded"
        root = settings.telegram_api_url.rstrip("/")
        self.application = (
            Application.builder()
            .application_class(FrontApplication)
            .token(token.get_secret_value())
            .base_url(f"{root}/bot")
            .base_file_url(f"{root}/file/bot")
            .request(AiohttpRequest())
            .get_updates_request(AiohttpRequest(pool_size=POLL_CONNECTIONS))
            .context_types(ContextTypes(context=BotContext))
            .updater(None)
            .job_queue(None)
            .build()
        )
        assert isinstance(self.application, FrontApplication)
        #: For the runner, which keeps the pace itself.
        self.sender = Sender(self.application.bot)
        self.application.front = front
        self.application.sender = Sender(self.application.bot, pace)
        add_handlers(self.application)

    @property
    def bot(self) -> Bot:
        """The bot; it knows its name once `connect` returned."""
        return self.application.bot

    async def process(self, update: Update) -> None:
        """Hand one update to its handler; raises what the handler raises."""
        await self.application.process_update(update)

    async def connect(
        self, webhook: tuple[str, str] | None, out_of_reach: Callable[[], None]
    ) -> None:
        """Find out who the bot is and say how updates reach us; tries until Telegram answers.

        `webhook` is (url, secret), or None for polling; `out_of_reach` is called whenever it does
        not answer. Raises `InvalidToken`.
        """
        wait_s = 0.5
        while True:
            try:
                await self.application.initialize()
                await self._choose_way(webhook)
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                failure = translate(error)
                if isinstance(failure, TemporaryFailure) and failure.retry_after_s:
                    wait_s = failure.retry_after_s
                _log.warning("Telegram not reached; trying again", why=str(failure), wait_s=wait_s)
                out_of_reach()
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
        self._front.links.username = self.bot.username
        _log.info("connected to Telegram", bot=f"@{self.bot.username}")

    async def introduce(self, texts: Texts) -> None:
        """Set menus and descriptions where they differ; failing is logged, not fatal."""
        await presence.announce(self.bot, texts, self._front.administrators)

    async def close(self) -> None:
        """Close the connections."""
        await self.application.shutdown()

    async def _choose_way(self, webhook: tuple[str, str] | None) -> None:
        if webhook is None:
            await self.bot.delete_webhook(drop_pending_updates=False)
            return
        url, secret = webhook
        await self.bot.set_webhook(
            url,
            secret_token=secret,
            allowed_updates=ALLOWED_UPDATES,
            drop_pending_updates=False,
        )
