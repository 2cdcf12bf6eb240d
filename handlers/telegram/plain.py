"""Commands that only say something: /help, /privacy, /cancel, and any of them in a group."""

from telegram import Update

from channels.telegram import pages
from handlers.telegram.front import BotContext
from handlers.telegram.spoken import spoken


async def on_help(update: Update, context: BotContext) -> None:
    """What the bot does for this person."""
    if said := await spoken(update, context):
        await said.leave_dialogue()
        await said.say(pages.help_page(said.roles(), said.voice))


async def on_privacy(update: Update, context: BotContext) -> None:
    """What is kept, and why. Source: Telegram's bot developer terms."""
    if said := await spoken(update, context):
        await said.leave_dialogue()
        await said.say(pages.privacy(said.voice))


async def on_cancel(update: Update, context: BotContext) -> None:
    """Leave what was begun."""
    if said := await spoken(update, context):
        left = await said.leave_dialogue()
        if left is None or not left.waiting:
            await said.say(pages.nothing_to_cancel(said.voice))
        elif not said.shares(left):
            await said.say(pages.stopped(said.voice))


async def on_group(update: Update, context: BotContext) -> None:
    """Commands are for the private chat."""
    if said := await spoken(update, context):
        await said.say(pages.only_private(said.voice))
