"""People as actors: they write, tap and look at their phones. They never call the Bot API."""

import re
from collections.abc import Callable, Generator
from typing import Generic, TypeVar
from urllib.parse import parse_qs, urlsplit

from simulator.sight import Looks, NotSeen, describe, matcher
from simulator.telegram import incoming
from simulator.telegram.chats import Chat
from simulator.telegram.keyboards import Button
from simulator.telegram.messages import Message
from simulator.telegram.service import PendingTap, Telegram, Toast
from simulator.telegram.users import Member, User

#: How long people wait for something to appear, unless told otherwise.
PATIENCE_S = 10.0

Outcome = TypeVar("Outcome")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class Done(Generic[Outcome]):
    """A deed that is done already; awaiting it is allowed and gives its outcome."""

    __slots__ = ("outcome",)

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __await__(self) -> Generator[None, None, Outcome]:
        return self.outcome
        yield


class Tap:
    """A button pressed, and what the bot answered."""

    def __init__(self, telegram: Telegram, button: Button, pending: PendingTap | None) -> None:
        self._telegram = telegram
        self._pending = pending
        self.button = button

    @property
    def answer(self) -> Toast | None:
        """The toast or alert; None while the button still spins."""
        return Toast() if self._pending is None else self._pending.answer

    async def answered(self, within_s: float = 5.0) -> Toast:
        """The bot's answer; raises `NotSeen` if none comes within `within_s` seconds."""
        found = await self._telegram.changes.until(lambda: self.answer, within_s)
        if found is None:
            raise NotSeen(f"the tap on {self.button.label!r} got no answer in {within_s:g} s")
        return found


