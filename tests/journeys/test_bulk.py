"""Several orders at once: ticked in the list, one step for all, one summary, one Undo for what still can."""

from datetime import timedelta

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.test_lists import labels, moves, numbers, says, turns
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True


async def paid(town: Town, count: int) -> list[int]:
    """Numbers of paid orders, each of a customer of its own."""
    made = []
    for n in range(count):
        order = await town.shop.places(customer={"ref": f"c-{n}", "name": f"Petro {n}"})
        await moves(town, order.number, "approve", "mark_paid")
        made.append(order.number)
    await town.passes(timedelta(minutes=2))
    return made


async def picks(town: Town, person: Person, *ticks: int) -> Message:
    """The list with its ticks, these orders ticked."""
    page = await says(town, person, "/orders")
    await turns(town, person, "☑️ Select", page)
    for number in ticks:
        await turns(town, person, f"▫️ #{number}", page)
    return page


async def test_several_are_marked_sent_with_one_summary_and_one_undo(town: Town) -> None:
    """In place and over pages; each customer is told after the usual 10 s, the seller hears nothing."""
    olena = await town.seller()
    placed = await town.shop.places(customer={"ref": "p", "name": "Petro"})
    petro = await town.customer(placed)
    await moves(town, placed.number, "approve", "mark_paid")
    made = [placed.number, *await paid(town, 7)]
    page = await picks(town, olena, *made[:-3:-1])
    messages, rings = len(olena.messages), olena.rings
    await turns(town, olena, "›", page)
    await turns(town, olena, f"▫️ #{made[0]}", page)
    assert f"☑️ #{made[0]}" in labels(page)
    await turns(town, olena, "📦 Mark 3 as sent", page)
    assert page.text.startswith("📦 3 orders marked as sent")
    assert " · ".join(f"#{n}" for n in (made[0], *made[-2:])) in read(page)
    assert labels(page) == ["↩️ Undo", "‹ Back"]
    assert (len(olena.messages), olena.rings) == (messages, rings), "cards change silently"
    told = len(petro.messages)
    await town.passes(11 * SECOND)
    assert len(petro.messages) == told + 1
    assert all(town.events(n)[-1] == "marked_sent" for n in (made[0], *made[-2:]))
    assert town.events(made[3])[-1] == "marked_paid"
    await turns(town, olena, "‹ Back", page)
    assert numbers(page) == made[5:0:-1][-5:]


async def test_one_undo_takes_back_what_it_can(town: Town) -> None:
    """Nobody was told yet; an order that went on meanwhile stays, and is named."""
    olena = await town.seller()
    made = await paid(town, 3)
    page = await picks(town, olena, *made)
    await turns(town, olena, "📦 Mark 3 as sent", page)
    await moves(town, made[1], "close")
    await turns(town, olena, "Undo", page)
    assert page.text.startswith("↩️ 2 orders taken back")
    assert f"#{made[1]} stays as it is: Closed." in page.text
    assert [town.events(n)[-1] for n in made] == ["undone", "closed", "undone"]
    assert labels(page) == ["‹ Back"]


async def test_undo_ends_after_a_minute(town: Town) -> None:
    """As on a card."""
    olena = await town.seller()
    [number] = await paid(town, 1)
    page = await picks(town, olena, number)
    await turns(town, olena, "📦 Mark 1 as sent", page)
    await town.passes(61 * SECOND)
    answer = await (await olena.taps("Undo", on=page)).answered()
    assert "too late" in answer.text.lower() or "minute" in answer.text.lower(), answer.text
    assert town.events(number)[-1] == "marked_sent"


async def test_what_was_cancelled_meanwhile_is_left_and_named(town: Town) -> None:
    """The ticks are old; the summary says what became of each."""
    olena = await town.seller()
    made = await paid(town, 2)
    page = await picks(town, olena, *made)
    await moves(town, made[0], "cancel")
    await turns(town, olena, "📦 Mark 2 as sent", page)
    assert page.text.startswith("📦 1 order marked as sent")
    assert f"#{made[0]} was cancelled meanwhile." in page.text


async def test_a_second_tap_and_a_restart_do_it_once(town: Town) -> None:
    """The ticks are kept over a restart; the same tap again is done already."""
    olena = await town.seller()
    made = await paid(town, 2)
    page = await picks(town, olena, made[0])
    await town.restarts()
    await turns(town, olena, f"▫️ #{made[1]}", page)
    data = next(b.data for row in page.buttons for b in row if b.label == "📦 Mark 2 as sent")
    await turns(town, olena, "📦 Mark 2 as sent", page)
    answer = await (await olena.taps_data(str(data), on=page)).answered()
    assert "done already" in answer.text
    assert [town.events(n).count("marked_sent") for n in made] == [1, 1]


async def test_all_on_a_page_and_none(town: Town) -> None:
    """Two buttons for many ticks; with none there is nothing to press."""
    olena = await town.seller()
    made = await paid(town, 2)
    page = await picks(town, olena)
    assert not any("Mark" in label for label in labels(page))
    await turns(town, olena, "All on this page", page)
    assert "📦 Mark 2 as sent" in labels(page)
    await turns(town, olena, "None", page)
    assert f"▫️ #{made[0]}" in labels(page)


async def test_approving_many_asks_no_hello_of_each(town: Town) -> None:
    """The usual question after an approval would come as a flood."""
    olena = await town.seller()
    placed = [
        await town.shop.places(customer={"ref": f"c-{n}", "name": f"Petro {n}"}) for n in range(2)
    ]
    for order in placed:
        await town.customer(order)
    page = await picks(town, olena, *(order.number for order in placed))
    await turns(town, olena, "✅ Approve 2", page)
    messages = len(olena.messages)
    await town.passes(timedelta(minutes=3))
    assert len(olena.messages) == messages
    assert len(town.works("nudge", "cancelled")) == 2


async def test_forged_ticks_tell_nothing_of_other_shops(town: Town) -> None:
    """Another's order answers as one that does not exist, and is never stepped."""
    olena = await town.seller()
    await town.seller("Ira", "wool", "Wool")
    [mine] = await paid(town, 1)
    theirs = (await town.shop.places("wool")).number
    page = await picks(town, olena, mine)
    said = []
    for number in (theirs, 999_999):
        tick = await olena.taps_data(f"bk:tick:paid:newest:1:{number}", on=page)
        said.append((await tick.answered()).text)
    assert said[0] == said[1]
    assert "can’t find this order" in said[0]
    assert "📦 Mark 1 as sent" in labels(page)
    undo = await olena.taps_data("bk:undo:paid:newest:1:77", on=page)
    assert "out of date" in (await undo.answered()).text
    assert town.events(theirs) == ["placed"]
    assert await town.card(mine, Actor.SELLER, olena)


async def test_writing_to_a_customer_goes_on_among_ticks(town: Town) -> None:
    """What is typed is no answer to a tick, and a command gets out."""
    olena = await town.seller()
    made = await paid(town, 1)
    page = await picks(town, olena, made[0])
    await says(town, olena, "/find mug")
    answer = await (await olena.taps("Mark 1 as sent", on=page)).answered()
    assert "Tick at least one order first." in answer.text
    assert town.events(made[0])[-1] == "marked_paid"
