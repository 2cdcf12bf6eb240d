"""Forum topics: in forum supergroups, and in private chats where the bot has them enabled.

Closing and reopening exist in supergroups only.
"""

from simulator.telegram import limits
from simulator.telegram.chats import Chat, Message
from simulator.telegram.delivery import writable_chat
from simulator.telegram.errors import bad_request
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram
from simulator.telegram.threads import Topic
from simulator.telegram.topics import COLOURS, open_topic, remove_topic

#: Some of the custom emoji that getForumTopicIconStickers offers.
ICONS = {"5312536423851630001": "💡", "5350452584119279096": "💰", "5309984423003823246": "📦"}


def create_forum_topic(telegram: Telegram, params: Params) -> object:
    """CreateForumTopic."""
    chat = _forum(telegram, params, "create a topic", personal=True)
    name = _name(params)
    colour = params.whole("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    icon = params.text("icon_custom_emoji_id")
    telegram.flood.check(chat.id)
    return open_topic(telegram, chat, telegram.bot, name, colour, icon).wire()


def edit_forum_topic(telegram: Telegram, params: Params) -> object:
    """EditForumTopic."""
    chat = _forum(telegram, params, "edit the topic", personal=True)
    topic = _topic(chat, params)
    name = _name(params) if params.has("name") else topic.name
    icon = params.text("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    edited: dict[str, object] = {"name": name} if name != topic.name else {}
    if icon != topic.icon_custom_emoji_id:
        edited["icon_custom_emoji_id"] = icon
    topic.name, topic.icon_custom_emoji_id = name, icon
    _note(telegram, chat, topic, "forum_topic_edited", edited)
    return True


def close_forum_topic(telegram: Telegram, params: Params) -> object:
    """CloseForumTopic."""
    return _set_closed(telegram, params, closed=True)


def reopen_forum_topic(telegram: Telegram, params: Params) -> object:
    """ReopenForumTopic."""
    return _set_closed(telegram, params, closed=False)


def delete_forum_topic(telegram: Telegram, params: Params) -> object:
    """DeleteForumTopic: with every message in it."""
    chat = _forum(telegram, params, "delete the topic", personal=True, right="can_delete_messages")
    remove_topic(telegram, chat, _topic(chat, params))
    return True


def get_forum_topic_icon_stickers(telegram: Telegram, params: Params) -> object:
    """GetForumTopicIconStickers."""
    return [
        {
            "file_id": f"CAAC{emoji_id}",
            "file_unique_id": f"AgAD{emoji_id}",
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": True,
            "is_video": False,
            "emoji": emoji,
            "custom_emoji_id": emoji_id,
        }
        for emoji_id, emoji in ICONS.items()
    ]


def _set_closed(telegram: Telegram, params: Params, *, closed: bool) -> bool:
    chat = _forum(telegram, params, "edit the topic")
    topic = _topic(chat, params)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _note(telegram, chat, topic, "forum_topic_closed" if closed else "forum_topic_reopened", {})
    return True


def _forum(
    telegram: Telegram,
    params: Params,
    what: str,
    *,
    personal: bool = False,
    right: str = "can_manage_topics",
) -> Chat:
    chat = writable_chat(telegram, params.chat())
    if chat.is_private:
        if not personal or not telegram.has_topics_enabled:
            raise bad_request("the chat is not a forum")
        return chat
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    me = chat.members.get(telegram.bot.id)
    if me is None or not me.may(right):
        raise bad_request(f"not enough rights to {what}")
    return chat


def _topic(chat: Chat, params: Params) -> Topic:
    topic = chat.topics.get(params.whole("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    if topic.deleted:
        raise bad_request("TOPIC_DELETED")
    return topic


def _name(params: Params) -> str:
    name = params.text("name").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > limits.MAX_TOPIC_NAME:
        raise bad_request("topic name is too long")
    return name


def _note(
    telegram: Telegram, chat: Chat, topic: Topic, kind: str, content: dict[str, object]
) -> None:
    telegram.say(
        Message(
            chat=chat,
            id=telegram.next_message_id(chat),
            sender=telegram.bot,
            sent_at=telegram.now(),
            kind=kind,
            content={kind: content},
            thread_id=topic.id,
            notify=False,
        )
    )


METHODS: dict[str, Method] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "getForumTopicIconStickers": get_forum_topic_icon_stickers,
}
