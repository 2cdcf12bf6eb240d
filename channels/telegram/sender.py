"""Send and edit faces through the Bot API; every failure comes out as a `ChannelError`.

It keeps no pace and stores nothing: the caller does.
"""

from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from channels.telegram.faces import Face, Prompt
from channels.telegram.failures import is_harmless, translate
from orders.errors import PermanentFailure

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
T = TypeVar("T")


class Sender:
    """The Bot API as the product uses it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, face: Face | Prompt, *, silent: bool = False) -> int:
        """Send a face; its message id. Raises `ChannelError`."""
        message: Message = await _translated(
            self._bot.send_message(
                chat_id,
                face.html,
                parse_mode=ParseMode.HTML,
                reply_markup=face.keyboard,
                disable_notification=silent,
                link_preview_options=_NO_PREVIEW,
            )
        )
        return message.message_id

    async def edit(self, chat_id: int, message_id: int, face: Face) -> None:
        """Make a message show the face; unchanged is fine.

        Raises `ChannelError`; `Gone` when the message can no longer be edited.
        """
        try:
            await self._bot.edit_message_text(
                face.html,
                chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=face.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramError as error:
            if not is_harmless(error):
                raise translate(error) from error

    async def answer(self, tap_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a tap, so that its button stops spinning; too late is fine.

        Raises `ChannelError`.
        """
        try:
            await self._bot.answer_callback_query(tap_id, text or None, show_alert=alert)
        except TelegramError as error:
            if not is_harmless(error):
                raise translate(error) from error

    async def retire(self, chat_id: int, message_id: int, stub: Face) -> None:
        """Take away a message that another one replaced: deleted, or reduced to a stub.

        Bots cannot delete messages older than 48 h (FACTS). Raises `TemporaryFailure`, `Stop`.
        """
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            if not isinstance(translate(error), PermanentFailure):
                raise translate(error) from error
            with suppress(PermanentFailure):
                await self.edit(chat_id, message_id, stub)


async def _translated(call: Awaitable[T]) -> T:
    try:
        return await call
    except TelegramError as error:
        raise translate(error) from error
