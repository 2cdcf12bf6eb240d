"""A shop's own forum group: a topic per order, staff who answer and tap, and what may befall the group."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from orders import venues
from orders.places import Mode, Venue
from simulator.groups import Group
from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.telegram.threads import Topic
from tests.journeys.scenes import heard
from tests.journeys.shop import Placed
from tests.journeys.town import Town, read
from tests.unit.simulator.page.shots import png


@dataclass(frozen=True, slots=True)
class Team:
    """A shop with a group, an owner and an assistant in it, and an order with its customer."""

    town: Town
    olena: Person
    petro: Person
    taras: Person
    group: Group
    placed: Placed

    def topic(self) -> Topic:
        """The order's topic."""
        wanted = f"#{self.placed.number} ·"
        found = [t for t in self.group.chat.topics.values() if wanted in t.name and not t.deleted]
        assert len(found) == 1, [t.name for t in self.group.chat.topics.values()]
        return found[0]

    def within(self, text: str = "") -> list[Message]:
        """What the bot said in the order's topic."""
        topic = self.topic()
        return [
            m
            for m in self.group.messages
            if m.thread_id == topic.id and m.sender is self.town.world.telegram.bot
            and text in read(m) and not m.kind.startswith("forum")
        ]  # fmt: skip

    async def writes(self, who: Person, text: str) -> Message:
        """Somebody writes in the order's topic."""
        said = await who.says(text, chat=self.group.chat, thread=self.topic().id)
        await self.town.settles()
        return said


async def moved_in(town: Town, olena: Person, group: Group) -> None:
    """The owner picks the group in /settings."""
    await olena.says("/settings")
    await (await olena.taps("In a group of our own")).answered()
    await olena.sees("Pick your group with the key below.")
    await olena.picks_chat("Pick the group", group)
    await olena.sees("The open ones move there now.")
    await town.settles()


@pytest.fixture
async def team(town: Town) -> Team:
    """Everybody in their place."""
    olena = await town.seller()
    petro = town.world.person("Petro Bondar")
    group = town.world.group("Clay & Co team", [olena, petro], forum=True, with_bot=False)
    await moved_in(town, olena, group)
    await (await olena.taps("Invite an assistant")).answered()
    invitation = await olena.sees("Pass this link on to your assistant")
    petro.follows(read(invitation).splitlines()[-1])
    await petro.sees("You now answer and tap for Clay & Co")
    placed = await town.shop.places()
    taras = await town.customer(placed)
    return Team(town, olena, petro, taras, group, placed)


async def test_orders_ring_in_the_group_and_staff_answer_and_tap(team: Team) -> None:
    """The customer sees the shop's name, whoever of its people writes."""
    town = team.town
    [card] = team.within(f"New order #{team.placed.number}")
    assert heard(team.olena, "New order") == []
    await team.taras.says("Is it ready?")
    await town.settles()
    assert [read(m) for m in team.within("ready")] == ["Is it ready?"]
    await team.writes(team.petro, "On Friday.")
    await team.writes(team.olena, "Or on Saturday.")
    said = [read(m) for m in heard(team.taras, "💬")]
    head = f"💬 Clay & Co · #{team.placed.number}"
    assert said == [f"{head}\nOn Friday.", f"{head}\nOr on Saturday."]
    await (await team.petro.taps("Approve", on=card)).answered()
    await town.settles()
    assert "Confirmed" in read(card)
    assert team.topic().name == f"#{team.placed.number} · Confirmed · Olena Koval"


