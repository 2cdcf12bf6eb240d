"""Feedback: asked for kindly and at most twice, given with two taps, answered once, shown before others buy."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from storage.tables import feedback
from tests.journeys.scenes import both, heard, taps
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

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


async def test_handed_over_in_person(town: Town) -> None:
    """Paid and never sent: the customer has it, the seller closes from the very message, and is asked no more."""
    olena, taras, placed = await both(town)
    await comes_to(town, placed, "approve", "mark_paid")
    mine = await card(town, placed, Actor.CUSTOMER, taras)
    await presses(town, taras, "I received it", mine)
    for _ in range(2):
        answer = await (await taras.taps_data(f"p:got:{placed.number}", on=mine)).answered()
        assert answer.text == "That is noted already. Thank you!"
    [told] = heard(olena, "has received order")
    assert "If all is well, close it." in read(told)
    await presses(town, olena, "Close order", told)
    assert town.events(placed.number)[-2:] == ["received", "closed"]
    await town.passes(UNDO)
    assert len(asks(taras)) == 1, "the question that came with the tap"
    await taps(town, taras, "5 ⭐", "5 ⭐", "Skip")
    await town.passes(60 * DAY)
    assert asked(taras) == (0, 0)


async def test_an_order_that_closes_by_itself_asks_at_once(town: Town) -> None:
    """Nobody can take that back. What its seller never answered is nothing to be asked about."""
    _, taras, placed = await both(town)
    ignored = await town.shop.places()
    await comes_to(town, placed, "approve")
    days = 10 + 14
    await town.passes(days * DAY - SECOND)
    assert asked(taras) == (0, 0)
    await town.passes(SECOND)
    for each in (placed, ignored):
        assert town.events(each.number)[-1] == "expired"
    assert asked(taras) == (1, 0)
    assert str(placed.number) in read(heard(taras, ASKED)[0])
    await town.passes(7 * DAY)
    assert asked(taras) == (1, 1)


async def test_the_marketplace_reads_it(town: Town) -> None:
    """Null until there is any; then the stars, the words and the answer, also where an order comes twice."""
    olena, taras, placed = await sent(town)
    body = town.shop.body("clay", customer={"ref": "c-9", "name": "Petro"})
    other = (await town.shop.caller.places(body)).document["number"]
    for number in (placed.number, other):
        reply = await town.shop.caller.sends("GET", f"/orders/{number}")
        assert reply.document["feedback"] is None
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "3 ⭐", "5 ⭐")
    await taras.says("Cracked, but mended.")
    await town.settles()
    await town.passes(10 * SECOND)
    await presses(town, olena, "Answer the feedback", heard(olena, "now reads")[-1])
    await olena.says("Sorry!")
    await town.settles()
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    known = reply.document["feedback"]
    assert known["given_at"] == known["edited_at"] < known["answered_at"]
    kept = {key: value for key, value in known.items() if not key.endswith("_at")}
    assert kept == {
        "product_stars": 3,
        "seller_stars": 5,
        "comment": "Cracked, but mended.",
        "answer": "Sorry!",
    }
    listed = await town.shop.caller.sends("GET", "/orders")
    assert [order["feedback"] for order in listed.document["orders"]] == [None, known]
    again = await town.shop.caller.places(body)
    assert (again.status, again.document["feedback"]) == (200, None)


async def test_a_close_that_stands_asks(town: Town) -> None:
    """A minute later, when it can no longer be taken back; not a moment before, and without a sound."""
    olena, taras, placed = await sent(town)
    await presses(town, olena, "Close order", await card(town, placed, Actor.SELLER, olena))
    await town.passes(UNDO - SECOND)
    assert asked(taras) == (0, 0)
    rings = taras.rings
    await town.passes(SECOND)
    assert asked(taras) == (1, 0)
    assert taras.rings == rings, "a kind question makes no sound"


async def test_a_close_that_was_taken_back_asks_nothing(town: Town) -> None:
    """What remains is the week after sending."""
    olena, taras, placed = await sent(town)
    await town.passes(DAY)
    await presses(town, olena, "Close order", await card(town, placed, Actor.SELLER, olena))
    await town.passes(UNDO / 2)
    await presses(town, olena, "Undo", await card(town, placed, Actor.SELLER, olena))
    await town.passes(6 * DAY - UNDO / 2 - SECOND)
    assert asked(taras) == (0, 0)
    await town.passes(SECOND)
    assert asked(taras) == (1, 0)


async def test_a_week_after_sending_and_once_more_and_never_again(town: Town) -> None:
    """At the second, whatever happens to the order after that."""
    olena, taras, placed = await sent(town)
    await town.passes(7 * DAY - SECOND)
    assert asked(taras) == (0, 0)
    await town.passes(SECOND)
    assert asked(taras) == (1, 0)
    await town.passes(SECOND)
    assert asked(taras) == (1, 0)
    await presses(town, olena, "Close order", await card(town, placed, Actor.SELLER, olena))
    await town.passes(7 * DAY - 2 * SECOND)
    assert asked(taras) == (1, 0)
    await town.passes(SECOND)
    assert asked(taras) == (1, 1)
    for _ in range(4):
        await town.passes(30 * DAY)
    assert asked(taras) == (1, 1)


async def test_after_a_month_of_silence_one_question_and_the_other_a_week_later(town: Town) -> None:
    """What fell due while nothing ran goes out once, and the second keeps its distance."""
    _, taras, _ = await sent(town)
    await town.passes(40 * DAY)
    assert asked(taras) == (1, 0)
    await town.passes(7 * DAY - SECOND)
    assert asked(taras) == (1, 0)
    await town.passes(SECOND)
    assert asked(taras) == (1, 1)


async def test_it_has_come_and_the_clock_asks_once_more_only(town: Town) -> None:
    """The question that came with the tap was the first."""
    _, taras, placed = await sent(town)
    await town.passes(DAY)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    assert len(asks(taras)) == 1
    await town.passes(7 * DAY - SECOND)
    assert len(asks(taras)) == 1
    await town.passes(SECOND)
    assert asked(taras) == (0, 1)
    await town.passes(60 * DAY)
    assert len(asks(taras)) == 2


@pytest.mark.parametrize("asked_before", [False, True])
async def test_nobody_is_asked_after_a_cancellation(town: Town, asked_before: bool) -> None:
    """Neither for the first time nor once more; a tap on the question is refused calmly."""
    _, taras, placed = await sent(town)
    if asked_before:
        await town.passes(7 * DAY)
    reply = await town.shop.caller.acts(placed.number, "cancel", "clay", reason="fraud")
    assert reply.status == 200
    await town.passes(60 * DAY)
    assert asked(taras) == (int(asked_before), 0)
    answer = await (await taras.taps_data(f"p:seller:{placed.number}:55")).answered()
    assert answer.text == "This order is cancelled, so there is no feedback on it."
    assert given(town) == []


async def test_nobody_is_asked_who_has_answered(town: Town) -> None:
    """Given by themselves from the card, or after the first question."""
    olena, taras, placed = await sent(town)
    await town.passes(7 * DAY)
    await taps(town, taras, "2 ⭐", "3 ⭐", "Skip")
    assert given(town) == [(2, 3, "")]
    assert "You can change it until 1 Dec, 12:00" in read(taras.last_message)
    await presses(town, olena, "Close order", await card(town, placed, Actor.SELLER, olena))
    await town.passes(60 * DAY)
    assert asks(taras) == []


async def test_a_restart_in_the_middle_loses_nothing(town: Town) -> None:
    """Between the stars, and before the comment."""
    _, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    [question] = asks(taras)
    await presses(town, taras, "4 ⭐", question)
    await town.restarts()
    await presses(town, taras, "5 ⭐", question)
    await town.restarts()
    await taras.says("Just right.")
    await town.settles()
    assert given(town) == [(4, 5, "Just right.")]


async def test_stars_that_were_tapped_are_offered_again(town: Town) -> None:
    """Whoever went away in between goes on from the card; what they say meanwhile is for the seller."""
    olena, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await presses(town, taras, "4 ⭐", asks(taras)[0])
    await taras.says("When do you make bowls?")
    await town.settles()
    assert heard(olena, "When do you make bowls?")
    assert given(town) == []
    mine = await card(town, placed, Actor.CUSTOMER, taras)
    await presses(town, taras, "Leave feedback", mine)
    assert "Product: ★★★★☆" in read(taras.last_message)
    await presses(town, taras, "Change", taras.last_message)
    assert PRODUCT in read(taras.last_message)
    await taps(town, taras, "1 ⭐", "2 ⭐")
    assert given(town) == [(1, 2, "")]
    mine = await card(town, placed, Actor.CUSTOMER, taras)
    assert mine.button("Leave feedback") is None


async def test_a_command_leaves_the_comment_and_what_follows_is_for_the_seller(town: Town) -> None:
    """The stars stay; so do they when the words are too many, or none, or a picture."""
    olena, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "5 ⭐", "5 ⭐")
    await taras.says("x" * 4_000)
    await town.settles()
    assert "This is too long: please use at most 1000 characters." in read(taras.last_message)
    await taras.says("\u2003\u2003")
    await town.settles()
    assert "Please write a few words, or tap Skip." in read(taras.last_message)
    await taras.sends_photo(b"\x89PNG", "Here")
    await town.settles()
    assert "I can only take words here." in read(taras.last_message)
    assert given(town) == [(5, 5, "")]
    await taras.says("/cancel")
    await town.settles()
    await taras.says("Are you there?")
    await town.settles()
    assert given(town) == [(5, 5, "")]
    assert heard(olena, "Are you there?")


async def test_feedback_is_changed_for_two_days(town: Town) -> None:
    """All of it, in the same few taps; the comment may go again. Then it stands."""
    olena, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "5 ⭐", "5 ⭐")
    await taras.says("Great!")
    await town.settles()
    await town.passes(2 * DAY - SECOND)
    await taps(town, taras, "Change", "1 ⭐", "2 ⭐")
    assert "Great!" in read(heard(taras, "Would you like to say something else?")[-1])
    await taps(town, taras, "Without a comment")
    assert given(town) == [(1, 2, "")]
    await town.passes(SECOND)
    news = heard(olena, "now reads")
    await town.passes(10 * SECOND)
    assert len(heard(olena, "now reads")) == len(news) + 1, "of changes at once, the last is told"
    assert "Product ★☆☆☆☆ · Seller ★★☆☆☆" in read(heard(olena, "now reads")[-1])
    said = await taps(town, taras, "Change")
    assert said == "The time to change this feedback is over. You can still write to the seller."
    for data in ("p:seller:{}:55", "p:bare:{}", "p:product:{}:5", "p:say:{}"):
        answer = await (await taras.taps_data(data.format(placed.number))).answered()
        assert answer.text == said
    assert given(town) == [(1, 2, "")]


async def test_a_comment_is_changed_by_editing_the_message(town: Town) -> None:
    """As everywhere else; once two days are over it stands, and the edit is explained."""
    olena, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "5 ⭐", "5 ⭐")
    words = await taras.says("Lovly.")
    await town.settles()
    await taras.edits(words, "Lovely.")
    await town.settles()
    assert given(town) == [(5, 5, "Lovely.")]
    await town.passes(10 * SECOND)
    [told] = heard(olena, "now reads")
    assert "Lovely." in read(told), "of two changes at once the last is told"
    await town.passes(2 * DAY)
    await taras.edits(words, "Ugly.")
    await town.settles()
    assert given(town) == [(5, 5, "Lovely.")]
    assert taras.last_message.sender is not taras.user


async def test_who_comes_to_telegram_late_is_asked_then(town: Town) -> None:
    """By the order's own link, a fortnight after it was sent; who comes early waits for the week."""
    await town.seller()
    late, early = (
        await town.shop.places(),
        await town.shop.places(customer={"ref": "c", "name": "Iryna"}),
    )
    for order in (late, early):
        await comes_to(town, order, "approve", "mark_paid", "mark_sent")
    iryna = await town.customer(early, "Iryna")
    await town.passes(7 * DAY - SECOND)
    assert asked(iryna) == (0, 0)
    await town.passes(SECOND)
    assert asked(iryna) == (1, 0)
    await town.passes(DAY)
    taras = await town.customer(late)
    assert asked(taras) == (1, 0)
    await town.passes(7 * DAY)
    assert asked(taras) == (1, 1)


