"""Reply markup: what a bot may send and how it is refused. It does not press buttons."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.telegram import limits
from simulator.telegram.errors import bad_request, only

STYLES = frozenset({"primary", "success", "danger"})
_LINK = re.compile(
    r"(https?|tg|ton)://\S+\Z|t\.me/\S+\Z|[\w.-]+\.[a-z]{2,}(/\S*)?\Z", re.IGNORECASE
)
_LEADING = re.compile(r"^[^\w]+", re.UNICODE)

_INLINE_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "copy_text",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "web_app",
        "login_url",
        "pay",
        "callback_game",
    }
)
_MAYBE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
_REPLY_ACTIONS = frozenset(
    {
        "request_contact",
        "request_location",
        "request_poll",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "web_app",
    }
)
_LOOK = frozenset({"text", "style", "icon_custom_emoji_id"})
_REPLY_OPTIONS = frozenset(
    {"keyboard", "resize_keyboard", "one_time_keyboard", "is_persistent", "selective"}
    | {"input_field_placeholder"}
)
_REMOVE_OPTIONS = frozenset({"remove_keyboard", "selective"})
_FORCE_OPTIONS = frozenset({"force_reply", "selective", "input_field_placeholder"})


@dataclass(frozen=True, slots=True)
class Button:
    """One button, inline or of a reply keyboard."""

    label: str
    data: str = ""
    url: str = ""
    style: str = ""
    icon_custom_emoji_id: str = ""
    copy_text: str = ""
    request_contact: bool = False
    request_location: bool = False
    wire: Mapping[str, object] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The label without a leading emoji or punctuation."""
        return _LEADING.sub("", self.label) or self.label


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A checked reply markup; `wire` is what the server echoes."""

    kind: Literal["inline", "reply", "remove", "force"]
    rows: tuple[tuple[Button, ...], ...]
    wire: dict[str, object]


def parse(markup: dict[str, object]) -> Keyboard:
    """Check a `reply_markup`; raises `errors.ApiError` in Telegram's words."""
    if "inline_keyboard" in markup:
        return parse_inline(markup)
    if "keyboard" in markup:
        only(markup, _REPLY_OPTIONS, "ReplyKeyboardMarkup")
        rows = _rows(markup["keyboard"], _reply_button)
        placeholder = markup.get("input_field_placeholder", "")
        if len(str(placeholder)) > limits.MAX_PLACEHOLDER:
            raise bad_request("input field placeholder is too long")
        return Keyboard("reply", rows, markup)
    if markup.get("remove_keyboard") is True:
        only(markup, _REMOVE_OPTIONS, "ReplyKeyboardRemove")
        return Keyboard("remove", (), markup)
    if markup.get("force_reply") is True:
        only(markup, _FORCE_OPTIONS, "ForceReply")
        return Keyboard("force", (), markup)
    raise bad_request("object expected as reply markup")


def parse_inline(markup: dict[str, object]) -> Keyboard:
    """Check an inline keyboard, the only markup that edits take."""
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    only(markup, frozenset({"inline_keyboard"}), "InlineKeyboardMarkup")
    return Keyboard("inline", _rows(markup["inline_keyboard"], _inline_button), markup)


def _rows(raw: object, make: Callable[[object], Button]) -> tuple[tuple[Button, ...], ...]:
    if not isinstance(raw, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    rows = []
    for row in raw:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        if row:
            rows.append(tuple(make(button) for button in row))
    if sum(len(row) for row in rows) > limits.MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > limits.MAX_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return tuple(rows)


def _inline_button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    label = _label(raw, _INLINE_ACTIONS, "inline keyboard button")
    # Some are absent when empty, as on the real server; an empty inline query is a query.
    actions = [
        name
        for name in raw
        if name in _INLINE_ACTIONS and raw[name] is not None and (raw[name] or name in _MAYBE_EMPTY)
    ]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action expected")
    copy_text = raw.get("copy_text")
    return Button(
        label=label,
        data=_data(raw["callback_data"]) if raw.get("callback_data") else "",
        url=_url(raw["url"]) if raw.get("url") else "",
        style=str(raw.get("style", "")),
        icon_custom_emoji_id=str(raw.get("icon_custom_emoji_id", "")),
        copy_text=_copy_text(copy_text) if copy_text is not None else "",
        wire=raw,
    )


def _reply_button(raw: object) -> Button:
    if isinstance(raw, str):
        return Button(raw, wire={"text": raw})
    if not isinstance(raw, dict):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    label = _label(raw, _REPLY_ACTIONS, "keyboard button")
    return Button(
        label=label,
        style=str(raw.get("style", "")),
        icon_custom_emoji_id=str(raw.get("icon_custom_emoji_id", "")),
        request_contact=raw.get("request_contact") is True,
        request_location=raw.get("request_location") is True,
        wire=raw,
    )


def _label(raw: Mapping[str, object], actions: frozenset[str], what: str) -> str:
    only(raw, actions | _LOOK, what)
    label = raw.get("text")
    if not isinstance(label, str):
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not label.strip():
        raise bad_request(f"can't parse {what}: text must be non-empty")
    if raw.get("style", "primary") not in STYLES:
        raise bad_request(f"can't parse {what}: invalid button style specified")
    return label


def _data(raw: object) -> str:
    if not isinstance(raw, str) or not 1 <= len(raw.encode()) <= limits.MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return raw


def _url(raw: object) -> str:
    if not isinstance(raw, str) or not _LINK.match(raw):
        raise bad_request(f"inline keyboard button URL '{raw}' is invalid: Wrong HTTP URL")
    return raw


def _copy_text(raw: object) -> str:
    text = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= limits.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
