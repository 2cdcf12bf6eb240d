"""A world, a bot that has no rules, and people who started it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self.at

    def moves(self, **by: float) -> None:
        """Go forward by `timedelta(**by)`."""
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    """The world's time, moved by hand."""
    return HandClock()


@pytest.fixture
async def world(clock: HandClock) -> AsyncIterator[World]:
    """A world that listens; flood limits are off unless a test switches them on."""
    async with World.start(clock=clock) as started:
        started.telegram.flood.strictness = "off"
        yield started


@pytest.fixture
async def bot(world: World) -> AsyncIterator[BotClient]:
    """The bot's side."""
    async with aiohttp.ClientSession() as http:
        yield BotClient(world, http)


@pytest.fixture
async def olena(world: World) -> Person:
    """Someone who pressed Start; the bot has not fetched it yet."""
    person = world.person("Olena Koval", language="uk", username="olena")
    await person.starts()
    return person
