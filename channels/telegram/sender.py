"""Send and edit faces through the Bot API; every failure comes out as a `ChannelError`.

It stores nothing. It keeps the pace it is given; the runner, which keeps it itself, gives none.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from telegram import Bot, InlineQueryResult, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode

from channels.telegram.faces import Face, Paper, Parcel, Picture, Prompt
from channels.telegram.failures import translated
from channels.telegram.topics import landed
from orders.errors import PermanentFailure, TemporaryFailure
from orders.ports import Pace

#: How long Telegram may take over a document once it has all of it, seconds.
_TAKEN_IN_S = 60
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Sender:
    """The Bot API as the product uses it."""

    def __init__(self, bot: Bot, pace: Pace | None = None) -> None:
        self._bot = bot
        self._pace = pace

    async def send(
        self,
        chat_id: int,
        face: Face | Prompt,
        *,
        silent: bool = False,
        topic_id: int | None = None,
    ) -> int:
        """Send a face; its message id. Raises `ChannelError`, `PutBack`."""
        async with self._in_turn(chat_id):
            message = await self._bot.send_message(
                chat_id,
                face.html,
                parse_mode=ParseMode.HTML,
                reply_markup=face.keyboard,
                disable_notification=silent,
                link_preview_options=_NO_PREVIEW,
                message_thread_id=topic_id,
            )
            await landed(message, topic_id)
        return message.message_id

    async def edit(self, chat_id: int, message_id: int, face: Face) -> None:
        """Make a message show the face; unchanged is fine.

        Raises `ChannelError` (`Gone` when the message can no longer be edited), `PutBack`.
        """
        async with self._in_turn(chat_id):
            await self._bot.edit_message_text(
                face.html,
                chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=face.keyboard,
                link_preview_options=_NO_PREVIEW,
            )

    async def document(
        self, chat_id: int, paper: Paper | Parcel, *, topic_id: int | None = None
    ) -> int:
        """Send a document as an upload; its message id. Raises `ChannelError`, `PutBack`."""
        async with self._in_turn(chat_id):
            message = await self._bot.send_document(
                chat_id,
                InputFile(paper.content, paper.filename, read_file_handle=False),
                caption=paper.caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=topic_id,
                read_timeout=_TAKEN_IN_S,
            )
            await landed(message, topic_id)
        return message.message_id

    async def picture(
        self,
        chat_id: int,
        picture: Picture,
        *,
        silent: bool = False,
        topic_id: int | None = None,
    ) -> int:
        """Send a picture; its message id. Raises `ChannelError`, `PutBack`."""
        async with self._in_turn(chat_id):
            message = await self._bot.send_photo(
                chat_id,
                picture.content,
                caption=picture.caption,
                parse_mode=ParseMode.HTML,
                disable_notification=silent,
                message_thread_id=topic_id,
            )
            await landed(message, topic_id)
        return message.message_id

    async def answer(self, tap_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a tap, so that its button stops spinning; too late is fine.

        Raises `ChannelError`.
        """
        with translated():
            await self._bot.answer_callback_query(tap_id, text or None, show_alert=alert)

    async def offer(
        self, query_id: str, results: Sequence[InlineQueryResult], more: str = ""
    ) -> None:
        """Answer an inline query, for this person and this moment alone; too late is fine.

        `more`: what their client asks with for those that follow; empty: there are none.

        Raises `ChannelError`.
        """
        with translated():
            await self._bot.answer_inline_query(
                query_id, results, cache_time=0, is_personal=True, next_offset=more
            )

    async def retire(self, chat_id: int, message_id: int, stub: Face) -> None:
        """Take away a message that another one replaced: deleted, or reduced to a stub.

        Bots cannot delete messages older than 48 h (FACTS). Raises `TemporaryFailure`, `Stop`.
        """
        try:
            with translated():
                await self._bot.delete_message(chat_id, message_id)
        except PermanentFailure:
            with suppress(PermanentFailure):
                await self.edit(chat_id, message_id, stub)

    @asynccontextmanager
    async def _in_turn(self, chat_id: int) -> AsyncIterator[None]:
        """Wait for the pace, translate the failure, and tell the pace of a 429."""
        if self._pace is not None:
            await self._pace.wait(chat_id)
        try:
            with translated():
                yield
        except TemporaryFailure as failure:
            if self._pace is not None and failure.retry_after_s is not None:
                self._pace.pause(chat_id, failure.retry_after_s)
            raise