async def test_two_taps_at_once_are_one_feedback(town: Town) -> None:
    """And one message to the seller. (At the very same moment: `tests/storage/test_feedback.py`.)"""
    olena, taras, placed = await sent(town)
    for _ in range(3):
        await taras.taps_data(f"p:seller:{placed.number}:54")
    await town.settles()
    assert given(town) == [(5, 4, "")]
    assert len(heard(olena, "left feedback on order")) == 1
    assert town.events(placed.number).count("feedback_given") == 1


async def test_forged_taps_judge_nothing(town: Town) -> None:
    """Another's order is like one that does not exist; stars are one to five; roles are not mixed."""
    olena, taras, placed = await sent(town)
    other = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    petro = await town.customer(other, "Petro")
    eve = await town.seller("Eve", "wood", "Wood & Son")
    number = placed.number
    tried = [(petro, f"p:{step}") for step in ("got:{}", "begin:{}", "seller:{}:55", "say:{}")]
    tried += [(olena, "p:got:{}"), (olena, "p:seller:{}:11"), (taras, "p:answer:{}")]
    tried += [(taras, "p:remind:{}"), (eve, "p:remind:{}"), (eve, "p:answer:{}")]
    for person, data in tried:
        here = (await (await person.taps_data(data.format(number))).answered()).text
        nowhere = (await (await person.taps_data(data.format(99_999))).answered()).text
        assert here == nowhere, data
        assert here, data
    for data in ("p:seller:{}:60", "p:seller:{}:05", "p:product:{}:6", "p:product:{}:0"):
        answer = await (await taras.taps_data(data.format(number))).answered()
        assert "button" in answer.text
    early = await (await petro.taps_data(f"p:seller:{other.number}:55")).answered()
    assert early.text == "It is too early for that: the order is not on its way yet."
    await town.settles()
    assert given(town) == []
    assert town.events(number)[-1] == "marked_sent"


