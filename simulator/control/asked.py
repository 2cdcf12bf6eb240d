"""One request to a lever, read with care. It pulls none."""

from collections.abc import Awaitable, Callable

from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.world import World


class Asked:
    """One request's JSON: what is wanted, and of whom."""

    def __init__(self, world: World, body: dict[str, object]) -> None:
        self.world = world
        self.body = body

    @property
    def person(self) -> Person:
        """The person that "person" names by id; raises KeyError."""
        return self.world.people[self.whole("person")]

    @property
    def message(self) -> Message | None:
        """The message that "message_id" names in the person's chat, if any."""
        return self.person.chat.message(self.whole("message_id"))

    def text(self, name: str, default: str = "") -> str:
        """A string; raises TypeError for anything else."""
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string")
        return value

    def real(self, name: str, default: float = 0.0) -> float:
        """A number; digits in a string will do. Raises TypeError, ValueError."""
        value = self.body.get(name, default)
        if not isinstance(value, str | int | float):
            raise TypeError(f"{name} must be a number")
        return float(value)

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        return int(self.real(name, default))

    def optional(self, name: str) -> int | None:
        """A whole number, None if absent."""
        return self.whole(name) if self.body.get(name) is not None else None


#: Does what is asked and returns what JSON can say.
Lever = Callable[[Asked], Awaitable[object]]
