"""A topic per order in the seller's own chat, where the bot has topics in private chats."""

import pytest

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.telegram.threads import Topic
from simulator.telegram.topics import remove_topic
from tests.journeys.scenes import DETAILS, both, heard
from tests.journeys.town import SECOND, Town, read
from tests.unit.simulator.page.shots import png


@pytest.fixture
async def forum(town: Town) -> Town:
    """The town's bot has topics."""
    town.world.telegram.has_topics_enabled = True
    await town.restarts()
    return town


def topic_of(person: Person, number: int) -> Topic:
    """The order's topic, of which there is one."""
    found = [t for t in person.chat.topics.values() if f"#{number} ·" in t.name and not t.deleted]
    assert len(found) == 1, [t.name for t in person.chat.topics.values()]
    return found[0]


def within(person: Person, topic: Topic) -> list[Message]:
    """What stands in the topic, service messages left out."""
    return [
        m for m in person.messages if m.thread_id == topic.id and not m.kind.startswith("forum")
    ]


async def test_an_order_has_a_topic_that_follows_its_status(forum: Town) -> None:
    """Named by number, status and customer; the alert rings in it; the card stays there."""
    olena = await forum.seller()
    rings = olena.rings
    placed = await forum.shop.places()
    await forum.settles()
    topic = topic_of(olena, placed.number)
    assert topic.name == f"#{placed.number} · New · Olena Koval"
    assert olena.rings == rings + 1
    [card] = within(olena, topic)
    for label, state in (("Approve", "Confirmed"), ("Mark as paid", "Paid")):
        await (await olena.taps(label, on=card)).answered()
        await forum.settles()
        assert topic.name == f"#{placed.number} · {state} · Olena Koval"
    assert topic.icon_custom_emoji_id == "5350452584119279096"
    assert f"#{placed.number} · Paid" in read(card)


async def test_the_talk_stays_in_the_topic(forum: Town) -> None:
    """No head and no choice for the seller: the topic says what it is about; the customer just writes."""
    olena, taras, placed = await both(forum)
    other = await forum.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await forum.settles()
    topic = topic_of(olena, placed.number)
    said = await taras.says("Is it ready?")
    await forum.settles()
    got = within(olena, topic)[-1]
    assert read(got) == "Is it ready?"
    await olena.says("Tomorrow!", thread=topic.id)
    await forum.settles()
    assert [read(m).split("\n")[1] for m in heard(taras, "💬 Clay & Co")] == ["Tomorrow!"]
    assert len(within(olena, topic_of(olena, other.number))) == 1
    await taras.edits(said, "Is it ready yet?")
    await forum.settles()
    assert read(got) == "Is it ready yet?"


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
async def test_files_go_both_ways(forum: Town, kind: str) -> None:
    """Into the topic and out of it."""
    olena, taras, placed = await both(forum)
    topic = topic_of(olena, placed.number)
    await taras.sends_file(kind, png(2, 2), details=DETAILS.get(kind))
    await forum.settles()
    assert within(olena, topic)[-1].kind == kind
    await olena.sends_file(kind, png(2, 2), thread=topic.id, details=DETAILS.get(kind))
    await forum.settles()
    assert taras.last_message.kind == kind


async def test_an_album_lands_in_the_topic(forum: Town) -> None:
    """Whole."""
    olena, taras, placed = await both(forum)
    await taras.sends_album([png(1, 1)] * 2, "Two")
    await forum.settles()
    await forum.passes(SECOND)
    kinds = [m.kind for m in within(olena, topic_of(olena, placed.number))]
    assert kinds[-2:] == ["photo", "photo"]


@pytest.mark.parametrize("silently", [False, True], ids=["refused", "silently"])
async def test_a_deleted_topic_is_made_anew_once(forum: Town, silently: bool) -> None:
    """With the card and the last lines, before what was to be said; the second time in replies."""
    olena, taras, placed = await both(forum)
    forum.world.telegram.ignores_wrong_threads = silently
    await taras.says("Blue or green?")
    await forum.settles()
    remove_topic(forum.world.telegram, olena.chat, topic_of(olena, placed.number))
    await taras.says("Green, I think.")
    await forum.settles()
    topic = topic_of(olena, placed.number)
    words = [read(m) for m in within(olena, topic)]
    assert any("This was said last:" in text and "Blue or green?" in text for text in words)
    assert any(f"New order #{placed.number}" in text for text in words)
    assert words[-1] == "Green, I think."
    assert [m for m in olena.messages if m.thread_id is None and "Green" in m.text] == []
    remove_topic(forum.world.telegram, olena.chat, topic)
    await taras.says("Really green.")
    await forum.settles()
    last = olena.last_message
    assert last.thread_id is None
    assert read(last) == f"💬 Olena Koval · #{placed.number}\nReally green."
    await (await olena.taps("Approve")).answered()
    await forum.settles()
    assert forum.events(placed.number) == ["placed", "approved"]


async def test_first_contact_from_both_sides_makes_one_topic(forum: Town) -> None:
    """A card, two messages and a notice at the same moment."""
    olena = await forum.seller()
    placed = await forum.shop.places()
    taras = await forum.customer(placed)
    await taras.says("One")
    await taras.says("Two")
    await (await taras.taps("Cancel request")).answered()
    await (await taras.taps("Yes, cancel it")).answered()
    await forum.settles()
    topic = topic_of(olena, placed.number)
    assert "Cancelled" in topic.name
    assert [read(m) for m in within(olena, topic) if read(m) in ("One", "Two")] == ["One", "Two"]


async def test_a_question_in_one_topic_is_not_answered_in_another(forum: Town) -> None:
    """A reason that is asked for in one topic; words in another one are for its customer."""
    olena, taras, placed = await both(forum)
    other = await forum.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await forum.settles()
    card = await forum.card(other.number, Actor.SELLER, olena)
    for label in ("Cancel order", "Other"):
        await (await olena.taps(label, on=card)).answered()
        await forum.settles()
    await olena.says("It is ready", thread=topic_of(olena, placed.number).id)
    await forum.settles()
    assert len(heard(taras, "It is ready")) == 1
    assert forum.events(other.number) == ["placed"]
    await olena.says("No clay left", thread=topic_of(olena, other.number).id)
    await forum.settles()
    assert forum.events(other.number) == ["placed", "cancelled"]


async def test_in_the_chat_itself_the_seller_is_asked(forum: Town) -> None:
    """What is typed outside every topic is about one of several orders."""
    olena, taras, placed = await both(forum)
    await forum.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await forum.settles()
    await olena.says("Hello there")
    await forum.settles()
    await olena.taps(f"{placed.number} ")
    await forum.settles()
    assert len(heard(taras, "Hello there")) == 1
