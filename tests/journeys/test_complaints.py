"""A seller complains of a customer: said first that it is not anonymous, seen by other sellers, answered, hidden."""

import pytest

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.faults import Fault
from storage.tables import complaints
from tests.journeys.scenes import both, heard, labels, taps
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

TEXT = "Ordered <b>twice</b> & never paid"
NO_SUCH = "I can’t find this order among yours."


async def begins(town: Town, olena: Person, placed: Placed, *labels: str) -> str:
    """From Complain on the card through these buttons; what the last answer says."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    said = (await (await olena.taps("Complain", on=card)).answered()).text
    await town.settles()
    for label in labels:
        said = (await (await olena.taps(label, on=card)).answered()).text
        await town.settles()
    return said


async def complains(town: Town, olena: Person, placed: Placed, text: str = TEXT) -> str:
    """A complaint that the customer did not pay, in these words."""
    await begins(town, olena, placed, "Go on", "ordered and did not pay")
    await olena.says(text)
    await town.settles()
    return await taps(town, olena, "Add complaint")


def kept(town: Town) -> list[tuple[str, str, list[int]]]:
    """What the database keeps: type, text, proofs."""
    columns = (complaints.c.type, complaints.c.text, complaints.c.proofs)
    return [tuple(row) for row in town.rows(complaints.select().with_only_columns(*columns))]


async def sellers_card(town: Town, olena: Person, placed: Placed) -> str:
    """What the seller's card says."""
    return read(await town.card(placed.number, Actor.SELLER, olena))


async def forges(person: Person, data: str) -> str:
    """What the bot answers to a forged button."""
    return (await (await person.taps_data(data)).answered()).text


async def test_a_complaint_from_the_card_to_the_customers_answer(town: Town) -> None:
    """Warned first, typed, proved by ticked messages, added; the customer hears it and answers once."""
    olena, taras, placed = await both(town)
    for text in ("I shall pay today", "Stop asking!"):
        await taras.says(text)
        await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    await begins(town, olena, placed)
    assert "not anonymous: it shows your shop, Clay & Co" in read(card)
    await begins_again(town, olena)
    await olena.says(TEXT)
    await town.settles()
    question = olena.last_message
    assert TEXT in read(question)
    assert labels(question)[:2] == ["Olena Koval: Stop asking!", "Olena Koval: I shall pay today"]
    for text in ("Stop asking!", "I shall pay today", "I shall pay today"):
        await taps(town, olena, f"Olena Koval: {text}")
    rings = taras.rings
    assert await taps(town, olena, "Add complaint") == (
        "Added. The customer is told and may answer."
    )
    [(type, text, proofs)] = kept(town)
    assert (type, text, len(proofs)) == ("not_paid", TEXT, 1)
    assert taras.rings == rings + 1
    told = heard(taras, "Clay & Co complained of order")[-1]
    assert TEXT in read(told)
    await (await taras.taps("Answer", on=told)).answered()
    await taras.sees("what would you like to answer?")
    rings = olena.rings
    await taras.says("I <i>paid</i> in cash")
    await town.settles()
    assert "stands beside it" in read(taras.last_message)
    assert olena.rings == rings + 1
    assert "I <i>paid</i> in cash" in read(heard(olena, "answered your complaint")[-1])
    again = await (await taras.taps("Answer", on=told)).answered()
    assert again.text.startswith("You have answered this complaint already.")
    assert town.events(placed.number) == ["placed", "complaint_added", "complaint_answered"]
    assert "⚠️ Complaints by sellers: ordered and did not pay" in await sellers_card(
        town, olena, placed
    )
    await taps(town, olena, "Complaints")
    page = read(await town.card(placed.number, Actor.SELLER, olena))
    assert "👤 “Stop asking!”" in page
    assert "I shall pay today" not in page
    assert len(heard(town.administrator, "👤 “Stop asking!”")) == 1


async def begins_again(town: Town, olena: Person) -> None:
    """On through the warning and the types."""
    await taps(town, olena, "Go on", "ordered and did not pay")


