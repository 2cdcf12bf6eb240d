"""The life of a topic, whoever causes it. It does not check rights."""

from simulator.telegram.chats import Chat, Message
from simulator.telegram.service import Telegram
from simulator.telegram.threads import Topic
from simulator.telegram.users import User

#: Colours that Telegram allows. Source: core.telegram.org/bots/api#createforumtopic.
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def open_topic(
    telegram: Telegram,
    chat: Chat,
    by: User,
    name: str,
    colour: int = COLOURS[0],
    icon_custom_emoji_id: str = "",
) -> Topic:
    """Make a topic: its id is that of the service message that says so, returned as its root."""
    number = telegram.next_message_id(chat)
    topic = Topic(number, name, colour, icon_custom_emoji_id)
    created: dict[str, object] = {"name": name, "icon_color": colour}
    if icon_custom_emoji_id:
        created["icon_custom_emoji_id"] = icon_custom_emoji_id
    chat.topics[number] = topic
    telegram.say(
        Message(
            chat=chat,
            id=number,
            sender=by,
            sent_at=telegram.now(),
            kind="forum_topic_created",
            content={"forum_topic_created": created},
            thread_id=number,
            notify=False,
        )
    )
    return topic


def remove_topic(telegram: Telegram, chat: Chat, topic: Topic) -> None:
    """Delete a topic with every message in it; bots are told nothing."""
    topic.deleted = True
    for message in chat.history.values():
        if message.thread_id == topic.id:
            message.deleted = True
    telegram.changes.notify()
