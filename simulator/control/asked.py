"""One request to a lever, read with care, and how a lever says no. It pulls none."""

import math
from collections.abc import Awaitable, Callable, Mapping

from simulator.people import Person
from simulator.telegram.chats import Chat, Message
from simulator.world import World

_MAX_WHOLE = 2**53 - 1  # Number.MAX_SAFE_INTEGER, ECMA-262


class Refused(Exception):
    """A lever's calm no: a code for programs, a sentence for people, an HTTP status from 400."""

    def __init__(
        self, code: str, text: str, fields: Mapping[str, str] | None = None, status: int = 409
    ) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        #: What is wrong with single fields of the request, by name.
        self.fields = fields or {}
        self.status = status


class Asked:
    """One request's JSON: what is wanted, and of whom."""

    def __init__(self, world: World, body: Mapping[str, object]) -> None:
        self.world = world
        self.body = body

    @property
    def person(self) -> Person:
        """The person that "person" names by id; raises `Refused`."""
        number = self.whole("person")
        found = self.world.people.get(number)
        if found is None:
            raise Refused("unknown_person", f"There is nobody with the id {number}.", status=404)
        return found

    @property
    def chat(self) -> Chat:
        """The chat of theirs that "chat" names, else the one with the bot; raises `Refused`."""
        person = self.person
        if self.body.get("chat") in (None, ""):
            return person.chat
        found = self.anyones_chat
        if found not in self.world.chats_of(person):
            raise Refused("not_theirs", f"{person.name} does not have that chat.", status=403)
        return found

    @property
    def anyones_chat(self) -> Chat:
        """The chat that "chat" names by id, whoever's it is; raises `Refused`."""
        number = self.whole("chat")
        found = self.world.chat(number)
        if found is None:
            raise Refused("unknown_chat", f"There is no chat with the id {number}.", status=404)
        return found

    @property
    def reply_to(self) -> Message | None:
        """The message of the chat that "message_id" names; None when it names none."""
        return None if self.body.get("message_id") is None else self.message

    @property
    def message(self) -> Message:
        """The message that "message_id" names in the chat; raises `Refused`."""
        return self.message_in(self.chat)

    def message_in(self, chat: Chat) -> Message:
        """The message of `chat` that "message_id" names; raises `Refused`."""
        found = chat.message(self.whole("message_id"))
        if found is None:
            raise Refused("unknown_message", "That message is no longer there.", status=404)
        return found

    def text(self, name: str, default: str = "") -> str:
        """A string; raises TypeError for anything else."""
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string")
        return value

    def real(self, name: str, default: float = 0.0) -> float:
        """A finite number; digits in a string will do. Raises TypeError, ValueError."""
        value = self.body.get(name, default)
        if not isinstance(value, str | int | float):
            raise TypeError(f"{name} must be a number")
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{name} must be a finite number")
        return number

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number that a browser can tell from its neighbours; raises like `real`."""
        number = self.real(name, default)
        if abs(number) > _MAX_WHOLE:
            raise ValueError(f"{name} is too large")
        return int(number)

    def optional(self, name: str) -> int | None:
        """A whole number, None if absent or empty."""
        return None if self.body.get(name) in (None, "") else self.whole(name)


#: Does what is asked and returns what JSON can say.
Lever = Callable[[Asked], Awaitable[object]]
