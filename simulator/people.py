"""People as actors: they tap, press, follow links and look. They never call the Bot API."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

from simulator.deeds import Done, Tap
from simulator.groups import Group
from simulator.sight import Looks, NotSeen, describe, matcher
from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.keyboards import Button
from simulator.telegram.service import Telegram
from simulator.telegram.users import User
from simulator.writing import Writer

#: How long people wait for something to appear, unless told otherwise.
PATIENCE_S = 10.0
#: The role of whom nobody gave one.
STRANGER = "stranger"


class Person(Writer):
    """Someone who uses Telegram with their eyes and thumbs."""

    def __init__(
        self, telegram: Telegram, user: User, chat: Chat, phone: str, role: str = STRANGER
    ) -> None:
        super().__init__(telegram, user, chat, phone)
        #: Who they are in the play; the world makes nothing of it.
        self.role = role
        #: Their address; empty: they read no mail.
        self.email = ""
        #: False: they have no Telegram, only their phone and their mail.
        self.has_telegram = True
        #: Texts copied by copy_text buttons, oldest first.
        self.clipboard: list[str] = []
        #: Links opened that do not lead to the bot.
        self.opened: list[str] = []
        #: Results of the last inline query, as the bot gave them.
        self.offered: list[dict[str, object]] = []

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
        found = self._newest(self.chat, lambda message: True)
        if found is None:
            raise NotSeen(f"{self.name} has no message yet")
        return found

    @property
    def commands(self) -> list[str]:
        """The names in the command menu."""
        return [str(command["command"]) for command in self.menu]

    @property
    def menu(self) -> list[dict[str, object]]:
        """The command menu as their client shows it in the private chat."""
        scopes = [("chat", self.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
        return self.telegram.profile.commands_for(scopes, self.user.language_code)

    def follows(self, link: str) -> Done[Message | None]:
        """Open a link: one to the bot starts it with its payload, others are only noted."""
        parts = urlsplit(link)
        bot = self.telegram.username.lower()
        if parts.hostname == "t.me" and parts.path.strip("/").lower() == bot:
            query = parse_qs(parts.query, keep_blank_values=True)
            # Who had no Telegram has it now.
            self.has_telegram = True
            return Done(self._start(query.get("start", [""])[0]))
        self.opened.append(link)
        return Done(None)

    def blocks_bot(self) -> Done[None]:
        """Block the bot."""
        self._stands(blocked=True)
        return Done(None)

    def unblocks_bot(self) -> Done[None]:
        """Unblock the bot without writing to it."""
        self._stands(blocked=False)
        return Done(None)

    def deletes_account(self) -> Done[None]:
        """Leave Telegram: from now on "user is deactivated"."""
        self.user.deactivated = True
        return Done(None)

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
        return self.taps_button(*found)

    async def taps_data(self, data: bytes | str, *, on: Message | None = None) -> Tap:
        """Send a forged callback; bytes that are not UTF-8 arrive as a real server passes them."""
        pending = incoming.tap(self.telegram, on or self.last_message, self.user, data)
        return Tap(self.telegram, Button(repr(data)), pending)

    def presses(self, label: str, *, within_s: float = PATIENCE_S) -> Awaitable[Message]:
        """Press a button of the open reply keyboard: at once, or awaited, once it is there.

        Raises `NotSeen` when it is not there within `within_s` seconds.
        """
        raw = self._key(label)
        return Done(self._press_key(raw)) if raw else self._presses_later(label, within_s)

    async def _presses_later(self, label: str, within_s: float) -> Message:
        found = await self.telegram.changes.until(lambda: self._key(label), within_s)
        if found is None:
            raise NotSeen(f"{self.name} has no key {label!r}; open: {self.chat.keyboard}")
        return self._press_key(found)

    def _press_key(self, raw: dict[str, object]) -> Message:
        if raw.get("request_contact"):
            return self._share(self.phone, self)
        return self._write(str(raw["text"]))

    def picks_chat(self, label: str, group: Group) -> Done[Message]:
        """Press a request_chat button and pick `group`; the bot joins it if the button asks so."""
        wanted = (self._key(label) or {}).get("request_chat")
        if not isinstance(wanted, dict):
            raise NotSeen(f"{label!r} does not ask for a chat")
        rights = wanted.get("bot_administrator_rights")
        if isinstance(rights, dict):
            group.adds_bot(by=self, rights={name for name, given in rights.items() if given})
        elif wanted.get("bot_is_member"):
            group.adds_bot(by=self)
        shared: dict[str, object] = {
            "request_id": wanted.get("request_id", 0),
            "chat_id": group.id,
        }
        if wanted.get("request_title"):
            shared["title"] = group.chat.title
        return Done(self._write(kind="chat_shared", content={"chat_shared": shared}))

    async def asks_inline(
        self, query: str, within_s: float = PATIENCE_S, *, offset: str = ""
    ) -> list[dict[str, object]]:
        """Type `@bot query` somewhere; the results that the bot answers with, after `offset`."""
        query_id = str(secrets.randbits(62))
        answers = self.telegram.inline_queries
        answers[query_id] = None
        asked: dict[str, object] = {
            "id": query_id,
            "from": self.user.wire(),
            "query": query,
            "offset": offset,
            "chat_type": "sender",
        }
        self.telegram.updates.push("inline_query", asked, self.id)
        self.telegram.changes.notify()
        found = await self.telegram.changes.until(lambda: answers[query_id], within_s)
        if found is None:
            raise NotSeen(f"the inline query {query!r} got no answer in {within_s:g} s")
        self.offered = found
        return found

    async def sees(
        self, what: Looks, within_s: float = PATIENCE_S, *, chat: Chat | None = None
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

    def _newest(self, where: Chat, fits: Callable[[Message], bool]) -> Message | None:
        for message in reversed(where.history.values()):
            if not message.deleted and message.sender is not self.user and fits(message):
                return message
        return None

    def taps_button(self, message: Message, button: Button) -> Tap:
        """Press this very button of a message."""
        if button.data:
            pending = incoming.tap(self.telegram, message, self.user, button.data)
            return Tap(self.telegram, button, pending)
        if button.copy_text:
            self.clipboard.append(button.copy_text)
        elif button.url:
            self.follows(button.url)
        return Tap(self.telegram, button, None)

    def _key(self, label: str) -> dict[str, object] | None:
        for row in self.chat.keyboard:
            for raw in row:
                key = Button(str(raw["text"]))
                if label.casefold() in (key.label.casefold(), key.plain.casefold()):
                    return raw
        return None


def _find(where: Chat, label: str, on: Message | None) -> tuple[Message, Button] | None:
    candidates = [on] if on is not None else list(reversed(where.history.values()))
    for message in candidates:
        if not message.deleted and (button := message.button(label)) is not None:
            return message, button
    return None