async def test_the_seller_reminds(town: Town) -> None:
    """Once in a day and three times in all; the number to call is always there, to be copied."""
    olena, taras, placed = await sent(town)
    phone = placed.document["customer"]["phone"]
    wish = "would be glad to hear"

    async def reminds() -> str:
        return await presses(
            town, olena, "Remind about feedback", await card(town, placed, Actor.SELLER, olena)
        )

    assert await reminds() == "The customer is asked for feedback now."
    assert len(heard(taras, wish)) == 1
    await olena.taps("Copy the number")
    assert olena.clipboard == [phone]
    await town.passes(DAY - SECOND)
    assert "less than a day ago" in await reminds()
    assert "You can also call" in read(olena.last_message)
    await town.passes(SECOND)
    assert await reminds() == "The customer is asked for feedback now."
    await town.passes(DAY)
    assert await reminds() == "The customer is asked for feedback now."
    await town.passes(DAY)
    assert await reminds() == "You have reminded this customer as often as you may."
    assert "You can also call" in read(olena.last_message)
    assert len(heard(taras, wish)) == 3
    question = heard(taras, wish)[-1]
    for _ in range(2):
        await presses(town, taras, "5 ⭐", question)
    assert given(town) == [(5, 5, "")]
    mine = await card(town, placed, Actor.SELLER, olena)
    assert mine.button("Remind about feedback") is None
    answer = await (await olena.taps_data(f"p:remind:{placed.number}")).answered()
    assert answer.text == "The customer has left feedback already: it stands on the card."


