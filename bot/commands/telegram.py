"""A few questions to Telegram, each asked once: who the bot is, where its updates go.

Nothing here sends messages or changes anything.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import TelegramError

from bot.commands.opened import Desk
from bot.commands.terminal import remark
from bot.settings import Settings
from channels.telegram.failures import translate
from channels.telegram.transport import AiohttpRequest
from orders.errors import ChannelError

#: A person waits for the answer.
PATIENCE_S = 5.0


@asynccontextmanager
async def asking(settings: Settings) -> AsyncIterator[Bot]:
    """A bot to ask with. Raises `ChannelError` for any refusal. The settings must have a token."""
    assert settings.telegram_token
    request = AiohttpRequest(
        pool_size=2, read_timeout=PATIENCE_S, connect_timeout=PATIENCE_S, pool_timeout=PATIENCE_S
    )
    await request.initialize()
    try:
        yield Bot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )
    except TelegramError as error:
        raise translate(error) from None
    finally:
        await request.shutdown()


async def learn_name(desk: Desk) -> None:
    """Let the desk's links know the bot's name; otherwise say why there are only payloads."""
    if not desk.settings.telegram_token:
        remark("ORDERBELL_TELEGRAM_TOKEN is not set: the bot's name is not known.")
        return
    try:
        async with asking(desk.settings) as bot:
            desk.links.username = (await bot.get_me()).username
    except ChannelError as error:
        remark(f"Telegram did not tell the bot's name: {error}.")
