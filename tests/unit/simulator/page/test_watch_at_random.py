"""Whatever happens, what pages were told adds up to what is there."""

import random
from collections.abc import Awaitable, Callable

import orjson
import pytest

from simulator.page.watch import Watch
from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused
from tests.unit.simulator.conftest import HandClock
from tests.unit.simulator.page.browser import merge

Deed = Callable[[], Awaitable[object]]


class Town:
    """People and a bot who do anything, by the same dice each time."""

    def __init__(self, world: World, bot: BotClient, clock: HandClock, seed: int) -> None:
        self.dice = random.Random(seed)
        self.world = world
        self.bot = bot
        self.clock = clock
        self.deeds: list[Deed] = [
            *(self.says, self.edits, self.deletes, self.sends, self.changes, self.types),
            *(self.opens_topic, self.closes_up, self.pins, self.reacts, self.hears_from_outside),
            *(self.joins, self.blocks, self.waits),
        ]

    async def acts(self) -> None:
        """One deed; what the world refuses is a deed too."""
        try:
            await self.dice.choice(self.deeds)()
        except (Refused, ValueError):
            return

    @property
    def someone(self) -> Person:
        """Anybody."""
        return self.dice.choice(list(self.world.people.values()))

    def some_message(self, person: Person) -> Message:
        """One that is still there; raises ValueError without one."""
        if not person.messages:
            raise ValueError("nothing is there")
        return self.dice.choice(person.messages)

    async def says(self) -> None:
        """Sometimes as an answer."""
        person = self.someone
        answered = self.dice.choice([None, *person.messages[-3:]])
        await person.says(f"said {self.dice.random()}", reply_to=answered)

    async def edits(self) -> None:
        """Their own message, or are refused."""
        person = self.someone
        await person.edits(self.some_message(person), f"edited {self.dice.random()}")

    async def deletes(self) -> None:
        """Anything in their chat."""
        person = self.someone
        await person.deletes(self.some_message(person))

    async def sends(self) -> None:
        """The bot: with buttons, with keys, with a placeholder or plainly."""
        markup = self.dice.choice(
            [
                {"inline_keyboard": [[{"text": str(self.dice.random()), "callback_data": "x"}]]},
                {"keyboard": [["Yes"], ["No"]]},
                {"remove_keyboard": True},
                {"force_reply": True, "input_field_placeholder": "Why?"},
            ]
        )
        where = {"chat_id": self.someone.id, "reply_markup": markup}
        await self.bot("sendMessage", text=f"sent {self.dice.random()}", **where)

    async def changes(self) -> None:
        """The bot edits something of its own, or is refused."""
        await self.bot("editMessageText", text=f"changed {self.dice.random()}", **self._named())

    async def types(self) -> None:
        """The bot is about to say something."""
        await self.bot("sendChatAction", chat_id=self.someone.id, action="typing")

    async def opens_topic(self) -> None:
        """The bot opens one."""
        await self.bot("createForumTopic", chat_id=self.someone.id, name="Order")

    async def closes_up(self) -> None:
        """The bot deletes a topic with all that is in it."""
        person = self.someone
        topic = self.dice.choice([0, *person.chat.topics])
        await self.bot("deleteForumTopic", chat_id=person.id, message_thread_id=topic)

    async def pins(self) -> None:
        """The bot pins."""
        await self.bot("pinChatMessage", **self._named())

    async def reacts(self) -> None:
        """The bot sets a reaction or takes it away."""
        reaction = self.dice.choice([[], [{"type": "emoji", "emoji": "👍"}]])
        await self.bot("setMessageReaction", reaction=reaction, **self._named())

    async def hears_from_outside(self) -> None:
        """The marketplace writes."""
        self.world.outside(self.someone, "Marketplace").says(f"told {self.dice.random()}")

    async def joins(self) -> None:
        """Somebody new."""
        await self.world.person(f"Person {self.dice.random()}").starts()

    async def blocks(self) -> None:
        """Or unblocks."""
        person = self.someone
        await (person.unblocks_bot() if person.chat.blocked else person.blocks_bot())

    async def waits(self) -> None:
        """Time passes."""
        self.clock.moves(seconds=self.dice.choice([1, 4, 60]))

    def _named(self) -> dict[str, object]:
        message = self.some_message(self.someone)
        return {"chat_id": message.chat.id, "message_id": message.id}


@pytest.mark.parametrize("seed", range(6))
async def test_changes_add_up_to_the_whole(
    world: World, bot: BotClient, clock: HandClock, olena: Person, seed: int
) -> None:
    """A page that saw every change is drawn as one that was just opened."""
    world.telegram.has_topics_enabled = True
    town = Town(world, bot, clock, seed)
    watch = Watch(world, dict)
    watch.change()
    told = orjson.loads(watch.whole())
    for _ in range(150):
        await town.acts()
        if town.dice.random() < 0.3:
            merge(told, orjson.loads(watch.change(always=True) or b"{}"))
    merge(told, orjson.loads(watch.change(always=True) or b"{}"))
    fresh = Watch(world, dict)
    fresh.change()
    whole = orjson.loads(fresh.whole())
    for one in (told, whole):
        del one["calls"]
    assert told == whole
    assert watch.change() is None
