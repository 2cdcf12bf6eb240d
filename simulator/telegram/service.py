"""The state of one simulated Telegram with one bot. It does not read requests or answer them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.telegram import limits
from simulator.telegram.calls import Call, CallLog
from simulator.telegram.chats import Chat, Message
from simulator.telegram.faults import Faults
from simulator.telegram.files import Files
from simulator.telegram.flood import Flood
from simulator.telegram.profile import Profile
from simulator.telegram.updates import Updates
from simulator.telegram.users import User
from simulator.telegram.webhook import Webhook

DEFAULT_TOKEN = "7000000001:AAsimulatorsimulatorsimulatorsimula"
DEFAULT_USERNAME = "orderbell_bot"


@dataclass(frozen=True, slots=True)
class Toast:
    """How the bot answered a tap."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class PendingTap:
    """A callback query that waits for its answer."""

    id: str
    asked_at: datetime
    answer: Toast | None = None


class Telegram:
    """Accounts, chats, files, updates and the switches that tests turn."""

    def __init__(
        self,
        clock: Clock,
        changes: Changes,
        token: str = DEFAULT_TOKEN,
        username: str = DEFAULT_USERNAME,
    ) -> None:
        self.clock = clock
        self.changes = changes
        self.token = token
        self.username = username
        #: Root of the server, "http://127.0.0.1:PORT"; set when it listens.
        self.api_url = ""
        self.bot = User(int(token.partition(":")[0]), "Orderbell", username=username, is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.taps: dict[str, PendingTap] = {}
        #: Answers to inline queries by query id; None while it waits.
        self.inline_queries: dict[str, list[dict[str, object]] | None] = {}
        self.log = CallLog()
        #: Departures from the specification, one line each; a sound bot leaves it empty.
        self.violations: list[str] = []
        self.updates = Updates(clock.now, changes)
        self.webhook = Webhook(self.updates, clock.now, changes)
        self.flood = Flood()
        self.faults = Faults()
        self.profile = Profile()
        #: getMe's has_topics_enabled: topics in private chats.
        self.has_topics_enabled = False
        #: An unknown message_thread_id lands in the main chat, as once happened in production.
        self.ignores_wrong_threads = False
        #: BotFather revoked the token: every call is refused with 401.
        self.revoked = False
        #: The bot called logOut: every call is refused with 400.
        self.logged_out = False
        self._last_message_id = 0
        self._last_album = 0

    def now(self) -> datetime:
        """The world's time."""
        return self.clock.now()

    def calls(self, method: str | None = None, chat: int | None = None) -> list[Call]:
        """Recorded calls, oldest first, of one method and to one chat."""
        return self.log.of(method, chat)

    def listen(self, listener: Callable[[Call], None]) -> None:
        """Call `listener` with every request from now on."""
        self.log.listeners.append(listener)

    def next_message_id(self, chat: Chat) -> int:
        """The next id: of the chat where it has its own, of the bot's account elsewhere."""
        if chat.type in {"supergroup", "outside"}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def next_album_id(self) -> str:
        """A fresh media_group_id."""
        self._last_album += 1
        return str(13_000_000_000_000_000 + self._last_album)

    def say(self, message: Message) -> Message:
        """Put a new message into its chat; it rings if the bot sent it with sound."""
        message.chat.history[message.id] = message
        if message.sender is self.bot:
            message.chat.typing_since = None
            message.chat.rings += message.notify
        self.changes.notify()
        return message

    def tap(self) -> PendingTap:
        """A new callback query, answerable for 150 s."""
        pending = PendingTap(str(secrets.randbits(62)), self.now())
        self.taps[pending.id] = pending
        self.changes.notify()
        return pending

    def waiting_tap(self, query_id: str) -> PendingTap | None:
        """The unanswered tap, unless it is unknown or too old."""
        pending = self.taps.pop(query_id, None)
        if pending is None:
            return None
        age_s = (self.now() - pending.asked_at).total_seconds()
        return pending if age_s <= limits.TAP_LIFETIME_S else None
