"""Scenes that many journeys begin with, taps one after the other, and what people have heard."""

from orders.model import Party
from orders.rhythm import Rhythm
from orders.rounds import choose
from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.shop import Placed
from tests.journeys.town import Town, read

#: What Telegram says of a file of these kinds.
DETAILS: dict[str, dict[str, object]] = {
    "video": {"duration": 2, "width": 2, "height": 2},
    "animation": {"duration": 2, "width": 2, "height": 2},
    "audio": {"duration": 2},
    "voice": {"duration": 2},
    "video_note": {"duration": 2, "length": 2},
    "sticker": {"width": 2, "height": 2},
}


async def both(town: Town, language: str = "en") -> tuple[Person, Person, Placed]:
    """A seller with a new order, and its customer."""
    olena = await town.seller()
    placed = await town.shop.places()
    return olena, await town.customer(placed, language=language), placed


async def taps(town: Town, person: Person, *labels: str) -> str:
    """Press one button after the other; the last answer."""
    said = ""
    for label in labels:
        said = (await (await person.taps(label)).answered()).text
        await town.settles()
    return said


def labels(message: Message) -> list[str]:
    """Its buttons."""
    return [button.plain for row in message.buttons for button in row]


def heard(person: Person, text: str) -> list[Message]:
    """The bot's messages with `text`, oldest first."""
    return [m for m in person.messages if m.sender is not person.user and text in read(m)]


def said_to(person: Person) -> list[str]:
    """What the other side said, without the head."""
    return [read(m).split("\n", 1)[1] for m in heard(person, "💬") if "\n" in m.text]


async def sleepless(town: Town) -> None:
    """The first seller has no quiet hours: what becomes due at night comes then."""
    awake = Rhythm(quiet=None, digest_at=None, weekly=False)
    await choose(town.service.office, [Party(Actor.SELLER, 1)], awake)
