"""Chats and the messages in them, as people see them and as the Bot API writes them.

They do not judge whether a call is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.changes import Changes
from simulator.telegram.entities import Entity, to_html
from simulator.telegram.files import StoredFile
from simulator.telegram.keyboards import Button, Keyboard
from simulator.telegram.threads import Topic
from simulator.telegram.users import Member, User

#: "outside": a person's chat with somebody else, of which the bot knows nothing.
ChatType = Literal["private", "group", "supergroup", "outside"]


@dataclass(slots=True, eq=False)
class Message:
    """One message in one chat."""

    chat: Chat
    id: int
    sender: User | None
    sent_at: datetime
    #: The text, or the caption of a media message.
    text: str = ""
    entities: tuple[Entity, ...] = ()
    #: "text", "photo", "document", …, or the field of a service message.
    kind: str = "text"
    #: Wire fields beyond the text: photo, contact, location, service data.
    content: dict[str, object] = field(default_factory=dict)
    #: The file of a media message.
    file: StoredFile | None = None
    keyboard: Keyboard | None = None
    thread_id: int | None = None
    reply_to: Message | None = None
    edited_at: datetime | None = None
    #: False when it was sent with disable_notification.
    notify: bool = True
    media_group_id: str = ""
    forward_origin: dict[str, object] | None = None
    #: The bot composed it: a person chose it among inline results.
    via_bot: User | None = None
    protected: bool = False
    deleted: bool = False
    #: Emoji that the bot set with setMessageReaction.
    reactions: tuple[str, ...] = ()
    #: Earlier texts, oldest first.
    versions: list[str] = field(default_factory=list)
    #: The bot's link_preview_options, echoed back.
    link_preview: dict[str, object] | None = None

    def __repr__(self) -> str:
        return f"<message {self.id} in {self.chat.id}: {self.text!r:.60}>"

    @property
    def html(self) -> str:
        """The text with its entities as Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> tuple[tuple[Button, ...], ...]:
        """Rows of inline buttons; empty without an inline keyboard."""
        if self.keyboard is None or self.keyboard.kind != "inline":
            return ()
        return self.keyboard.rows

    @property
    def contact(self) -> dict[str, object] | None:
        """The shared contact, in wire form."""
        return self._mapping("contact")

    @property
    def location(self) -> dict[str, object] | None:
        """The shared location, in wire form."""
        return self._mapping("location")

    def button(self, label: str) -> Button | None:
        """The button with this label, else the first whose label starts with it."""
        return next(iter(self.matching(label)), None)

    def matching(self, label: str) -> list[Button]:
        """Buttons that answer to `label`: equal labels first, then those that start with it."""
        wanted = label.casefold()
        flat = [button for row in self.buttons for button in row]
        equal = [b for b in flat if wanted in (b.label.casefold(), b.plain.casefold())]
        longer = [b for b in flat if b.plain.casefold().startswith(wanted) and b not in equal]
        return equal + longer

    def _mapping(self, name: str) -> dict[str, object] | None:
        value = self.content.get(name)
        return value if isinstance(value, dict) else None

    def wire(self, *, with_reply: bool = True) -> dict[str, object]:
        """The `Message` object of the Bot API."""
        found: dict[str, object] = {
            "message_id": self.id,
            "date": int(self.sent_at.timestamp()),
            "chat": self.chat.wire(),
        }
        if self.sender is not None:
            found["from"] = self.sender.wire()
        if self.thread_id is not None:
            found |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.edited_at is not None:
            found["edit_date"] = int(self.edited_at.timestamp())
        if self.media_group_id:
            found["media_group_id"] = self.media_group_id
        self._add_origin(found)
        if with_reply and (replied := self._replied()) is not None:
            found["reply_to_message"] = replied.wire(with_reply=False)
        self._add_text(found)
        found |= self.content
        if self.keyboard is not None and self.keyboard.kind == "inline" and self.keyboard.rows:
            found["reply_markup"] = self.keyboard.wire
        return found

    def _add_origin(self, found: dict[str, object]) -> None:
        if self.forward_origin is not None:
            found["forward_origin"] = self.forward_origin
        if self.via_bot is not None:
            found["via_bot"] = self.via_bot.wire()
        if self.protected:
            found["has_protected_content"] = True
        if self.link_preview is not None:
            found["link_preview_options"] = self.link_preview

    def _replied(self) -> Message | None:
        """What the API names as replied to: in a forum group's topic its first message, else."""
        if self.reply_to is not None:
            return None if self.reply_to.deleted else self.reply_to
        if self.thread_id in {None, self.id} or self.chat.is_private:
            return None
        return self.chat.history.get(self.thread_id or 0)

    def _add_text(self, found: dict[str, object]) -> None:
        if not self.text:
            return
        key, entities_key = ("text", "entities")
        if self.kind != "text":
            key, entities_key = ("caption", "caption_entities")
        found[key] = self.text
        if self.entities:
            found[entities_key] = [entity.wire() for entity in self.entities]


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
    #: What stands in the empty input field; a keyboard or a forced reply brings it.
    placeholder: str = ""
    #: Since when the bot is "typing"; its next message ends it.
    typing_since: datetime | None = None
    #: Ids of a supergroup are its own; elsewhere they are counted over the bot's account.
    last_message_id: int = 0

    @property
    def messages(self) -> list[Message]:
        """What can be seen now, oldest first."""
        return [message for message in self.history.values() if not message.deleted]

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