async def test_who_is_not_of_the_staff_reaches_nobody(team: Team) -> None:
    """They are told so; their taps are refused; talk outside the topics stays in the group."""
    town = team.town
    nemo = town.world.person("Nemo")
    team.group.adds(nemo)
    await team.writes(nemo, "I am nobody")
    assert heard(team.taras, "I am nobody") == []
    assert len(team.within("This did not go to the customer")) == 1
    [card] = team.within("New order")
    answer = await (await nemo.taps("Approve", on=card)).answered()
    assert "can’t find this order" in answer.text
    await team.olena.says("Tea, anybody?", chat=team.group.chat)
    await town.settles()
    assert heard(team.taras, "Tea") == []
    assert "Tea" in team.group.messages[-1].text
    await team.olena.says("@orderbell_bot hello", chat=team.group.chat)
    await town.settles()
    assert "only what is written in an order’s topic" in read(team.group.messages[-1])


async def test_a_dismissed_assistant_answers_no_more(team: Team) -> None:
    """And the old link lets nobody in again."""
    town = team.town
    await team.olena.says("/settings")
    await town.settles()
    await (await team.olena.taps("Petro Bondar")).answered()
    await town.settles()
    await team.writes(team.petro, "Hello?")
    assert heard(team.taras, "Hello?") == []
    await team.petro.says("/settings")
    await team.petro.sees("only the owner of a shop chooses")


async def test_files_and_edits_in_the_group(team: Team) -> None:
    """A photo both ways, an edit both ways, an album whole."""
    town = team.town
    await team.taras.sends_photo(png(2, 2), "Like this")
    await town.settles()
    assert team.within("Like this")[0].kind == "photo"
    said = await team.petro.sends_photo(
        png(2, 2), "Or this", chat=team.group.chat, thread=team.topic().id
    )
    await town.settles()
    await team.petro.edits(said, "Or that")
    await town.settles()
    assert [m.kind for m in heard(team.taras, "Or that")] == ["photo"]


async def test_a_closed_order_closes_its_topic(team: Team) -> None:
    """Renamed and closed; an order that is opened again opens it."""
    town = team.town
    [card] = team.within("New order")
    for label in ("Approve", "Mark as paid", "Close order"):
        await (await team.petro.taps(label, on=card)).answered()
        await town.settles()
    assert (team.topic().closed, "Closed" in team.topic().name) == (True, True)
    await (await team.petro.taps("Undo", on=card)).answered()
    await town.settles()
    assert (team.topic().closed, "Paid" in team.topic().name) == (False, True)


async def test_a_topic_deleted_by_hand_is_made_anew(team: Team) -> None:
    """With the card and the last lines."""
    town = team.town
    await team.taras.says("Blue, please!")
    await town.settles()
    team.group.deletes_topic(team.topic().id)
    await team.taras.says("Are you there?")
    await town.settles()
    words = [read(m) for m in team.within()]
    assert any("Blue, please!" in text and "was gone" in text for text in words)
    assert any("New order" in text for text in words)
    assert words[-1] == "Are you there?"


async def test_a_topic_closed_by_hand_is_written_in_as_before(team: Team) -> None:
    """A bot with its rights may; without them the order goes on in replies, and nothing is lost."""
    town = team.town
    topic = team.topic()
    team.group.closes_topic(topic.id)
    await team.taras.says("Are you there?")
    await town.settles()
    assert [read(m) for m in team.within("there")] == ["Are you there?"]
    team.group.adds_bot(rights=())
    await team.taras.says("Hello?")
    await town.settles()
    last = team.group.messages[-1]
    assert (last.thread_id, "Hello?" in last.text) == (None, True)
    await team.petro.says("Here I am", chat=team.group.chat, reply_to=last)
    await town.settles()
    assert len(heard(team.taras, "Here I am")) == 1


async def test_thrown_out_of_the_group_orders_ring_in_the_owners_chat(team: Team) -> None:
    """The owner is told, the open cards move, and nothing that was said is lost."""
    town = team.town
    team.group.kicks_bot()
    await team.taras.says("Hello?")
    await town.settles()
    assert len(heard(team.olena, "no longer in the group Clay & Co team")) == 1
    assert len(heard(team.olena, f"New order #{team.placed.number}")) == 1
    assert len(heard(team.olena, "Hello?")) == 1