async def test_the_next_shop_is_warned_and_reads_it_and_the_author_withdraws_it(
    town: Town,
) -> None:
    """Counts on the alert and under Customer, texts under Complaints with the shop's name."""
    olena, _, placed = await both(town)
    ira = await town.seller("Ira", "wool", "Wool <3")
    await complains(town, olena, placed)
    second = await town.shop.places("wool")
    await town.settles()
    card = await town.card(second.number, Actor.SELLER, ira)
    warning = "⚠️ Complaints by sellers: ordered and did not pay"
    assert warning in read(card)
    assert f"New order #{second.number}" in read(card)
    await (await ira.taps("Customer", on=card)).answered()
    await town.settles()
    assert warning in read(card)
    await taps(town, ira, "Back")
    await (await ira.taps("Complaints", on=card)).answered()
    await town.settles()
    assert "ordered and did not pay · Clay & Co · 22 Nov" in read(card)
    assert TEXT in read(card)
    assert card.button("Withdraw my complaint") is None
    await taps(town, ira, "Back")
    own = await town.card(placed.number, Actor.SELLER, olena)
    assert "Complain" not in labels(own)
    await (await olena.taps("Complaints", on=own)).answered()
    await town.settles()
    said = await (await olena.taps("Withdraw my complaint", on=own)).answered()
    await town.settles()
    assert said.text == "Withdrawn. It warns nobody any more."
    third = await town.shop.places("wool")
    await town.settles()
    card = await town.card(third.number, Actor.SELLER, ira)
    assert warning not in read(card)
    assert card.button("Complaints") is None
    assert town.events(placed.number) == ["placed", "complaint_added", "complaint_withdrawn"]


