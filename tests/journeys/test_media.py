"""Everything that people send, both ways, in each of the seller's three ways of working, over a restart."""

from dataclasses import dataclass

import pytest

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Chat, Message
from tests.journeys.scenes import DETAILS, both
from tests.journeys.test_groups import moved_in
from tests.journeys.test_topics import topic_of
from tests.journeys.town import SECOND, Town
from tests.unit.simulator.page.shots import png

FILES = (
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
)
#: The last two are one album.
EVERYTHING = ["text", *FILES, "location", "contact", "photo", "photo"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A seller, the customer of their order, and the place where the order is worked."""

    town: Town
    seller: Person
    customer: Person
    chat: Chat
    thread: int | None = None

    def got(self) -> list[Message]:
        """What the bot has sent to that place, oldest first."""
        return [m for m in told(self.town, self.chat) if m.thread_id == self.thread]


def told(town: Town, chat: Chat) -> list[Message]:
    """The bot's messages in a chat, service messages left out."""
    bot = town.world.telegram.bot
    return [m for m in chat.messages if m.sender is bot and not m.kind.startswith("forum")]


@pytest.fixture(params=["replies", "topics", "group"])
async def desk(town: Town, request: pytest.FixtureRequest) -> Desk:
    """The order's desk in one of the three ways of working."""
    if request.param == "topics":
        town.world.telegram.has_topics_enabled = True
        await town.restarts()
    if request.param == "group":
        olena = await town.seller()
        group = town.world.group("Clay & Co team", [olena], forum=True, with_bot=False)
        await moved_in(town, olena, group)
        placed = await town.shop.places()
        taras = await town.customer(placed)
        [topic] = [t for t in group.chat.topics.values() if f"#{placed.number} ·" in t.name]
        return Desk(town, olena, taras, group.chat, topic.id)
    olena, taras, placed = await both(town)
    if request.param == "topics":
        return Desk(town, olena, taras, olena.chat, topic_of(olena, placed.number).id)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Message", on=card)).answered()
    await town.settles()
    return Desk(town, olena, taras, olena.chat)


async def sends_everything(who: Person, chat: Chat, thread: int | None) -> None:
    """In the order of `EVERYTHING`."""
    await who.says("Words", chat=chat, thread=thread)
    for kind in FILES:
        details = DETAILS.get(kind)
        await who.sends_file(kind, png(2, 2), details=details, chat=chat, thread=thread)
    await who.sends_location(49.84, 24.03, chat=chat, thread=thread)
    await who.shares_contact(chat=chat, thread=thread)
    await who.sends_album([png(1, 1)] * 2, chat=chat, thread=thread)


async def fails_and_restarts(town: Town) -> None:
    """Nothing reaches the chat; the bot is stopped and started; then it can be reached."""
    await town.settles()
    await town.passes(SECOND)
    assert town.world.telegram.faults.active[0].hits > 0
    await town.restarts()
    town.world.telegram.faults.clear()
    for _ in range(len(EVERYTHING)):
        await town.passes(30 * SECOND)


async def test_everything_goes_both_ways_over_a_restart(desk: Desk) -> None:
    """Each thing once, in the order it was sent, as what it was, an album as one."""
    faults = desk.town.world.telegram.faults
    before = len(desk.got())
    faults.server_error(chat=desk.chat.id, times=None)
    await sends_everything(desk.customer, desk.customer.chat, None)
    await fails_and_restarts(desk.town)
    arrived = desk.got()[before:]
    assert [m.kind for m in arrived] == EVERYTHING
    assert len({m.media_group_id for m in arrived[-2:]}) == 1
    assert arrived[-1].media_group_id

    before = len(told(desk.town, desk.customer.chat))
    faults.server_error(chat=desk.customer.id, times=None)
    await sends_everything(desk.seller, desk.chat, desk.thread)
    await fails_and_restarts(desk.town)
    arrived = told(desk.town, desk.customer.chat)[before:]
    assert [m.kind for m in arrived] == EVERYTHING
    assert len({m.media_group_id for m in arrived[-2:]}) == 1