class Person:
    """Someone with a Telegram account, and their private chat with the bot."""

    def __init__(self, telegram: Telegram, user: User, chat: Chat, phone: str) -> None:
        self.telegram = telegram
        self.user = user
        self.chat = chat
        #: What `shares_contact` shares, with the plus.
        self.phone = phone
        #: Texts copied by copy_text buttons, oldest first.
        self.clipboard: list[str] = []
        #: Links opened that do not lead to the bot.
        self.opened: list[str] = []

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

    @property
    def rings(self) -> int:
        """Messages of the bot that arrived in the private chat with sound; edits never ring."""
        return self.chat.rings

    @property
    def messages(self) -> list[Message]:
        """Everything visible in the private chat, oldest first."""
        return self.chat.messages

    @property
    def last_message(self) -> Message:
        """The newest visible message that they did not write themselves."""
        for message in reversed(self.chat.history.values()):
            if not message.deleted and message.sender is not self.user:
                return message
        raise NotSeen(f"{self.name} has no message yet")

    # -- writing ---------------------------------------------------------------------------

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with `payload`; opens and unblocks the chat."""
        return self._start(payload)

    def follows(self, link: str) -> Done[Message | None]:
        """Open a link: one to the bot starts it with its payload, others are only noted."""
        parts = urlsplit(link)
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.hostname == "t.me" and parts.path.strip("/").lower() == self._bot_name():
            return Done(self._start(query.get("start", [""])[0]))
        self.opened.append(link)
        return Done(None)

    async def says(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        chat: Chat | None = None,
    ) -> Message:
        """Write a message; a longer one than 4096 units goes in pieces, the last is returned."""
        where = self._open(chat)
        *first, last = incoming.whole_text(text)
        for piece in first:
            incoming.write(
                self.telegram, where, self.user, piece, reply_to=reply_to, thread_id=thread
            )
        return incoming.write(
            self.telegram, where, self.user, last, reply_to=reply_to, thread_id=thread
        )

    async def edits(self, message: Message, text: str) -> Message:
        """Change an own message."""
        if message.sender is not self.user:
            raise ValueError(f"{self.name} did not write {message!r}")
        incoming.rewrite(self.telegram, message, text)
        return message

    async def deletes(self, message: Message) -> None:
        """Delete a message; the bot is not told."""
        incoming.erase(self.telegram, message)

    def blocks_bot(self) -> Done[None]:
        """Block the bot."""
        self._stands(blocked=True)
        return Done(None)

    def unblocks_bot(self) -> Done[None]:
        """Unblock the bot without writing to it."""
        self._stands(blocked=False)
        return Done(None)

    # -- pressing --------------------------------------------------------------------------

    async def taps(
        self,
        label: str,
        *,
        on: Message | None = None,
        chat: Chat | None = None,
        within_s: float = PATIENCE_S,
    ) -> Tap:
        """Press the newest visible inline button with this label, waiting for it to appear.

        A leading emoji or punctuation is ignored; an equal label wins over a longer one that
        starts with it. Raises `NotSeen` when there is none within `within_s` seconds.
        """
        where = chat or (on.chat if on is not None else self.chat)
        found = await self.telegram.changes.until(lambda: _find(where, label, on), within_s)
        if found is None:
            raise NotSeen(f"{self.name} has no button {label!r}\n{describe(where)}")
        return self._press(*found)

    async def taps_data(self, data: bytes | str, *, on: Message | None = None) -> Tap:
        """Send a forged callback; bytes that are not UTF-8 arrive as a real server passes them."""
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        message = on or self.last_message
        pending = incoming.tap(self.telegram, message, self.user, text)
        return Tap(self.telegram, Button(text, data=text), pending)

    def presses(self, label: str) -> Done[Message]:
        """Press a button of the open reply keyboard; raises `NotSeen` when it is not there."""
        for row in self.chat.keyboard:
            for raw in row:
                button = Button(str(raw["text"]))
                if label.casefold() in (button.label.casefold(), button.plain.casefold()):
                    return Done(self._press_key(raw))
        raise NotSeen(f"{self.name} has no key {label!r}; open: {self.chat.keyboard}")

    async def shares_contact(self, phone: str = "", *, of: "Person | None" = None) -> Message:
        """Share a contact: their own, or another person's."""
        return self._share(phone or (of or self).phone, of or self)

    # -- looking ---------------------------------------------------------------------------

    async def sees(
        self,
        what: Looks,
        within_s: float = PATIENCE_S,
        *,
        chat: Chat | None = None,
    ) -> Message:
        """Wait for a visible message by somebody else: text it contains, pattern, or predicate.

        The newest one that fits. Raises `NotSeen` after `within_s` seconds.
        """
        where, fits = chat or self.chat, matcher(what)
        found = await self.telegram.changes.until(lambda: self._newest(where, fits), within_s)
        if found is None:
            raise NotSeen(f"{self.name} did not see {what!r} in {within_s:g} s\n{describe(where)}")
        return found

    async def sees_no_more(
        self, what: Looks, within_s: float = PATIENCE_S, *, chat: Chat | None = None
    ) -> None:
        """Wait until no visible message fits; raises `NotSeen` if one stays."""
        where, fits = chat or self.chat, matcher(what)
        gone = await self.telegram.changes.until(
            lambda: True if self._newest(where, fits) is None else None, within_s
        )
        if gone is None:
            raise NotSeen(f"{self.name} still sees {what!r}\n{describe(where)}")

    # -- inside ----------------------------------------------------------------------------

    def _bot_name(self) -> str:
        return self.telegram.username.lower()

    def _newest(self, where: Chat, fits: Callable[[Message], bool]) -> Message | None:
        for message in reversed(where.history.values()):
            if not message.deleted and message.sender is not self.user and fits(message):
                return message
        return None

    def _start(self, payload: str) -> Message:
        if not _PAYLOAD.match(payload):
            raise ValueError(f"Telegram does not pass this payload on: {payload!r}")
        self._stands(blocked=False)
        self.chat.started = True
        text = incoming.start_command(payload)
        return incoming.write(self.telegram, self.chat, self.user, text)

    def _open(self, chat: Chat | None) -> Chat:
        where = chat or self.chat
        if where is self.chat:
            if self.chat.blocked:
                raise ValueError(f"{self.name} blocked the bot; unblock it first")
            self.chat.started = True
        return where

    def _press(self, message: Message, button: Button) -> Tap:
        if button.data:
            pending = incoming.tap(self.telegram, message, self.user, button.data)
            return Tap(self.telegram, button, pending)
        if button.copy_text:
            self.clipboard.append(button.copy_text)
        elif button.url:
            self.follows(button.url)
        return Tap(self.telegram, button, None)

    def _press_key(self, raw: dict[str, object]) -> Message:
        if raw.get("request_contact"):
            return self._share(self.phone, self)
        return incoming.write(self.telegram, self._open(None), self.user, str(raw["text"]))

    def _share(self, phone: str, of: "Person") -> Message:
        contact: dict[str, object] = {"phone_number": phone, "first_name": of.user.first_name}
        if of.user.last_name:
            contact["last_name"] = of.user.last_name
        contact["user_id"] = of.id
        return incoming.write(
            self.telegram,
            self._open(None),
            self.user,
            kind="contact",
            content={"contact": contact},
        )

    def _stands(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        bot = self.telegram.bot
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        incoming.stands(
            self.telegram, self.chat, self.user, Member(bot, before), Member(bot, after)
        )


def _find(where: Chat, label: str, on: Message | None) -> tuple[Message, Button] | None:
    candidates = [on] if on is not None else list(reversed(where.history.values()))
    for message in candidates:
        if not message.deleted and (button := message.button(label)) is not None:
            return message, button
    return None