async def test_who_cannot_be_reached_is_called(town: Town) -> None:
    """Not in Telegram, or gone from it: the seller is told so, with the number, and it does not count."""
    olena, taras, placed = await sent(town)
    stranger = await town.shop.places(
        customer={"ref": "c-2", "name": "Petro", "phone": "+380671112233"}
    )
    await comes_to(town, stranger, "approve", "mark_paid", "mark_sent")
    taras.blocks_bot()
    await town.settles()
    for one in (placed, stranger):
        for _ in range(4):
            mine = await card(town, one, Actor.SELLER, olena)
            said = await presses(town, olena, "Remind about feedback", mine)
            assert said == "Nothing reaches this customer, so nothing was sent."
            assert "You can also call" in read(olena.last_message)
    await town.passes(60 * DAY)
    assert given(town) == []


async def test_a_seller_answers_once(town: Town) -> None:
    """With words; a second answer is refused, whichever button it comes from."""
    olena, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "5 ⭐", "5 ⭐", "Skip")
    [news] = heard(olena, "left feedback on order")
    await presses(town, olena, "Answer the feedback", news)
    await olena.sends_photo(b"\x89PNG")
    await town.settles()
    assert "Please write it as text" in read(olena.last_message)
    await olena.says("Thank you!")
    await town.settles()
    assert len(heard(taras, "answered your feedback")) == 1
    said = await presses(town, olena, "Answer the feedback", news)
    assert said.startswith("You have answered this feedback already.")
    await olena.says("And more")
    await town.settles()
    assert len(heard(taras, "answered your feedback")) == 1
    assert town.events(placed.number).count("feedback_answered") == 1


