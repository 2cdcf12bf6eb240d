"""Forum topics through the Bot API: make, rename, close, and notice when one is gone. It stores nothing."""

from contextlib import suppress

from telegram import Bot, ChatMember, ChatMemberAdministrator, Message
from telegram.error import TelegramError

from channels.telegram.failures import translated
from orders.errors import Gone, Missing, PermanentFailure
from orders.states import State

MAX_NAME = 128  # telegram.constants.ForumTopicLimit.MAX_NAME_LENGTH, characters

#: What a topic shows beside its name, best first: Telegram says which emoji may be used.
_ICONS: dict[State, tuple[str, ...]] = {
    State.NEW: ("❗️", "❗", "💡"),
    State.CONFIRMED: ("✅",),
    State.PAID: ("💰",),
    State.SENT: ("✈️", "📦"),
    State.CLOSED: ("🏁",),
    State.CANCELLED: ("📁",),
}


class Topics:
    """The topics of one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        #: Emoji that may be icons, by sign; None until Telegram was asked.
        self._stickers: dict[str, str] | None = None

    @property
    def in_private(self) -> bool:
        """Whether this bot has topics in its private chats (`getMe`)."""
        return bool(self._bot.bot.has_topics_enabled)

    async def missing(self, chat_id: int) -> str | None:
        """What a group lacks to be worked in: "absent" (us), "forum" or "rights"; None: nothing.

        Raises `ChannelError`.
        """
        try:
            with translated():
                chat = await self._bot.get_chat(chat_id)
                me = await self._bot.get_chat_member(chat_id, self._bot.id)
        except PermanentFailure:
            return "absent"
        if me.status in (ChatMember.LEFT, ChatMember.BANNED):
            return "absent"
        if not chat.is_forum:
            return "forum"
        may = isinstance(me, ChatMemberAdministrator) and me.can_manage_topics
        return None if may else "rights"

    async def make(self, chat_id: int, name: str, state: State) -> int:
        """Make a topic; its id. Raises `ChannelError` (`Gone` where there are none to be had)."""
        icon = await self._icon(state)
        with translated():
            made = await self._bot.create_forum_topic(
                chat_id, name[:MAX_NAME], icon_custom_emoji_id=icon
            )
        return made.message_thread_id

    async def rename(self, chat_id: int, topic_id: int, name: str, state: State) -> None:
        """Give a topic the name and icon of its order's state. Raises `ChannelError`."""
        icon = await self._icon(state)
        with translated():
            await self._bot.edit_forum_topic(
                chat_id, topic_id, name[:MAX_NAME], icon_custom_emoji_id=icon
            )

    async def close(self, chat_id: int, topic_id: int, *, closed: bool) -> None:
        """Close a group's topic, or open it again; private chats cannot. Raises `ChannelError`."""
        change = self._bot.close_forum_topic if closed else self._bot.reopen_forum_topic
        with translated():
            await change(chat_id, topic_id)

    async def _icon(self, state: State) -> str | None:
        """The id of the state's icon; none is no reason to go without a topic."""
        if self._stickers is None:
            try:
                found = await self._bot.get_forum_topic_icon_stickers()
            except TelegramError:
                return None
            self._stickers = {
                s.emoji: s.custom_emoji_id for s in found if s.emoji and s.custom_emoji_id
            }
        return next((self._stickers[e] for e in _ICONS[state] if e in self._stickers), None)


async def landed(message: Message, topic_id: int | None) -> None:
    """See to it that a message stands in the topic it was sent to.

    Telegram once ignored the ids of deleted topics without a word: the message stood in the main
    chat (FACTS). Raises `Gone`; the stray message is taken away.
    """
    if topic_id is None or message.message_thread_id == topic_id:
        return
    with suppress(PermanentFailure), translated():
        await message.delete()
    raise Gone("message landed outside its topic", Missing.THREAD)
