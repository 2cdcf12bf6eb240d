"""A seller notes something on an order for themselves: no way leads from it to the customer."""

import json

from sqlalchemy import String, cast, or_, select

from orders import records
from orders.model import Party
from orders.notes import Writing
from orders.states import Actor
from simulator.people import Person
from simulator.telegram.entities import Entity
from simulator.telegram.faults import Fault
from storage.tables import (
    events,
    messages,
    note_versions,
    notes,
    posts,
    relays,
    sendings,
    strays,
    work,
)
from tests.journeys.scenes import both
from tests.journeys.shop import Placed
from tests.journeys.test_buying import says
from tests.journeys.town import SECOND, Town, read
from tests.unit.simulator.page.shots import png

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
        for table in (messages, relays, posts, strays, work, events, sendings)
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
    """A sticker, a place: a calm answer each, and the question stays; a reply is for the other side."""
    olena, taras, placed = await both(town)
    await taras.says("Is it ready?")
    await town.settles()
    got = olena.last_message
    await asks_to_note(town, olena, placed, "Add note")
    before = len(taras.messages)
    await olena.sends_document(b"%PDF", "plan.pdf", SECRET)
    await olena.sees("A note is words, or a photo with words")
    await town.settles()
    assert len(taras.messages) == before
    await olena.says("Tomorrow!", reply_to=got)
    await town.settles()
    assert len(taras.messages) == before + 1  # a reply to the other side is for the other side
    await olena.says(f"<b>{SECRET}</b>\n\nTwo lines & more")
    await town.settles()
    card = read(await town.card(placed.number, Actor.SELLER, olena))
    assert f"🔒 <b>{SECRET}</b>" in card
    assert "Two lines & more" in card
    assert leaks(town, taras, SECRET) == []


async def test_ten_thousand_signs_are_one_note(town: Town) -> None:
    """Telegram splits them: the parts become one note; what is too long goes nowhere; all can be read."""
    olena, taras, placed = await both(town)
    await asks_to_note(town, olena, placed, "Add note")
    before = len(taras.messages)
    await olena.says("ї" * 5_000 + "needle " + "x" * 4_993)
    await town.settles()
    [kept] = town.rows(select(notes.c.text))
    assert len(kept[0].replace("\n", "")) == 10_000
    assert len(taras.messages) == before
    found = await says(town, olena, "/find needle")
    assert f"#{placed.number}" in read(found)
    await asks_to_note(town, olena, placed, "Change note")
    await olena.says("y" * 13_000)
    await town.settles()
    assert "A note has at most 12000 characters" in read(olena.last_message)
    assert len(taras.messages) == before
    [kept] = town.rows(select(notes.c.text))
    assert kept[0].replace("\n", "") == "y" * 8192, "no part without the one before"
    await town.passes(10 * SECOND)
    await olena.says("Hello!", reply_to=await town.card(placed.number, Actor.SELLER, olena))
    await town.settles()
    assert len(taras.messages) == before + 1
    assert leaks(town, taras, "needle") == leaks(town, taras, "yyy") == []


async def test_a_notes_formatting_is_kept(town: Town) -> None:
    """Bold and links as they were typed, beside signs that take two units."""
    olena, taras, placed = await both(town)
    await asks_to_note(town, olena, placed, "Add note")
    marks = (Entity("bold", 3, 4), Entity("text_link", 8, 4, "https://example.com/?a=1&b=2"))
    await olena.says("🎁 late link <b>", marks=marks)
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "🔒 🎁 late link <b>" in read(card)
    found = {(e.type, e.url) for e in card.entities if e.offset > 5}
    assert {("bold", ""), ("text_link", "https://example.com/?a=1&b=2")} <= found
    assert leaks(town, taras, "late link") == []


async def test_a_photo_of_a_note_is_the_shops_alone(town: Town) -> None:
    """Kept with its caption, shown by a button; the rest of the album goes nowhere."""
    olena, taras, placed = await both(town)
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    await asks_to_note(town, olena, placed, "Add note")
    before = len(taras.messages)
    for caption in (SECRET, ""):
        await olena.sends_file("photo", png(2, 2), caption, album="album-1")
    await town.settles()
    assert "A note has one photo" in read(olena.last_message)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert f"🔒 🖼 photo {SECRET}" in read(card)
    await (await olena.taps("Photo", on=card)).answered()
    await town.settles()
    shown = olena.last_message
    assert (shown.kind, read(shown)) == (
        "photo",
        f"🔒 Photo of your note on order #{placed.number}",
    )
    for forger in (taras, ivan):
        answer = await (await forger.taps_data(f"n:photo:{placed.number}:1")).answered()
        assert answer.text.startswith("I can’t find this order among yours.")
    assert len(taras.messages) == before
    assert all(m.kind != "photo" for m in ivan.messages)
    [(photo,)] = town.rows(select(notes.c.photo))
    for text in (SECRET, photo):
        assert leaks(town, taras, text) == []


async def test_every_version_is_kept_and_only_for_the_shop(town: Town) -> None:
    """Who wrote what when, also that it was removed; not in what a customer, HTTP or a file shows."""
    olena, taras, placed = await both(town)
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    await asks_to_note(town, olena, placed, "Add note")
    first = await olena.says("Alpha note")
    await town.settles()
    await olena.edits(first, "Beta note")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    await asks_to_note(town, olena, placed, "Change note")
    await (await olena.taps("Remove note", on=card)).answered()
    await town.settles()
    await asks_to_note(town, olena, placed, "Add note")
    await (await olena.taps("All versions", on=card)).answered()
    await town.settles()
    seen = [read(card)]
    for _ in range(2):
        await (await olena.taps("›", on=card)).answered()
        await town.settles()
        seen.append(read(card))
    assert ["Removed the note." in seen[0], "Beta note" in seen[1], "Alpha note" in seen[2]] == [
        True
    ] * 3
    assert all(olena.name in page and "22 Nov" in page for page in seen)
    await olena.says("No note any more", reply_to=card)
    await town.settles()
    for forger in (taras, ivan):
        answer = await (await forger.taps_data(f"n:log:{placed.number}:1")).answered()
        assert answer.text.startswith("I can’t find this order among yours.")
    for path in ("", "/history", "/messages"):
        reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}{path}")
        assert reply.status == 200
        assert "note" not in json.dumps(reply.document).replace("No note any more", "")
    files = []
    for reader in (olena, taras):
        await (await reader.taps_data(f"d:{placed.number}")).answered()
        await town.settles()
        assert reader.last_message.file is not None
        files.append(reader.last_message.file.body)
    for text in ("Alpha note", "Beta note"):
        assert all(text.encode() not in file for file in files)
        assert leaks(town, taras, text) == []


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
    assert town.rows(select(note_versions.c.text)) == [(SECRET,)]
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


async def test_a_photo_that_telegram_has_no_more_is_said_calmly(town: Town) -> None:
    """A file id of another bot, after a restored backup: one sentence, and the words stay."""
    olena, _, placed = await both(town)
    by = Party(Actor.SELLER, 1)
    said = Writing(SECRET, (), "no-such-file")
    await records.put_note(town.service.office, placed.number, by, said, who="Olena")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Photo", on=card)).answered()
    await town.settles()
    assert read(olena.last_message) == "This photo is not there any more."
    assert SECRET in read(card)
