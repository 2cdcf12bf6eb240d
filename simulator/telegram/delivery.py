"""Where a bot's message may go: the chat, the thread, the reply. It does not compose messages."""

from dataclasses import dataclass
from datetime import datetime

from simulator.telegram import keyboards
from simulator.telegram.chats import Chat, Message
from simulator.telegram.errors import bad_request, forbidden, only
from simulator.telegram.keyboards import Keyboard
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

_GENERAL = 1
_REPLY_FIELDS = frozenset(
    {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode"}
    | {"quote_entities", "quote_position", "checklist_task_id", "poll_option_id"}
)


@dataclass(frozen=True, slots=True)
class Destination:
    """A chat that takes the message, and how it lands there."""

    chat: Chat
    thread_id: int | None
    reply_to: Message | None
    notify: bool
    protected: bool
    keyboard: Keyboard | None

    def message(self, telegram: Telegram, at: datetime) -> Message:
        """An empty message of the bot, not yet sent."""
        return Message(
            chat=self.chat,
            id=telegram.next_message_id(self.chat),
            sender=telegram.bot,
            sent_at=at,
            keyboard=self.keyboard,
            thread_id=self.thread_id,
            reply_to=self.reply_to,
            notify=self.notify,
            protected=self.protected,
        )


def find_chat(telegram: Telegram, wanted: int | str | None) -> Chat:
    """The chat by id; raises "chat not found". Channels' `@usernames` are nobody here."""
    chat = telegram.chats.get(wanted) if isinstance(wanted, int) else None
    if chat is None:
        if wanted == telegram.bot.id:
            raise forbidden("bot can't send messages to bots")
        raise bad_request("chat not found")
    return chat


def writable_chat(telegram: Telegram, wanted: int | str | None) -> Chat:
    """The chat, if the bot may write there now; raises the server's reason if not."""
    chat = find_chat(telegram, wanted)
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    if chat.peer is not None:
        if chat.peer.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    me = chat.members.get(telegram.bot.id)
    if me is None or me.status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if me.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    return chat


def destination(telegram: Telegram, params: Params, messages: int = 1) -> Destination:
    """Where `params` send to, counted against the flood limits."""
    chat = writable_chat(telegram, params.chat())
    reply = params.mapping("reply_parameters")
    reply_to = _reply(telegram, chat, reply) if reply else None
    thread_id = thread_for(telegram, chat, params.optional("message_thread_id"))
    if reply_to is not None and reply_to.thread_id != thread_id:
        # The real server lets the reply decide, unless it may be sent without it.
        if thread_id is None or not reply.get("allow_sending_without_reply"):
            thread_id = reply_to.thread_id
        else:
            reply_to = None
    markup = params.mapping("reply_markup")
    keyboard = keyboards.parse(markup) if markup else None
    telegram.flood.check(chat.id, messages)
    return Destination(
        chat=chat,
        thread_id=thread_id,
        reply_to=reply_to,
        notify=not params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        keyboard=keyboard,
    )


def thread_for(telegram: Telegram, chat: Chat, wanted: int | None) -> int | None:
    """The thread a message lands in; raises when it is wrong, deleted or closed."""
    if wanted is None:
        return None
    topic = chat.topics.get(wanted)
    if topic is None or topic.deleted:
        if telegram.ignores_wrong_threads:
            return None
        if topic is not None and not chat.is_private:
            raise bad_request("TOPIC_DELETED")
        said = chat.message(wanted)
        # 1, the General topic, is no thread for bots: they leave the parameter out.
        if said is not None and said.thread_id is None and wanted != _GENERAL:
            raise bad_request("message thread is not a forum topic thread")
        raise bad_request("message thread not found")
    me = chat.members.get(telegram.bot.id)
    if topic.closed and not (me is not None and me.may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
    return topic.id


def _reply(telegram: Telegram, chat: Chat, reply: dict[str, object]) -> Message | None:
    only(reply, _REPLY_FIELDS, "ReplyParameters")
    wanted, elsewhere = reply.get("message_id"), reply.get("chat_id")
    if isinstance(elsewhere, int | str) and elsewhere != chat.id:
        chat = find_chat(telegram, elsewhere)
    found = chat.message(wanted) if isinstance(wanted, int) else None
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if found is not None and str(reply.get("quote", "")) not in found.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found
