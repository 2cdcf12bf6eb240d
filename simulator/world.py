"""The whole outside world in one object. It holds no behaviour of its own."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from simulator.changes import Changes
from simulator.clock import Clock, SystemClock
from simulator.groups import Group
from simulator.outside import Outside
from simulator.people import STRANGER, Person
from simulator.post.mailboxes import Mailbox
from simulator.post.server import PostServer
from simulator.post.service import Post
from simulator.telegram.chats import Chat, ChatType
from simulator.telegram.server import BotApiServer, Extra
from simulator.telegram.service import DEFAULT_TOKEN, DEFAULT_USERNAME, Telegram
from simulator.telegram.users import User
from simulator.twilio.phones import Phone
from simulator.twilio.server import TwilioServer
from simulator.twilio.service import Twilio

_FIRST_PERSON_ID: Final = 5_000_000_001
_FIRST_GROUP_ID: Final = -4_000_000_001
_FIRST_SUPERGROUP_ID: Final = -1_002_000_000_001
_FIRST_PHONE: Final = 380_501_234_500
_FIRST_OUTSIDE_ID: Final = 9_000_000_001


class World:
    """Telegram, the phone network, the post, and the people in them."""

    def __init__(
        self, telegram: Telegram, server: BotApiServer, twilio: Twilio, post: Post, mail: PostServer
    ) -> None:
        self.telegram = telegram
        self.twilio = twilio
        self.post = post
        #: The mail server's doors: shut them, or let it speak TLS.
        self.mail = mail
        self._server = server
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.outsides: list[Outside] = []

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        clock: Clock | None = None,
        port: int = 0,
        *,
        token: str = DEFAULT_TOKEN,
        username: str = DEFAULT_USERNAME,
    ) -> AsyncIterator["World"]:
        """A world that listens on 127.0.0.1 until the block ends; port 0 means any free one."""
        clock, changes = clock or SystemClock(), Changes()
        telegram = Telegram(clock, changes, token, username)
        twilio, post = Twilio(clock, changes), Post(clock, changes)
        server, mail = BotApiServer(telegram), PostServer(post)
        async with AsyncExitStack() as running:
            running.push_async_callback(server.close)
            await server.start(port)
            running.push_async_callback(twilio.close)
            await TwilioServer(twilio).start()
            running.push_async_callback(mail.close)
            await mail.opens()
            yield cls(telegram, server, twilio, post, mail)

    def serves(self, extra: Extra) -> None:
        """Let `extra` answer requests that are not for the Bot API."""
        self._server.extra = extra

    def person(
        self,
        name: str,
        *,
        language: str = "en",
        username: str = "",
        phone: str = "",
        role: str = STRANGER,
        email: str = "",
        has_telegram: bool = True,
    ) -> Person:
        """A new person, "First Last"; they have not pressed Start yet.

        Without Telegram they are on the page all the same, with their phone and their mail.
        """
        first, _, last = name.partition(" ")
        number = len(self.people)
        user = User(_FIRST_PERSON_ID + number, first, last, username, language)
        chat = Chat(user.id, "private", self.telegram.changes, peer=user)
        self.telegram.users[user.id] = user
        self.telegram.chats[chat.id] = chat
        person = Person(self.telegram, user, chat, phone or f"+{_FIRST_PHONE + number}", role)
        person.email, person.has_telegram = email, has_telegram
        self.people[user.id] = person
        self.telegram.changes.notify()
        return person

    def phone(self, number: str) -> Phone:
        """The phone with this number, E.164; made when first asked for."""
        return self.twilio.phone(number)

    def mailbox(self, address: str) -> Mailbox:
        """The mailbox of this address; made when first asked for."""
        return self.post.mailbox(address)

    def group(
        self,
        title: str,
        members: Sequence[Person],
        *,
        forum: bool = False,
        basic: bool = False,
        bot_rights: Iterable[str] | None = None,
        with_bot: bool = True,
    ) -> Group:
        """A new supergroup (or basic group) made by the first member, the bot in it.

        `bot_rights` make the bot an administrator, e.g. `{"can_manage_topics"}`. Only
        supergroups can be forums.
        """
        number = len(self.groups)
        first = _FIRST_GROUP_ID if basic else _FIRST_SUPERGROUP_ID
        kind: ChatType = "group" if basic else "supergroup"
        chat = Chat(first - number, kind, self.telegram.changes, title, is_forum=forum)
        group = Group(self.telegram, chat, list(members))
        if with_bot:
            group.adds_bot(rights=bot_rights)
        self.groups.append(group)
        return group

    def outside(self, person: Person, title: str) -> Outside:
        """The person's chat with somebody who is not the bot; made when first asked for."""
        for known in self.outsides:
            if known.person is person and known.chat.title == title:
                return known
        new = Outside(self.telegram, person, title, _FIRST_OUTSIDE_ID + len(self.outsides))
        self.outsides.append(new)
        return new

    def chat(self, chat_id: int) -> Chat | None:
        """Any chat by id, those outside too."""
        if (found := self.telegram.chats.get(chat_id)) is not None:
            return found
        return next((one.chat for one in self.outsides if one.id == chat_id), None)

    def chats_of(self, person: Person) -> list[Chat]:
        """What the person's chat list holds: the bot's chat, groups they are in, others."""
        if not person.has_telegram:
            return []
        groups = (
            group.chat
            for group in self.groups
            if (member := group.chat.members.get(person.id)) is not None and member.present
        )
        others = (one.chat for one in self.outsides if one.person is person)
        return [person.chat, *groups, *others]