async def test_without_its_rights_the_bot_goes_on_in_replies(team: Team) -> None:
    """The owner is told how to mend it; a new order stands in the group all the same."""
    town = team.town
    team.group.adds_bot(rights=())
    await town.settles()
    assert len(heard(team.olena, "I may make no topics any more")) == 1
    placed = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.settles()
    last = team.group.messages[-1]
    assert (last.thread_id, f"New order #{placed.number}" in last.text) == (None, True)
    ivan = await town.customer(placed, "Ivan")
    await ivan.says("Hi")
    await town.settles()
    got = team.group.messages[-1]
    assert read(got) == f"💬 Petro · #{placed.number}\nHi"
    await team.petro.says("Hello Ivan", chat=team.group.chat, reply_to=got)
    await town.settles()
    assert len(heard(ivan, "Hello Ivan")) == 1


async def test_a_group_that_will_not_do_is_refused_with_the_reason(town: Town) -> None:
    """No topics, no rights, not in it."""
    olena = await town.seller()
    plain = town.world.group("Plain", [olena])
    await olena.says("/settings")
    await (await olena.taps("In a group of our own")).answered()
    await town.settles()
    await olena.picks_chat("Pick the group", plain)
    await olena.sees("This group has no topics.")
    placed = await town.shop.places()
    await olena.sees(f"New order #{placed.number}")


async def test_a_group_that_becomes_a_supergroup_is_followed(town: Town) -> None:
    """Its id changes: what stood in the old chat stands in the new one, and the talk goes on."""
    olena = await town.seller()
    group = town.world.group("Clay & Co", [olena], basic=True)
    async with town.service.office.store.read() as uow:
        seller = await uow.people.seller_by_ref("clay")
    venue = Venue(seller.id, Mode.GROUP, group.id, "Clay & Co")
    await venues.choose(town.service.office, venue)
    placed = await town.shop.places()
    taras = await town.customer(placed)
    assert f"New order #{placed.number}" in group.messages[-1].text
    old = group.chat
    group.upgrades()
    await taras.says("Hello?")
    await town.settles()
    assert group.chat is not old
    assert read(group.messages[-1]) == f"💬 Olena Koval · #{placed.number}\nHello?"
    async with town.service.office.store.read() as uow:
        assert (await uow.venues.of(seller.id)).group_id == group.id


async def test_a_shop_with_assistants_needs_no_owner_in_telegram(team: Team) -> None:
    """The owner has blocked the bot: the group works all the same."""
    town = team.town
    team.olena.blocks_bot()
    await team.taras.says("Anybody?")
    await town.settles()
    assert [read(m) for m in team.within("Anybody?")] == ["Anybody?"]


async def test_feedback_is_read_and_answered_in_the_topic(team: Team) -> None:
    """Also once the order has closed and its topic with it; whoever of the staff answers first, answers."""
    town, number = team.town, team.placed.number
    for step in ("approve", "mark_paid", "mark_sent", "close"):
        await town.shop.caller.acts(number, step, "clay")
    await town.passes(timedelta(seconds=60))
    [card] = team.within("Closed")
    answer = await (await team.petro.taps("Remind about feedback", on=card)).answered()
    assert answer.text == "The customer is asked for feedback now."
    await town.settles()
    assert len(team.within("You can also call")) == 1
    [question] = heard(team.taras, "would be glad to hear")
    for _ in range(2):
        await (await team.taras.taps("5 ⭐", on=question)).answered()
        await town.settles()
    [news] = team.within("left feedback on order")
    await (await team.petro.taps("Answer the feedback", on=news)).answered()
    await town.settles()
    assert len(team.within("What do you answer")) == 1
    await team.writes(team.petro, "Thank you!")
    assert len(heard(team.taras, "answered your feedback")) == 1
    assert len(heard(team.taras, "💬 Clay & Co ·")) == 0, "it is no message of the talk"
    answer = await (await team.olena.taps("Answer the feedback", on=news)).answered()
    assert answer.text.startswith("You have answered this feedback already.")
