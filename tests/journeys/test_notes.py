"""A seller notes something on an order for themselves: no way leads from it to the customer."""

import json

from sqlalchemy import String, cast, or_, select

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.faults import Fault
from storage.tables import messages, posts, relays, strays, work
from tests.journeys.scenes import both
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

SECRET = "Pays late, ask for a deposit"


async def asks_to_note(town: Town, olena: Person, placed: Placed, label: str) -> None:
    """Press the note's button on the live card."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps(label, on=card)).answered()
    await town.settles()


def leaks(town: Town, person: Person, text: str) -> list[str]:
    """Where the text can be found on its way to the person: calls to their chat, rows of the talk."""
    calls = [
        call.method
        for call in town.world.telegram.calls(chat=person.id)
        if text in json.dumps(call.params, ensure_ascii=False, default=str)
    ]
    rows = [
        table.name
        for table in (messages, relays, posts, strays, work)
        if town.rows(
            select(table).where(or_(*(cast(column, String).contains(text) for column in table.c)))
        )
    ]
    return [*calls, *rows]


async def test_a_note_is_the_sellers_alone(town: Town) -> None:
    """Asked in place, confirmed silently, on the seller's card; nowhere on the way to the customer."""
    olena, taras, placed = await both(town)
    await asks_to_note(town, olena, placed, "Add note")
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "🔒 Only you see this." in read(card)
    rings, before = olena.rings, len(taras.messages)
    await olena.says(SECRET)
    await town.settles()
    assert read(olena.last_message) == (
        f"🔒 Noted on order #{placed.number}, only you see this:\n{SECRET}"
    )
    assert olena.rings == rings
    assert f"🔒 {SECRET}" in read(card)
    assert card.button("Change note") is not None
    assert leaks(town, taras, SECRET) == []
    await olena.says("Hello!", reply_to=card)
    await town.settles()
    assert len(taras.messages) == before + 1
    assert leaks(town, taras, "Hello!") != []  # what is looked through is what is used


async def test_a_note_is_changed_by_an_edit_and_removed_by_a_button(town: Town) -> None:
    """An edit of what became the note changes the note; of an older one, nothing."""
    olena, taras, placed = await both(town)
    await asks_to_note(town, olena, placed, "Add note")
    first = await olena.says(SECRET)
    await town.settles()
    await olena.edits(first, f"{SECRET}!")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert f"🔒 {SECRET}!" in read(card)
    await asks_to_note(town, olena, placed, "Change note")
    assert f"{SECRET}!" in read(card)
    await olena.says("Paid in time")
    await town.settles()
    await olena.edits(first, "Something else")
    await town.settles()
    assert "Your change reached nobody" in read(olena.last_message)
    await asks_to_note(town, olena, placed, "Change note")
    toast = await (await olena.taps("Remove note", on=card)).answered()
    await town.settles()
    assert toast.text == "The note is gone."
    assert "🔒" not in read(card)
    for text in (SECRET, "Paid in time", "Something else"):
        assert leaks(town, taras, text) == []


async def test_what_will_not_do_for_a_note_goes_to_nobody(town: Town) -> None:
    """A photo, ten thousand signs, control characters: a calm answer each, and the question stays."""
    olena, taras, placed = await both(town)
    await taras.says("Is it ready?")
    await town.settles()
    got = olena.last_message
    await asks_to_note(town, olena, placed, "Add note")
    before = len(taras.messages)
    await olena.sends_photo(b"\x89PNG", SECRET)
    await olena.sees("I can only take words here")
    await olena.says("ї" * 1001)
    await olena.sees("at most 1000 characters")
    await town.settles()
    assert len(taras.messages) == before
    await olena.says("Tomorrow!", reply_to=got)
    await town.settles()
    assert len(taras.messages) == before + 1  # a reply to the other side is for the other side
    await olena.says(f"<b>{SECRET}</b>")
    await town.settles()
    assert f"🔒 <b>{SECRET}</b>" in read(await town.card(placed.number, Actor.SELLER, olena))
    assert leaks(town, taras, SECRET) == []


async def test_a_note_whose_confirmation_fails_is_still_no_message(town: Town) -> None:
    """The update is handled once more, around a restart: as the note that it was."""
    olena, taras, placed = await both(town)
    await asks_to_note(town, olena, placed, "Add note")
    town.world.telegram.faults.add(Fault("server_error", "sendMessage", olena.id, value=500))
    await olena.says(SECRET)
    await town.settles(retried=True)
    await town.restarts()
    await town.may_wait(10 * SECOND)
    await town.settles()
    assert f"🔒 {SECRET}" in read(await town.card(placed.number, Actor.SELLER, olena))
    assert leaks(town, taras, SECRET) == []


async def test_a_forged_note_is_refused(town: Town) -> None:
    """By the order's own customer, by another seller; and what they type then is no note."""
    olena, taras, placed = await both(town)
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    await asks_to_note(town, olena, placed, "Add note")
    await olena.says(SECRET)
    await town.settles()
    for forger in (taras, ivan):
        for data in (f"n:{placed.number}", f"n:{placed.number}:x"):
            answer = await (await forger.taps_data(data)).answered()
            assert answer.text.startswith("I can’t find this order among yours.")
    await town.settles()
    assert f"🔒 {SECRET}" in read(await town.card(placed.number, Actor.SELLER, olena))
    assert leaks(town, ivan, SECRET) == leaks(town, taras, SECRET) == []
