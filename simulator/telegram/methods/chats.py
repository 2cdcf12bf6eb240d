"""getChat, getChatMember and the menu button."""

from simulator.telegram.chats import Chat
from simulator.telegram.delivery import find_chat
from simulator.telegram.errors import bad_request
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram
from simulator.telegram.users import Member

_MENU_TYPES = frozenset({"default", "commands", "web_app"})
_NO_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)
_PERMISSIONS = dict.fromkeys(
    (
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    ),
    True,
)


def get_chat(telegram: Telegram, params: Params) -> object:
    """GetChat."""
    chat = find_chat(telegram, params.chat())
    found = chat.wire() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if not chat.is_private:
        found["permissions"] = _PERMISSIONS
    pinned = chat.message(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        found["pinned_message"] = pinned.wire()
    return found


def get_chat_member(telegram: Telegram, params: Params) -> object:
    """GetChatMember."""
    chat = find_chat(telegram, params.chat())
    user = telegram.users.get(params.whole("user_id"))
    if user is None:
        raise bad_request("user not found")
    known = chat.members.get(user.id)
    if known is None:
        in_private = chat.is_private and user.id in {chat.id, telegram.bot.id}
        known = Member(user, "member" if in_private else "left")
    return known.wire()


def set_chat_menu_button(telegram: Telegram, params: Params) -> object:
    """SetChatMenuButton; without chat_id, the default for every private chat."""
    button = params.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in _MENU_TYPES:
        raise bad_request("can't parse menu button: Unsupported type specified")
    telegram.profile.menus[_menu_chat(telegram, params)] = button
    return True


def get_chat_menu_button(telegram: Telegram, params: Params) -> object:
    """GetChatMenuButton."""
    menus = telegram.profile.menus
    return menus.get(_menu_chat(telegram, params)) or menus.get(0, {"type": "commands"})


def _menu_chat(telegram: Telegram, params: Params) -> int:
    wanted = params.optional("chat_id")
    if wanted is None:
        return 0
    chat: Chat = find_chat(telegram, wanted)
    if not chat.is_private:
        raise bad_request("chat not found")
    return chat.id


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
