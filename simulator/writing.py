"""A person with an account who writes: texts and files. They neither look nor tap."""

import re
from collections.abc import Mapping, Sequence

from simulator.sharing import Sharer
from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.entities import Entity
from simulator.telegram.media import MIMES, content
from simulator.telegram.users import Member

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class Writer(Sharer):
    """Someone with a Telegram account and a private chat with the bot."""

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with `payload`; opens and unblocks the chat."""
        return self._start(payload)

    async def says(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
        marks: tuple[Entity, ...] = (),
    ) -> Message:
        """Write a message, formatted by `marks`; one of over 4096 units goes in pieces, the last is returned."""
        *first, last = incoming.whole_text(text)
        for piece in first:
            self._write(piece, reply_to=reply_to, thread=thread, chat=chat)
        return self._write(last, reply_to=reply_to, thread=thread, chat=chat, entities=marks)

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text or caption of an own message."""
        if message.sender is not self.user:
            raise ValueError(f"{self.name} did not write {message!r}")
        incoming.rewrite(self.telegram, message, text)
        return message

    async def deletes(self, message: Message) -> None:
        """Delete a message; the bot is not told."""
        incoming.erase(self.telegram, message)

    async def sends_photo(
        self,
        body: bytes,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Send a photo."""
        return self._file("photo", body, caption, "", reply_to=reply_to, thread=thread, chat=chat)

    async def sends_document(
        self,
        body: bytes,
        name: str = "file.bin",
        caption: str = "",
        *,
        mime: str = "",
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Send a file as it is."""
        return self._file(
            "document", body, caption, name, mime, reply_to=reply_to, thread=thread, chat=chat
        )

    async def sends_voice(
        self,
        body: bytes,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Send a voice message."""
        return self._file("voice", body, "", "", reply_to=reply_to, thread=thread, chat=chat)

    async def sends_file(
        self,
        kind: str,
        body: bytes,
        caption: str = "",
        *,
        name: str = "",
        mime: str = "",
        album: str = "",
        details: Mapping[str, object] | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Send any kind of media: video, video_note, sticker, animation, audio, …

        `details` are what a client tells of it: duration, width, height. Files that share an
        `album` belong together.
        """
        return self._file(
            kind,
            body,
            caption,
            name,
            mime,
            reply_to=reply_to,
            thread=thread,
            chat=chat,
            album=album,
            details=details,
        )

    async def sends_album(
        self,
        photos: Sequence[bytes],
        caption: str = "",
        *,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> list[Message]:
        """Send photos that belong together; the caption stands on the first."""
        album = self.telegram.next_album_id()
        return [
            await self.sends_file(
                "photo", body, "" if number else caption, thread=thread, chat=chat, album=album
            )
            for number, body in enumerate(photos)
        ]

    def _start(self, payload: str) -> Message:
        if not _PAYLOAD.match(payload):
            raise ValueError(f"Telegram does not pass this payload on: {payload!r}")
        self._stands(blocked=False)
        return self._write(incoming.start_command(payload))

    def _file(
        self,
        kind: str,
        body: bytes,
        caption: str,
        name: str,
        mime: str = "",
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
        album: str = "",
        details: Mapping[str, object] | None = None,
    ) -> Message:
        stored = self.telegram.files.add(kind, body, name, mime or MIMES[kind])
        return incoming.write(
            self.telegram,
            self._open(chat, thread),
            self.user,
            caption,
            kind=kind,
            content=content(stored, details),
            file=stored,
            reply_to=reply_to,
            thread_id=thread,
            media_group_id=album,
        )

    def _stands(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.telegram.bot
        incoming.stands(
            self.telegram, self.chat, self.user, Member(bot, before), Member(bot, after)
        )
