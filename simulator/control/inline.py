"""Inline mode as levers: ask the bot from the input field, send one of its results."""

from simulator.control.asked import Asked, Lever, Refused
from simulator.inline import choose
from simulator.sight import NotSeen
from simulator.telegram.files import Files

#: Source: core.telegram.org/bots/inline: clients wait about this long.
_ANSWER_WITHIN_S = 10.0


async def _inline(asked: Asked) -> object:
    """The bot's results for "query"; none from a bot that takes no inline queries."""
    person, telegram = asked.person, asked.world.telegram
    if not telegram.updates.wants("inline_query"):
        return []
    try:
        found = await person.asks_inline(
            asked.text("query"), asked.real("within_s", _ANSWER_WITHIN_S)
        )
    except NotSeen:
        raise Refused("no_answer", "The bot has not answered yet.") from None
    return [_result(result, telegram.files) for result in found]


async def _choose(asked: Asked) -> object:
    """Send the result with the id "result" of the last query."""
    message = choose(asked.person, asked.text("result"), asked.chat)
    return {"id": message.id, "chat": str(message.chat.id)}


def _result(result: dict[str, object], files: Files) -> dict[str, object]:
    picture = str(result.get("photo_file_id") or result.get("sticker_file_id") or "")
    return {
        "id": str(result["id"]),
        "title": str(result.get("title", "")),
        "description": str(result.get("description", "")),
        "thumb": f"/files/{picture}" if files.by_id(picture) is not None else "",
    }


LEVERS: dict[str, Lever] = {"inline": _inline, "inline/choose": _choose}
