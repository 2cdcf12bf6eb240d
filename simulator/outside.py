"""A person's chat with somebody who is not the bot: a marketplace that writes, a friend.

The bot can neither see nor find it.
"""

from simulator.telegram import incoming
from simulator.telegram.chats import Chat, Message
from simulator.telegram.service import Telegram
from simulator.telegram.users import Member, User
from simulator.writing import Writer


class Outside:
    """One such chat; its title is the name of who is at the other end."""

    def __init__(self, telegram: Telegram, person: Writer, title: str, chat_id: int) -> None:
        self.telegram = telegram
        self.person = person
        self._other = User(chat_id, title)
        self.chat = Chat(chat_id, "outside", telegram.changes, title, started=True)
        self.chat.members = {user.id: Member(user) for user in (person.user, self._other)}

    @property
    def id(self) -> int:
        """The chat id; nobody else has it."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Everything visible, oldest first."""
        return self.chat.messages

    def says(self, text: str) -> Message:
        """Write to the person; it rings."""
        self.chat.rings += 1
        return incoming.write(self.telegram, self.chat, self._other, text)
