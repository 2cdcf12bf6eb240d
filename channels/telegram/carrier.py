"""Pass on what people say through the Bot API; every failure comes out as a `ChannelError`.

It knows neither orders nor texts of ours, and keeps no pace: the runner does.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram import Message as Sent

from channels.telegram.failures import translated
from channels.telegram.pieces import Piece
from channels.telegram.topics import landed
from orders.errors import Gone, Missing
from orders.messages import CAPTIONED, Content, Form, Mark, Message, Spot

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_Item = InputMediaPhoto | InputMediaVideo | InputMediaAudio | InputMediaDocument
_MEDIA: dict[Form, Callable[..., _Item]] = {
    Form.PHOTO: InputMediaPhoto,
    Form.VIDEO: InputMediaVideo,
    Form.AUDIO: InputMediaAudio,
    Form.DOCUMENT: InputMediaDocument,
}
#: What may stand in an album, and in the place of another file in an edited message.
GROUPED = frozenset(_MEDIA)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where and how a message goes: the chat, the message that it stands under, the topic, the sound."""

    chat_id: int
    reply_to: int | None = None
    topic_id: int | None = None
    silent: bool = False
    #: Under a text: what can be made of the conversation.
    keys: InlineKeyboardMarkup | None = None

    def reply(self) -> ReplyParameters | None:
        """What Telegram is told of the reply; a message that is gone does not hold ours up."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


class Carrier:
    """The Bot API as a conversation uses it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, message: Message, piece: Piece, to: Destination) -> int:
        """Send one piece of a message; the id it has there. Raises `ChannelError`."""
        if not piece.file:
            return await self._text(piece, to)
        if message.spot is not None:
            try:
                return await self._copy(message.spot, piece, message.content, to)
            except Gone as gone:
                # Its author has deleted it meanwhile; the file is still Telegram's.
                if gone.what is not Missing.REPLY or message.content.attachment is None:
                    raise
        return await self._file(message.content, piece, to)

    async def send_album(
        self, parts: Sequence[tuple[Content, Piece]], to: Destination
    ) -> Sequence[int]:
        """Send 2–10 files as one album; their ids in order. Raises `ChannelError`."""
        items = [_item(content, piece) for content, piece in parts]
        with translated():
            sent = await self._bot.send_media_group(
                to.chat_id,
                items,
                reply_parameters=to.reply(),
                message_thread_id=to.topic_id,
                disable_notification=to.silent,
            )
            await landed(sent[0], to.topic_id)
        return [message.message_id for message in sent]

    async def edit(self, at: Spot, content: Content, piece: Piece, *, new_file: bool) -> None:
        """Make a piece that was sent show this instead; unchanged is fine.

        Raises `ChannelError` (`Gone` when the message is no longer there).
        """
        marks = _entities(piece.marks)
        with translated():
            if not piece.file:
                await self._bot.edit_message_text(
                    piece.text,
                    at.chat_id,
                    at.message_id,
                    entities=marks,
                    link_preview_options=_NO_PREVIEW,
                )
            elif new_file and content.form in GROUPED:
                await self._bot.edit_message_media(_item(content, piece), at.chat_id, at.message_id)
            elif content.form in CAPTIONED:
                await self._bot.edit_message_caption(
                    at.chat_id, at.message_id, caption=piece.text, caption_entities=marks
                )

    async def take_away(self, at: Spot) -> None:
        """Delete a piece that is not needed any more. Raises `ChannelError`."""
        with translated():
            await self._bot.delete_message(at.chat_id, at.message_id)

    async def _text(self, piece: Piece, to: Destination) -> int:
        with translated():
            sent = await self._bot.send_message(
                to.chat_id,
                piece.text,
                entities=_entities(piece.marks),
                reply_parameters=to.reply(),
                link_preview_options=_NO_PREVIEW,
                message_thread_id=to.topic_id,
                disable_notification=to.silent,
                reply_markup=to.keys,
            )
            await landed(sent, to.topic_id)
        return sent.message_id

    async def _copy(self, source: Spot, piece: Piece, content: Content, to: Destination) -> int:
        """A copy says nothing of who sent the original."""
        caption = piece.text or None
        with translated():
            sent = await self._bot.copy_message(
                to.chat_id,
                source.chat_id,
                source.message_id,
                caption=caption,
                caption_entities=_entities(piece.marks) if caption else None,
                reply_parameters=to.reply(),
                message_thread_id=to.topic_id,
                disable_notification=to.silent,
            )
        return sent.message_id

    async def _file(self, content: Content, piece: Piece, to: Destination) -> int:
        """Send the file anew, by the id under which Telegram keeps it."""
        assert content.attachment is not None
        methods: dict[Form, Callable[..., Awaitable[Sent]]] = {
            Form.PHOTO: self._bot.send_photo,
            Form.VIDEO: self._bot.send_video,
            Form.ANIMATION: self._bot.send_animation,
            Form.AUDIO: self._bot.send_audio,
            Form.VOICE: self._bot.send_voice,
            Form.VIDEO_NOTE: self._bot.send_video_note,
            Form.DOCUMENT: self._bot.send_document,
            Form.STICKER: self._bot.send_sticker,
        }
        caption: dict[str, object] = {}
        if piece.text:
            caption = {"caption": piece.text, "caption_entities": _entities(piece.marks)}
        send = methods[content.form]
        with translated():
            sent = await send(
                to.chat_id,
                content.attachment.file_id,
                reply_parameters=to.reply(),
                message_thread_id=to.topic_id,
                disable_notification=to.silent,
                **caption,
            )
            await landed(sent, to.topic_id)
        return sent.message_id


def _item(content: Content, piece: Piece) -> _Item:
    assert content.attachment is not None
    return _MEDIA[content.form](
        content.attachment.file_id,
        caption=piece.text or None,
        caption_entities=_entities(piece.marks),
    )


def _entities(marks: Sequence[Mark]) -> list[MessageEntity]:
    return [entity for mark in marks if (entity := MessageEntity.de_json(dict(mark), None))]
