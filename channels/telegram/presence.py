"""Who the bot is towards Telegram: menus and descriptions, set where they differ. No texts here."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog
from telegram import Bot
from telegram.error import TelegramError

from channels.telegram import menus
from channels.telegram.failures import translate
from channels.telegram.menus import About, Menu
from channels.texts import Texts, Voice
from orders.states import Actor

_log = structlog.get_logger(__name__)


async def announce(bot: Bot, texts: Texts, administrators: Collection[int]) -> None:
    """Menus for everyone and for the administration, descriptions; a failure is logged, not fatal.

    Telegram limits these calls strictly, so nothing is set that is set already.
    """
    for menu in menus.default_menus(texts):
        await _tried(_set_menu, bot, menu)
    for about in menus.abouts(texts):
        await _tried(_set_about, bot, about)
    for telegram_id in administrators:
        voice = texts.voice(None, "UTC")
        menu = menus.personal_menu(telegram_id, {Actor.ADMINISTRATION}, voice)
        await _tried(_set_menu, bot, menu)


async def greet(bot: Bot, telegram_id: int, roles: Collection[Actor], voice: Voice) -> None:
    """The person's own menu; a failure is logged, not fatal: the commands work without it."""
    await _tried(_set_menu, bot, menus.personal_menu(telegram_id, roles, voice))


async def _set_menu(bot: Bot, menu: Menu) -> None:
    known = await bot.get_my_commands(menu.scope, menu.language_code)
    if known != menu.commands:
        await bot.set_my_commands(menu.commands, menu.scope, menu.language_code)


async def _set_about(bot: Bot, about: About) -> None:
    code = about.language_code
    if (await bot.get_my_description(code)).description != about.description:
        await bot.set_my_description(about.description, code)
    if (await bot.get_my_short_description(code)).short_description != about.short_description:
        await bot.set_my_short_description(about.short_description, code)


async def _tried(call: Callable[..., Awaitable[None]], *arguments: Any) -> None:
    try:
        await call(*arguments)
    except TelegramError as error:
        _log.warning("menu or description not set", why=str(translate(error)))
