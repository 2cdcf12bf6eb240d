"""A person with an account who writes: texts, files, places, contacts. They neither look nor tap."""

import re
import secrets
from collections.abc import Mapping, Sequence

from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.media import MIMES, content
from simulator.telegram.service import Telegram
from simulator.telegram.users import Member, User

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class Writer:
    """Someone with a Telegram account and a private chat with the bot."""

    def __init__(self, telegram: Telegram, user: User, chat: Chat, phone: str) -> None:
        self.telegram = telegram
        self.user = user
        self.chat = chat
        #: What `shares_contact` shares, with the plus.
        self.phone = phone

    def __repr__(self) -> str:
        return f"<{self.user.full_name} {self.id}>"

    @property
    def id(self) -> int:
        """The Telegram id; the id of the private chat too."""
        return self.user.id

    @property
    def name(self) -> str:
        """First and last name."""
        return self.user.full_name

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
    ) -> Message:
        """Write a message; a longer one than 4096 units goes in pieces, the last is returned."""
        *first, last = incoming.whole_text(text)
        for piece in first:
            self._write(piece, reply_to=reply_to, thread=thread, chat=chat)
        return self._write(last, reply_to=reply_to, thread=thread, chat=chat)

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

    async def sends_location(
        self, latitude: float, longitude: float, *, chat: Chat | None = None
    ) -> Message:
        """Send a place; degrees."""
        place: dict[str, object] = {"latitude": latitude, "longitude": longitude}
        return self._write(kind="location", content={"location": place}, chat=chat)

    async def sends_poll(self, question: str, options: Sequence[str]) -> Message:
        """Ask the chat to vote."""
        answers = [
            {"text": text, "voter_count": 0, "persistent_id": str(n)}
            for n, text in enumerate(options)
        ]
        poll: dict[str, object] = {
            "id": secrets.token_hex(8),
            "question": question,
            "options": answers,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return self._write(kind="poll", content={"poll": poll})

    async def shares_contact(self, phone: str = "", *, of: "Writer | None" = None) -> Message:
        """Share a contact: their own, or another person's."""
        return self._share(phone or (of or self).phone, of or self)

    def _start(self, payload: str) -> Message:
        if not _PAYLOAD.match(payload):
            raise ValueError(f"Telegram does not pass this payload on: {payload!r}")
        self._stands(blocked=False)
        return self._write(incoming.start_command(payload))

    def _write(
        self,
        text: str = "",
        *,
        kind: str = "text",
        content: dict[str, object] | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        return incoming.write(
            self.telegram,
            self._open(chat, thread),
            self.user,
            text,
            kind=kind,
            content=content,
            reply_to=reply_to,
            thread_id=thread,
        )

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

    def _share(self, phone: str, of: "Writer") -> Message:
        contact: dict[str, object] = {"phone_number": phone, "first_name": of.user.first_name}
        if of.user.last_name:
            contact["last_name"] = of.user.last_name
        contact["user_id"] = of.id
        return self._write(kind="contact", content={"contact": contact})

    def _open(self, chat: Chat | None, thread: int | None = None) -> Chat:
        """The chat to write to; raises ValueError where a client would not let them."""
        where = chat or self.chat
        if where is self.chat:
            if where.blocked:
                raise ValueError(f"{self.name} blocked the bot; unblock it first")
            where.started = True
        elif (member := where.members.get(self.id)) is None or not member.present:
            raise ValueError(f"{self.name} is not in {where.title!r}")
        topic = where.topics.get(thread) if thread is not None else None
        if thread is not None and (topic is None or topic.deleted):
            raise ValueError(f"there is no thread {thread} in {where.title or self.name!r}")
        return where

    def _stands(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.telegram.bot
        incoming.stands(
            self.telegram, self.chat, self.user, Member(bot, before), Member(bot, after)
        )
