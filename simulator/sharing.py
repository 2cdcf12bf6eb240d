"""A person with an account who shares what is no file: places, contacts, polls. Writing is `writing`."""

import secrets
from collections.abc import Sequence

from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.entities import Entity
from simulator.telegram.service import Telegram
from simulator.telegram.users import User


class Sharer:
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

    async def sends_location(
        self,
        latitude: float,
        longitude: float,
        *,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Send a place; degrees."""
        place: dict[str, object] = {"latitude": latitude, "longitude": longitude}
        return self._write(kind="location", content={"location": place}, thread=thread, chat=chat)

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

    async def shares_contact(
        self,
        phone: str = "",
        *,
        of: "Sharer | None" = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Share a contact: their own, or another person's."""
        whose = of or self
        return self._share(phone or whose.phone, whose, thread, chat)

    async def shares_entry(
        self, first_name: str, phone: str, *, last_name: str = "", user_id: int | None = None
    ) -> Message:
        """Share an entry of their phone book; `user_id` where it is somebody with an account.

        The Bot API always has a phone number, which may be empty, and leaves out what is not known.
        """
        contact: dict[str, object] = {"phone_number": phone, "first_name": first_name}
        contact |= {"last_name": last_name} if last_name else {}
        contact |= {"user_id": user_id} if user_id is not None else {}
        return self._write(kind="contact", content={"contact": contact})

    def _write(
        self,
        text: str = "",
        *,
        kind: str = "text",
        content: dict[str, object] | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
        entities: tuple[Entity, ...] = (),
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
            entities=entities,
        )

    def _share(
        self, phone: str, of: "Sharer", thread: int | None = None, chat: Chat | None = None
    ) -> Message:
        contact: dict[str, object] = {"phone_number": phone, "first_name": of.user.first_name}
        if of.user.last_name:
            contact["last_name"] = of.user.last_name
        contact["user_id"] = of.id
        return self._write(kind="contact", content={"contact": contact}, thread=thread, chat=chat)

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
