"""/orders for the hand that is busy: filters, one button that sorts, and the list opens where it was."""

from channels.telegram.buttons import encode
from channels.telegram.list_taps import ListTap
from orders.states import State
from tests.journeys.test_lists import labels, moves, numbers, places, says, turns
from tests.journeys.town import DAY, Town

#: See `conftest`.
ONE_WAY = True


async def test_filters_find_what_presses(town: Town) -> None:
    """My turn: new, paid, and whoever waits for an answer; unpaid; overdue; closing soon."""
    olena = await town.seller()
    placed = [
        await town.shop.places(customer={"ref": f"c-{n}", "name": f"Petro {n}"}, production_days=5)
        for n in range(5)
    ]
    new, unpaid, asked, paid, sent = (each.number for each in placed)
    petro = await town.customer(placed[2])
    await moves(town, unpaid, "approve")
    await moves(town, asked, "approve")
    await moves(town, paid, "approve", "mark_paid")
    await moves(town, sent, "approve", "mark_paid", "mark_sent")
    await petro.says("When can I pay?")
    page = await says(town, olena, "/orders")
    assert labels(page)[6:10] == ["My turn", "Overdue", "Unpaid", "Closing"]
    before = len(olena.messages)
    await turns(town, olena, "My turn", page)
    assert page.text.startswith("Orders · Waiting for you 3")
    assert numbers(page) == [paid, asked, new]
    await turns(town, olena, "Unpaid", page)
    assert numbers(page) == [asked, unpaid]
    for label, kind in (("Overdue", "Nothing is overdue."), ("Closing", "No order closes")):
        await turns(town, olena, label, page)
        assert kind in page.text
    assert len(olena.messages) == before
    # They are made in 5 days, and count as closed two weeks after that.
    await town.passes(6 * DAY)
    await turns(town, olena, "Overdue", page)
    assert numbers(page) == [paid, asked, unpaid, new]
    await town.passes(11 * DAY)
    await turns(town, olena, "Closing", page)
    assert numbers(page) == [sent, paid, asked, unpaid, new]


async def test_an_answer_ends_the_sellers_turn(town: Town) -> None:
    """Whoever had the last word waits for the other."""
    olena = await town.seller()
    placed = await town.shop.places()
    petro = await town.customer(placed)
    await moves(town, placed.number, "approve")
    await petro.says("When can I pay?")
    page = await says(town, olena, "/orders")
    await turns(town, olena, "My turn", page)
    assert numbers(page) == [placed.number]
    asked = next(m for m in reversed(olena.messages) if "When can I pay?" in m.text)
    await olena.says("Today", reply_to=asked)
    await town.settles()
    await turns(town, olena, "My turn", page)
    assert "Nothing waits for you right now." in page.text


async def test_one_button_turns_the_order(town: Town) -> None:
    """Newest, oldest, closing first; pages keep it, and so does the next tab."""
    olena = await town.seller()
    made = await places(town, 8)
    await moves(town, made[3], "approve")
    page = await says(town, olena, "/orders")
    left = [number for number in made if number != made[3]]
    await turns(town, olena, "↓ Newest", page)
    assert numbers(page) == left[:6]
    await turns(town, olena, "›", page)
    assert numbers(page) == left[6:]
    await turns(town, olena, "↑ Oldest", page)
    assert numbers(page) == left[:6]
    assert "⏳ Closing" in labels(page)
    await turns(town, olena, "⏳ Closing", page)
    assert numbers(page) == left[::-1][:6]


async def test_the_list_opens_where_it_was(town: Town) -> None:
    """Filter, order and page; where nothing is left, the first state that has orders."""
    olena = await town.seller()
    made = await places(town, 8)
    page = await says(town, olena, "/orders")
    await turns(town, olena, "↓ Newest", page)
    await turns(town, olena, "›", page)
    await town.restarts()
    again = await says(town, olena, "/orders")
    assert numbers(again) == made[6:]
    assert {"2/2", "↑ Oldest"} <= set(labels(again))
    await turns(town, olena, "Unpaid", again)
    last = await says(town, olena, "/orders")
    assert "Orders · New" in last.text, "nothing is unpaid"
    assert numbers(last) == made[:6], "the order stays as it was chosen"


async def test_buttons_of_old_lists_go_on_working(town: Town) -> None:
    """A list in the chat from before there were filters."""
    olena = await town.seller()
    made = await places(town, 8)
    page = await says(town, olena, "/orders")
    assert encode(ListTap(State.NEW, 2)) == "l:new:2"
    await (await olena.taps_data("l:new:2", on=page)).answered()
    await town.settles()
    assert numbers(page) == made[1::-1]


async def test_a_filter_is_one_sellers_own(town: Town) -> None:
    """Nobody sees what waits for another shop; who sells nothing is told so."""
    olena = await town.seller()
    ira = await town.seller("Ira", "wool", "Wool")
    [mine] = await places(town, 1)
    theirs = (await town.shop.places("wool")).number
    page = await says(town, ira, "/orders")
    await turns(town, ira, "My turn", page)
    assert numbers(page) == [theirs]
    await turns(town, olena, "My turn", await says(town, olena, "/orders"))
    assert numbers(olena.last_message) == [mine]
