"""Chats and what lies in them. They do not judge whether a call is allowed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.changes import Changes
from simulator.telegram.messages import Message
from simulator.telegram.users import Member, User

ChatType = Literal["private", "group", "supergroup"]


@dataclass(slots=True, eq=False)
class Topic:
    """A forum topic; its id is the id of the service message that made it."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str = ""
    closed: bool = False
    deleted: bool = False

    def wire(self) -> dict[str, object]:
        """The `ForumTopic` object of the Bot API."""
        found: dict[str, object] = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            found["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return found


@dataclass(slots=True, eq=False)
class Chat:
    """One conversation, as its participants see it."""

    id: int
    type: ChatType
    changes: Changes
    title: str = ""
    #: The person at the other end of a private chat.
    peer: User | None = None
    is_forum: bool = False
    #: Everything ever said, deleted messages too, by message id.
    history: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    #: Private chat: the person pressed start at least once.
    started: bool = False
    #: Private chat: the person blocked the bot.
    blocked: bool = False
    #: A basic group that became a supergroup: where it lives now.
    migrated_to: int | None = None
    #: Message ids pinned, newest last.
    pinned: list[int] = field(default_factory=list)
    #: Messages from the bot that arrived with sound.
    rings: int = 0
    #: `sendChatAction` calls: when and what.
    actions: list[tuple[datetime, str]] = field(default_factory=list)
    #: The reply keyboard that is open, as rows of wire buttons; empty when none.
    keyboard: list[list[dict[str, object]]] = field(default_factory=list)
    #: Ids of a supergroup are its own; elsewhere they are counted over the bot's account.
    last_message_id: int = 0

    @property
    def messages(self) -> list[Message]:
        """What can be seen now, oldest first."""
        return [message for message in self.history.values() if not message.deleted]

    @property
    def last_message(self) -> Message | None:
        """The newest message that can be seen."""
        return next((m for m in reversed(self.history.values()) if not m.deleted), None)

    @property
    def is_private(self) -> bool:
        """Whether this is a person's chat with the bot."""
        return self.type == "private"

    def message(self, message_id: int) -> Message | None:
        """A message that can be seen, by id."""
        found = self.history.get(message_id)
        return None if found is None or found.deleted else found

    def wire(self) -> dict[str, object]:
        """The `Chat` object of the Bot API, as updates carry it."""
        found: dict[str, object] = {"id": self.id, "type": self.type}
        if self.peer is not None:
            found["first_name"] = self.peer.first_name
            if self.peer.last_name:
                found["last_name"] = self.peer.last_name
            if self.peer.username:
                found["username"] = self.peer.username
        else:
            found["title"] = self.title
        if self.is_forum:
            found["is_forum"] = True
        return found
