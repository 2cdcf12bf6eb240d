"""One short line for a call or an update: its own words and numbers, in no language of ours."""

from collections.abc import Mapping

import orjson

from simulator.telegram.calls import Call

_LONGEST = 80
#: Parameters that say most about a call, the first one there is.
_TELLING = ("text", "caption", "name", "phone_number", "action", "description", "url")


def of_call(call: Call, answer: bytes) -> str:
    """What a call is about: the refusal, the text, the count, the message."""
    if not call.ok:
        return clipped(call.description)
    if call.method == "getUpdates":
        return _count(answer)
    for name in ("commands", "results", "media", "message_ids", "reaction"):
        if isinstance(found := call.params.get(name), list):
            return f"{name} × {len(found)}"
    for name in _TELLING:
        if found := call.params.get(name):
            return clipped(str(found))
    number = call.params.get("message_id") or call.params.get("message_thread_id")
    return "" if number is None else f"#{number}"


def of_update(payload: Mapping[str, object]) -> str:
    """What an update brings: the text, the button's data, the new standing."""
    for kind, value in payload.items():
        if kind == "update_id" or not isinstance(value, dict):
            continue
        for name in ("text", "caption", "data", "query"):
            if found := value.get(name):
                return clipped(str(found))
        standing = value.get("new_chat_member")
        if isinstance(standing, dict):
            return str(standing.get("status", ""))
        return next((name for name in value if name in _CONTENTS), "")
    return ""


_CONTENTS = frozenset(
    {"photo", "video", "voice", "document", "audio", "animation", "sticker", "video_note"}
    | {"contact", "location", "chat_shared", "new_chat_members", "left_chat_member"}
)


def _count(answer: bytes) -> str:
    found = orjson.loads(answer)
    return f"× {len(found)}" if isinstance(found, list) else str(found)


def clipped(text: str) -> str:
    """The text in one line that is not too long."""
    line = " ".join(text[: _LONGEST * 4].split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
