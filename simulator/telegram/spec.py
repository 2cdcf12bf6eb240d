"""Every method this server speaks, and its parameters. It does not convert or judge values.

Source: Bot API 10.0, as python-telegram-bot 22.8 sends it.
"""

from dataclasses import dataclass
from typing import Literal, cast, get_args

Kind = Literal["int", "str", "bool", "float", "object", "array", "chat", "file"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What one parameter holds, and whether a call without it is refused."""

    name: str
    kind: Kind
    required: bool = False


Signature = dict[str, Parameter]


def signature(*parts: str) -> Signature:
    """Read `"name:kind name:kind!"`; `!` marks what is required."""
    found: Signature = {}
    for word in " ".join(parts).split():
        name, kind = word.removesuffix("!").split(":")
        if kind not in get_args(Kind):
            raise ValueError(f"unknown kind in {word!r}")
        found[name] = Parameter(name, cast(Kind, kind), word.endswith("!"))
    return found


_TO = "chat_id:chat! message_thread_id:int direct_messages_topic_id:int disable_notification:bool"
_TO_COPY = f"{_TO} protect_content:bool"
_SEND = (
    f"{_TO_COPY} reply_parameters:object reply_markup:object business_connection_id:str"
    " message_effect_id:str allow_paid_broadcast:bool suggested_post_parameters:object"
)
_CAPTION = "caption:str parse_mode:str caption_entities:array"
_ABOVE = "show_caption_above_media:bool"
_EDIT = (
    "chat_id:chat message_id:int inline_message_id:str reply_markup:object"
    " business_connection_id:str"
)
_PLACE = "latitude:float! longitude:float!"
_LIVE = "horizontal_accuracy:float live_period:int heading:int proximity_alert_radius:int"
_TOPIC = "chat_id:chat! message_thread_id:int!"
_MENU = "scope:object language_code:str"

METHODS: dict[str, Signature] = {
    "getMe": {},
    "logOut": {},
    "close": {},
    "getUpdates": signature("offset:int limit:int timeout:int allowed_updates:array"),
    "setWebhook": signature(
        "url:str! certificate:file ip_address:str max_connections:int allowed_updates:array",
        "drop_pending_updates:bool secret_token:str",
    ),
    "deleteWebhook": signature("drop_pending_updates:bool"),
    "getWebhookInfo": {},
    "sendMessage": signature(
        _SEND, "text:str! parse_mode:str entities:array link_preview_options:object"
    ),
    "sendPhoto": signature(_SEND, "photo:file!", _CAPTION, _ABOVE, "has_spoiler:bool"),
    "sendVideo": signature(
        _SEND,
        "video:file! duration:int width:int height:int thumbnail:file cover:file",
        "start_timestamp:int supports_streaming:bool has_spoiler:bool",
        _CAPTION,
        _ABOVE,
    ),
    "sendAnimation": signature(
        _SEND,
        "animation:file! duration:int width:int height:int thumbnail:file has_spoiler:bool",
        _CAPTION,
        _ABOVE,
    ),
    "sendAudio": signature(
        _SEND,
        "audio:file! duration:int performer:str title:str thumbnail:file",
        _CAPTION,
    ),
    "sendVoice": signature(_SEND, "voice:file! duration:int", _CAPTION),
    "sendVideoNote": signature(_SEND, "video_note:file! duration:int length:int thumbnail:file"),
    "sendDocument": signature(
        _SEND,
        "document:file! thumbnail:file disable_content_type_detection:bool",
        _CAPTION,
    ),
    "sendSticker": signature(_SEND, "sticker:file! emoji:str"),
    "sendLocation": signature(_SEND, _PLACE, _LIVE),
    "sendContact": signature(_SEND, "phone_number:str! first_name:str! last_name:str vcard:str"),
    "sendMediaGroup": signature(
        _TO_COPY,
        "media:array! reply_parameters:object business_connection_id:str",
        "message_effect_id:str allow_paid_broadcast:bool",
    ),
    "copyMessage": signature(
        _TO_COPY,
        "from_chat_id:chat! message_id:int! reply_parameters:object reply_markup:object",
        "video_start_timestamp:int allow_paid_broadcast:bool suggested_post_parameters:object",
        "message_effect_id:str",
        _CAPTION,
        _ABOVE,
    ),
    "copyMessages": signature(
        _TO_COPY, "from_chat_id:chat! message_ids:array! remove_caption:bool"
    ),
    "forwardMessage": signature(
        _TO_COPY,
        "from_chat_id:chat! message_id:int! video_start_timestamp:int",
        "suggested_post_parameters:object message_effect_id:str",
    ),
    "forwardMessages": signature(_TO_COPY, "from_chat_id:chat! message_ids:array!"),
    "editMessageText": signature(
        _EDIT, "text:str! parse_mode:str entities:array link_preview_options:object"
    ),
    "editMessageCaption": signature(_EDIT, _CAPTION, _ABOVE),
    "editMessageMedia": signature(_EDIT, "media:object!"),
    "editMessageReplyMarkup": signature(_EDIT),
    "deleteMessage": signature("chat_id:chat! message_id:int!"),
    "deleteMessages": signature("chat_id:chat! message_ids:array!"),
    "answerCallbackQuery": signature(
        "callback_query_id:str! text:str show_alert:bool url:str cache_time:int"
    ),
    "answerInlineQuery": signature(
        "inline_query_id:str! results:array! cache_time:int is_personal:bool next_offset:str",
        "button:object",
    ),
    "sendChatAction": signature(
        "chat_id:chat! action:str! message_thread_id:int business_connection_id:str"
    ),
    "setMessageReaction": signature("chat_id:chat! message_id:int! reaction:array is_big:bool"),
    "pinChatMessage": signature(
        "chat_id:chat! message_id:int! disable_notification:bool business_connection_id:str"
    ),
    "unpinChatMessage": signature("chat_id:chat! message_id:int business_connection_id:str"),
    "getChat": signature("chat_id:chat!"),
    "getChatMember": signature("chat_id:chat! user_id:int!"),
    "getFile": signature("file_id:str!"),
    "createForumTopic": signature(
        "chat_id:chat! name:str! icon_color:int icon_custom_emoji_id:str"
    ),
    "editForumTopic": signature(_TOPIC, "name:str icon_custom_emoji_id:str"),
    "closeForumTopic": signature(_TOPIC),
    "reopenForumTopic": signature(_TOPIC),
    "deleteForumTopic": signature(_TOPIC),
    "getForumTopicIconStickers": {},
    "setMyCommands": signature("commands:array!", _MENU),
    "getMyCommands": signature(_MENU),
    "deleteMyCommands": signature(_MENU),
    "setMyName": signature("name:str language_code:str"),
    "getMyName": signature("language_code:str"),
    "setMyDescription": signature("description:str language_code:str"),
    "getMyDescription": signature("language_code:str"),
    "setMyShortDescription": signature("short_description:str language_code:str"),
    "getMyShortDescription": signature("language_code:str"),
    "setChatMenuButton": signature("chat_id:int menu_button:object"),
    "getChatMenuButton": signature("chat_id:int"),
}

#: The real server takes method names in any case.
CANONICAL = {name.lower(): name for name in METHODS}
