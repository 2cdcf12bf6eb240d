"""Scenes that many journeys begin with, and taps one after the other."""

from simulator.people import Person
from tests.journeys.shop import Placed
from tests.journeys.town import Town


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
