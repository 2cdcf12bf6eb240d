"""What time brings as a message: a warning, a reminder, a quiet word, the question for feedback. It sends nothing."""

from dataclasses import dataclass

from channels.telegram import feedback_asks
from channels.telegram.faces import Face
from channels.telegram.nudging import nudge
from channels.telegram.reminding import reminding
from channels.telegram.showing import Errand
from orders.ports import Effect, Office
from orders.work import Topic

#: The topics of these messages.
PROMPTS = frozenset({Topic.CLOSING, Topic.REMINDER, Topic.NUDGE, Topic.FEEDBACK})


@dataclass(frozen=True, slots=True)
class Prompt:
    """One message, whether it makes a sound, and what is written once it has gone out."""

    face: Face
    silent: bool = False
    then: Effect | None = None


async def prompt(office: Office, errand: Errand) -> Prompt | str:
    """The message of a row about one of `PROMPTS`, or why there is none any more.

    Raises `PutBack` for what is to be looked at again later.
    """
    if errand.work.topic is Topic.FEEDBACK:
        asked = await feedback_asks.asking(office, errand)
        return asked if isinstance(asked, str) else Prompt(asked[0], silent=True, then=asked[1])
    if errand.work.topic is Topic.NUDGE:
        word = await nudge(office, errand.work, errand.view, errand.events, errand.voice)
        return "no word of the seller is missing" if word is None else Prompt(word, silent=True)
    face = reminding(errand)
    return face if isinstance(face, str) else Prompt(face)
