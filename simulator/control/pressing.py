"""Buttons and links pressed by eye and thumb, as levers: this row, this column, whatever it says."""

from simulator.control.asked import Asked, Lever, Refused
from simulator.deeds import Tap
from simulator.people import Person
from simulator.sight import NotSeen
from simulator.telegram import incoming
from simulator.telegram.chats import Message
from simulator.telegram.keyboards import Button
from simulator.telegram.service import Toast

#: How long a button spins for somebody who watches it.
ANSWER_WITHIN_S = 25.0


async def _tap_at(asked: Asked) -> object:
    """Press the button at "row" and "column", and wait for the bot's answer."""
    person, message = asked.person, asked.message
    button = _button(message, asked)
    if button.url:
        return _followed(person, button.url)
    return await _answered(person, person.taps_button(message, button), asked)


async def _forge(asked: Asked) -> object:
    """Press a button of somebody else's chat, as who calls the raw API can."""
    person, message = asked.person, asked.message_in(asked.anyones_chat)
    button = _button(message, asked)
    if not button.data:
        raise Refused("not_forgeable", "That button sends nothing to the bot.")
    pending = incoming.tap(asked.world.telegram, message, person.user, button.data)
    return await _answered(person, Tap(asked.world.telegram, button, pending), asked)


async def _follow(asked: Asked) -> object:
    return {"opened": _followed(asked.person, asked.text("link"))["opened"]}


def _button(message: Message, asked: Asked) -> Button:
    row, column = asked.whole("row"), asked.whole("column")
    if 0 <= row < len(message.buttons) and 0 <= column < len(message.buttons[row]):
        return message.buttons[row][column]
    raise Refused("unknown_button", "That button is no longer there.", status=404)


async def _answered(person: Person, tap: Tap, asked: Asked) -> dict[str, object]:
    try:
        toast = await tap.answered(asked.real("within_s", ANSWER_WITHIN_S))
    except NotSeen:
        raise Refused("no_answer", "The bot has not answered yet.") from None
    return _outcome(person, tap.button, toast)


def _outcome(person: Person, button: Button, toast: Toast) -> dict[str, object]:
    said: dict[str, object] = {"text": toast.text, "alert": toast.show_alert}
    if toast.url:
        return _followed(person, toast.url) | said
    return said | {"url": "", "copied": button.copy_text, "opened": None}


def _followed(person: Person, link: str) -> dict[str, object]:
    """The chat with the bot when the link leads there, else the link for the page to open."""
    arrived = person.follows(link).outcome
    opened = None if arrived is None else str(arrived.chat.id)
    url = link if arrived is None else ""
    return {"text": "", "alert": False, "url": url, "copied": "", "opened": opened}


LEVERS: dict[str, Lever] = {"tap-at": _tap_at, "forge": _forge, "follow": _follow}
