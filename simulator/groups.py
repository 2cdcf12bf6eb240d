"""Groups as their members run them: who is in, what the bot may do, topics, the upgrade.

Writing in a group is a person's deed: `person.says("…", chat=group.chat)`.
"""

from collections.abc import Iterable

from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.service import Telegram
from simulator.telegram.threads import Topic
from simulator.telegram.topics import open_topic, remove_topic
from simulator.telegram.users import Member, User
from simulator.writing import Writer

#: Supergroups have ids below this. Source: core.telegram.org/api/bots/ids.
_SUPERGROUP_BASE = -1_000_000_000_000


class Group:
    """A group or supergroup; the first member made it."""

    def __init__(self, telegram: Telegram, chat: Chat, members: list[Writer]) -> None:
        if not members:
            raise ValueError("a group has at least the person who made it")
        self.telegram = telegram
        self.chat = chat
        self.owner = members[0]
        telegram.chats[chat.id] = chat
        for member in members:
            status = "creator" if member is self.owner else "member"
            chat.members[member.id] = Member(member.user, status)

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Everything visible, oldest first."""
        return self.chat.messages

    def adds(self, person: Writer) -> None:
        """Take someone in."""
        self._change(self.owner, person.user, Member(person.user))

    def removes(self, person: Writer) -> None:
        """Throw someone out."""
        self._change(self.owner, person.user, Member(person.user, "kicked"))

    def adds_bot(self, by: Writer | None = None, rights: Iterable[str] | None = None) -> None:
        """Take the bot in, as administrator when `rights` are given."""
        bot = self.telegram.bot
        status = "member" if rights is None else "administrator"
        self._change(by or self.owner, bot, Member(bot, status, frozenset(rights or ())))

    def kicks_bot(self, by: Writer | None = None) -> None:
        """Throw the bot out."""
        bot = self.telegram.bot
        self._change(by or self.owner, bot, Member(bot, "kicked"))

    def opens_topic(self, name: str, by: Writer | None = None) -> Topic:
        """A member makes a topic; the bot hears of it if it is there."""
        sender = (by or self.owner).user
        topic = open_topic(self.telegram, self.chat, sender, name)
        root = self.chat.history[topic.id]
        if incoming.hears(self.telegram, root):
            self.telegram.updates.push("message", root.wire(), self.id)
        return topic

    def closes_topic(self, topic_id: int) -> None:
        """A member closes a topic."""
        self.chat.topics[topic_id].closed = True
        self._service("forum_topic_closed", {}, topic_id)

    def reopens_topic(self, topic_id: int) -> None:
        """A member reopens a topic."""
        self.chat.topics[topic_id].closed = False
        self._service("forum_topic_reopened", {}, topic_id)

    def deletes_topic(self, topic_id: int) -> None:
        """A member deletes a topic with everything in it; the bot is not told."""
        remove_topic(self.telegram, self.chat, self.chat.topics[topic_id])

    def upgrades(self) -> None:
        """Become a supergroup: the old id refuses from now on and names the new one."""
        old = self.chat
        new = Chat(_SUPERGROUP_BASE + old.id, "supergroup", old.changes, old.title)
        new.members = dict(old.members)
        self.telegram.chats[new.id] = new
        self._service("migrate_to_chat_id", new.id)
        old.migrated_to = new.id
        self.chat = new
        self._service("migrate_from_chat_id", old.id)

    def _service(self, kind: str, value: object, thread_id: int | None = None) -> Message:
        return incoming.write(
            self.telegram,
            self.chat,
            self.owner.user,
            kind=kind,
            content={kind: value},
            thread_id=thread_id,
        )

    def _change(self, by: Writer, user: User, new: Member) -> None:
        old = self.chat.members.get(user.id, Member(user, "left"))
        self.chat.members[user.id] = new
        incoming.stands(self.telegram, self.chat, by.user, old, new)
        if not old.present and new.present:
            self._service("new_chat_members", [user.wire()])
        elif old.present and not new.present and user is not self.telegram.bot:
            self._service("left_chat_member", user.wire())