async def test_others_see_it_before_they_buy(town: Town) -> None:
    """Under a product, and where one asks about it; nothing while there is none."""
    _, taras, placed = await sent(town)
    link = await town.shop.adds_product()
    buyer = town.world.person("Iryna")
    buyer.follows(link)
    await buyer.sees("How many would you like?")
    await town.settles()
    assert "feedback" not in read(buyer.last_message)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    await taps(town, taras, "3 ⭐", "5 ⭐", "Skip")
    other = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    petro = await town.customer(other, "Petro")
    await comes_to(town, other, "approve", "mark_paid", "mark_sent", "close")
    await town.passes(UNDO)
    await taps(town, petro, "5 ⭐", "4 ⭐", "Skip")
    buyer.follows(link)
    await town.settles()
    assert "⭐ 4.5 · 2 feedbacks" in read(buyer.last_message)
    await taps(town, buyer, "Ask the seller")
    assert "⭐ 4.5 · 2 feedbacks" in read(buyer.last_message)


async def test_a_half_made_purchase_is_not_lost_to_a_comment(town: Town) -> None:
    """Stars go in beside it; only who asks to write a comment leaves it."""
    _, taras, placed = await sent(town)
    await presses(town, taras, "I received it", await card(town, placed, Actor.CUSTOMER, taras))
    question = asks(taras)[0]
    taras.follows(await town.shop.adds_product())
    await town.settles()
    await taps(town, taras, "2")
    await presses(town, taras, "4 ⭐", question)
    await presses(town, taras, "4 ⭐", question)
    assert given(town) == [(4, 4, "")]
    assert question.button("Add a comment") is not None
    taras.follows(await town.shop.adds_product())
    await town.settles()
    assert "You have begun a request for" in read(taras.last_message)
    await presses(town, taras, "Add a comment", question)
    await taras.says("Good.")
    await town.settles()
    assert given(town) == [(4, 4, "Good.")]
