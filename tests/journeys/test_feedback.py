"""Feedback: asked for kindly and at most twice, given with two taps, answered once, shown before others buy."""

from datetime import timedelta

from sqlalchemy import select

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from storage.tables import feedback
from tests.journeys.scenes import both, heard
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

UNDO = timedelta(seconds=60)
#: What the clock asks first, and once more.
ASKED, AGAIN = "How did you like order", "May I ask once more"
PRODUCT, SELLER = "How many stars for the product?", "And how many for the seller?"


async def comes_to(town: Town, placed: Placed, *steps: str) -> None:
    """The seller takes these steps."""
    for step in steps:
        reply = await town.shop.caller.acts(placed.number, step, "clay")
        assert reply.status == 200, reply.body
    await town.settles()


async def sent(town: Town) -> tuple[Person, Person, Placed]:
    """A seller, their customer, and an order that is on its way."""
    olena, taras, placed = await both(town)
    await comes_to(town, placed, "approve", "mark_paid", "mark_sent")
    return olena, taras, placed


def asks(person: Person) -> list[Message]:
    """The messages in which stars for the product can be tapped."""
    return [m for m in person.messages if m.sender is not person.user and m.button("5 ⭐")]


def asked(person: Person) -> tuple[int, int]:
    """How often the clock has asked for the first time, and once more."""
    return len(heard(person, ASKED)), len(heard(person, AGAIN))


async def presses(town: Town, person: Person, label: str, on: Message) -> str:
    """Press a button of this message; the answer."""
    said = (await (await person.taps(label, on=on)).answered()).text
    await town.settles()
    return said


async def card(town: Town, placed: Placed, actor: Actor, person: Person) -> Message:
    """The person's card."""
    return await town.card(placed.number, actor, person)


def given(town: Town) -> list[tuple[int, int, str]]:
    """All feedback, as it is kept."""
    columns = (feedback.c.product_stars, feedback.c.seller_stars, feedback.c.comment)
    return [tuple(row) for row in town.rows(select(*columns).order_by(feedback.c.order_number))]


async def test_from_received_to_answered(town: Town) -> None:
    """It has come, the stars, a comment, the seller's answer; everybody sees it where they look."""
    olena, taras, placed = await sent(town)
    mine = await card(town, placed, Actor.CUSTOMER, taras)
    said = await presses(town, taras, "I received it", mine)
    assert said == "Noted, and the seller is told. What do you think of it?"
    [told] = heard(olena, "has received order")
    assert told.button("Close order") is not None
    mine = await card(town, placed, Actor.CUSTOMER, taras)
    assert mine.button("I received it") is None
    assert mine.button("Leave feedback") is not None
    [question] = asks(taras)
    await presses(town, taras, "5 ⭐", question)
    assert SELLER in read(question)
    assert "Product: ★★★★★" in read(question)
    rings = olena.rings
    await presses(town, taras, "4 ⭐", question)
    assert given(town) == [(5, 4, "")], "whoever goes away now has given feedback"
    [news] = heard(olena, "left feedback on order")
    assert "Product ★★★★★ · Seller ★★★★☆" in read(news)
    assert olena.rings == rings + 1
    await taras.says("Lovely, and well packed.")
    await town.settles()
    assert given(town) == [(5, 4, "Lovely, and well packed.")]
    assert "Thank you for your feedback" in read(taras.last_message)
    await town.passes(10 * SECOND)
    [newer] = heard(olena, "now reads")
    assert "Lovely, and well packed." in read(newer)
    await presses(town, olena, "Answer the feedback", newer)
    assert "What do you answer" in read(olena.last_message)
    await olena.says("Thank you, Taras!")
    await town.settles()
    assert "is on its way to the customer" in read(olena.last_message)
    [answer] = heard(taras, "answered your feedback")
    assert "Thank you, Taras!" in read(answer)
    for actor, person in ((Actor.SELLER, olena), (Actor.CUSTOMER, taras)):
        shown = await card(town, placed, actor, person)
        assert "Product ★★★★★ · Seller ★★★★☆" in read(shown)
        assert "Lovely, and well packed." in read(shown)
        assert "The seller’s answer: Thank you, Taras!" in read(shown)
        assert shown.button("Answer the feedback") is None
        await presses(town, person, "History", shown)
        assert "Feedback left" in read(shown)
        assert "Feedback answered" in read(shown)
    assert town.events(placed.number)[4:] == [
        "received",
        "feedback_given",
        "feedback_changed",
        "feedback_answered",
    ]