async def test_a_first_order_from_elsewhere_is_not_warned_of(town: Town) -> None:
    """Who has no complaints has no button and no line."""
    olena, _, placed = await both(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert card.button("Complaints") is None
    assert "Complaints by sellers" not in read(card)


async def test_the_administration_hides_one_with_a_reason(town: Town) -> None:
    """Seen in /admin, hidden by a button and a typed reason; both are told, nobody else is warned any more."""
    olena, taras, placed = await both(town)
    await complains(town, olena, placed)
    admin = town.administrator
    await admin.says("/admin")
    await admin.sees("The newest complaints")
    await (await admin.taps(f"Hide that of #{placed.number}")).answered()
    await admin.sees("why is it hidden?")
    await admin.says("It is about <another> customer")
    await town.settles()
    assert "Both sides are told why." in read(admin.last_message)
    for person in (olena, taras):
        told = heard(person, "The administration has hidden")
        assert "It is about <another> customer" in read(told[-1])
    assert "Complaints by sellers" not in await sellers_card(town, olena, placed)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Complaints", on=card)).answered()
    await town.settles()
    assert "Hidden by the administration: It is about <another> customer" in read(card)
    assert card.button("Withdraw my complaint") is None
    assert (await forges(olena, f"cp:ask:{placed.number}")).startswith("This order has a complaint")
    await admin.says("/admin")
    await town.settles()
    assert "newest complaints" not in read(admin.last_message)


async def test_forged_taps_do_and_tell_nothing(town: Town) -> None:
    """Seller A on B's order, the customer, a stranger: the same words as for an order that is not there."""
    olena, taras, placed = await both(town)
    ira = await town.seller("Ira", "wool", "Wool")
    await complains(town, olena, placed)
    number, nowhere = placed.number, 4711
    steps = ("ask", "types", "type:{}:1", "skip", "proof:{}:1", "add", "see", "withdraw:{}:1")
    for step in (*steps, "answer:{}:1", "hide:{}:1"):
        told = set()
        for about in (number, nowhere):
            data = f"cp:{step.format(about)}" if "{" in step else f"cp:{step}:{about}"
            told.add(await forges(ira, data))
        assert len(told) == 1, step
        assert told.pop().startswith(NO_SUCH), step
    for data in (f"cp:add:{number}", f"cp:see:{number}", f"cp:withdraw:{number}:1"):
        assert (await forges(taras, data)).startswith(NO_SUCH)
    assert (await forges(olena, f"cp:answer:{number}:1")).startswith(NO_SUCH)
    assert (await forges(olena, f"cp:hide:{number}:1")).startswith(NO_SUCH)
    await town.settles()
    assert town.events(number) == ["placed", "complaint_added"]
    assert len(kept(town)) == 1


async def test_what_will_not_do_for_a_complaint_goes_nowhere(town: Town) -> None:
    """`Other` needs words; too long, a picture, another order's message: a calm answer each."""
    olena, taras, placed = await both(town)
    other = await town.shop.places()
    await town.settles()
    before = len(taras.messages)
    await begins(town, olena, placed, "Go on", "another reason")
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert card.button("Without words") is None
    assert (await forges(olena, f"cp:skip:{placed.number}")).startswith("Write what happened")
    await begins(town, olena, placed, "Go on", "another reason")
    await olena.says("ї" * 1001)
    await olena.sees("at most 1000 characters")
    await olena.sends_photo(b"\x89PNG", "see")
    await olena.sees("I can only take words here")
    await olena.says("Not what it seems")
    await town.settles()
    await forges(olena, f"cp:proof:{placed.number}:999")
    await town.settles()
    said = await forges(olena, f"cp:add:{placed.number}")
    assert said.startswith("One of these messages is not of this order.")
    assert (await forges(olena, f"cp:add:{other.number}")).startswith("This complaint was not")
    assert kept(town) == []
    assert len(taras.messages) == before


async def test_a_second_complaint_is_refused_calmly(town: Town) -> None:
    """From an older button, and Add tapped twice."""
    olena, _, placed = await both(town)
    await begins(town, olena, placed, "Go on", "suspected fraud", "Without words")
    first = await olena.taps_data(f"cp:add:{placed.number}")
    second = await olena.taps_data(f"cp:add:{placed.number}")
    answers = {(await tap.answered()).text for tap in (first, second)}
    await town.settles()
    assert answers == {
        "Added. The customer is told and may answer.",
        "This order has a complaint already. Tap Complaints to see it.",
    }
    assert kept(town) == [("fraud", "", [])]


@pytest.mark.parametrize("step", ["text", "proofs"])
async def test_a_draft_survives_a_restart(town: Town, step: str) -> None:
    """What was tapped and typed so far is there."""
    olena, _, placed = await both(town)
    await begins(town, olena, placed, "Go on", "ordered and did not pay")
    if step == "text":
        await town.restarts()
    await olena.says(TEXT)
    await town.settles()
    if step == "proofs":
        await town.restarts()
    await taps(town, olena, "Add complaint")
    assert kept(town) == [("not_paid", TEXT, [])]


async def test_cancel_gets_out_of_it_and_a_question_left_alone_leaves_the_card(town: Town) -> None:
    """After /cancel what is typed is no complaint; after two hours the card is the card again."""
    olena, taras, placed = await both(town)
    await begins(town, olena, placed, "Go on", "ordered and did not pay")
    await olena.says("/cancel")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Complain" in labels(card)
    await begins(town, olena, placed, "Go on", "ordered and did not pay")
    await town.passes(town.service.office.policy.talk_life + SECOND)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Complain" in labels(card)
    assert kept(town) == []
    assert heard(taras, "complained") == []


async def test_words_whose_answer_fails_are_still_no_message(town: Town) -> None:
    """The update is handled once more: as the words of the complaint."""
    olena, taras, placed = await both(town)
    await begins(town, olena, placed, "Go on", "ordered and did not pay")
    before = len(taras.messages)
    town.world.telegram.faults.add(Fault("server_error", "sendMessage", olena.id, value=500))
    await olena.says(TEXT)
    await town.settles(retried=True)
    await town.restarts()
    await town.may_wait(10 * SECOND)
    await town.settles()
    assert len(taras.messages) == before
    assert "Add complaint" in labels(olena.last_message)
