"""What a seller keeps for themselves: theirs alone, within its limits, and apart from the talk."""

import ast
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from orders import records
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, NotYours, UnknownOrder
from orders.model import Party
from orders.notes import MAX_NOTE, Jotting, Writing
from orders.states import Actor
from orders.work import Kind, Topic
from tests.unit.orders.office import Shop, open_shop

ROOT = Path(__file__).parents[3]
ANNA, BORYS = Party(Actor.SELLER, 1), Party(Actor.SELLER, 2)
#: Everything by which words reach the other side of an order.
ROADS = (
    "orders/messages.py",
    "orders/talk.py",
    *(f"storage/{path.name}" for path in (ROOT / "storage").glob("talk*.py")),
    *(f"channels/telegram/{name}.py" for name in ("relaying", "carrier", "pieces")),
)
#: What else leaves the house: letters, SMS, answers to programs, tables, histories, notices.
OUTLETS = (
    "orders/history.py",
    "storage/correspondence.py",
    *(
        str(path.relative_to(ROOT))
        for folder in ("channels/mail", "channels/tables", "channels/sms", "handlers/http")
        for path in sorted((ROOT / folder).glob("*.py"))
    ),
    *(
        f"channels/telegram/{name}.py"
        for name in ("history", "history_file", "happenings", "notices", "talk")
    ),
)
#: Where notes are read and written.
OF_NOTES = {
    "orders.notes",
    "orders.records",
    "storage.notes",
    "storage.note_tables",
    "channels.telegram.asides",
    "channels.telegram.jottings",
}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop with two sellers."""
    async with open_shop(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("road", ROADS)
def test_no_road_to_the_other_side_knows_a_note(road: str) -> None:
    """By construction: nothing that relays names a note, its module, its table or its repository."""
    tree = ast.parse((ROOT / road).read_text("utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            named |= {alias.name for alias in node.names}
            named |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
    # A round video is a "video note" to Telegram.
    spoken = [name.lower().replace("video_note", "").replace(".", "_") for name in named]
    words = {word for name in spoken for word in name.split("_")}
    assert words & {"note", "notes", "jotting", "records", "sqlnotes"} == set()


@pytest.mark.parametrize("outlet", OUTLETS)
def test_nothing_that_leaves_the_house_reads_notes(outlet: str) -> None:
    """No version and no photo: neither a module that knows them is imported, nor their repository asked."""
    tree = ast.parse((ROOT / outlet).read_text("utf-8"))
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    known = {name for name in imported if name in OF_NOTES or name.rpartition(".")[0] in OF_NOTES}
    assert known == set()
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "notes" not in asked


async def test_a_note_is_the_sellers_of_the_order(shop: Shop) -> None:
    """Nobody else writes, reads or drops it, not even the order's customer."""
    number = (await shop.places()).order.number
    await records.put_note(shop.office, number, ANNA, Writing(" Cousin of Ira "))
    for by in (BORYS, Party(Actor.CUSTOMER, 1), Party(Actor.ADMINISTRATION, 1)):
        with pytest.raises(NotYours):
            await records.put_note(shop.office, number, by, Writing("Mine"))
        with pytest.raises(NotYours):
            await records.note_on(shop.office, number, by)
        with pytest.raises(NotYours):
            await records.begin_note(shop.office, 7, number, by)
        with pytest.raises(NotYours):
            await records.drop_note(shop.office, number, by)
        async with shop.office.store.read() as uow:
            assert await records.note_for(uow, number, by) is None
            assert await uow.dialogues.get(7, shop.clock.at) is None
    note = await records.note_on(shop.office, number, ANNA)
    assert note is not None
    assert note.text == "Cousin of Ira"
    with pytest.raises(UnknownOrder):
        await records.put_note(shop.office, 99, ANNA, Writing("x"))


@pytest.mark.parametrize(
    ("text", "why"),
    [("x" * (MAX_NOTE + 1), "too_long"), (" \n", "empty"), ("a\x07b", "control_character")],
)
async def test_a_note_that_will_not_do_changes_nothing(shop: Shop, text: str, why: str) -> None:
    """Neither put nor by an edit."""
    number = (await shop.places()).order.number
    typed = Jotting(7, 60)
    await records.put_note(shop.office, number, ANNA, Writing("x" * MAX_NOTE), typed)
    with pytest.raises(BadValue, match=f"^note: {why}"):
        await records.put_note(shop.office, number, ANNA, Writing(text))
    with pytest.raises(BadValue, match=f"^note: {why}"):
        await records.amend_note(shop.office, ANNA, typed, Writing(text))
    note = await records.note_on(shop.office, number, ANNA)
    assert note is not None
    assert note.text == "x" * MAX_NOTE


async def test_an_edit_changes_the_newest_note_of_its_author(shop: Shop) -> None:
    """An older message, another's message: no note."""
    number = (await shop.places()).order.number
    old, new = Jotting(7, 60), Jotting(7, 61)
    await records.put_note(shop.office, number, ANNA, Writing("One"), old)
    await records.put_note(shop.office, number, ANNA, Writing("Two"), new)
    assert await records.amend_note(shop.office, ANNA, old, Writing("Three")) is None
    assert await records.amend_note(shop.office, BORYS, new, Writing("Three")) is None
    changed = await records.amend_note(shop.office, ANNA, new, Writing("Three"))
    assert changed is not None
    assert await records.note_on(shop.office, number, ANNA) == changed


async def test_a_note_redraws_the_sellers_card_and_tells_nobody(shop: Shop) -> None:
    """One row for the seller's card; none of any other topic, none for the customer."""
    number = (await shop.places()).order.number
    await shop.due(Kind.TELEGRAM, shop.clock.at)
    await records.put_note(shop.office, number, ANNA, Writing("Cousin of Ira"))
    rows = await shop.due(Kind.TELEGRAM, shop.clock.at + timedelta(days=30))
    assert [(row.topic, row.to) for row in rows] == [(Topic.CARD, ANNA)]


async def test_the_question_leaves_the_card_when_nobody_waits_any_more(shop: Shop) -> None:
    """A promise of privacy must not stand over words that go to the customer."""
    number = (await shop.places()).order.number
    await shop.due(Kind.TELEGRAM, shop.clock.at)
    await records.begin_note(shop.office, 7, number, ANNA)
    async with shop.office.store.read() as uow:
        dialogue = await uow.dialogues.get(7, shop.clock.at)
    assert dialogue is not None
    assert dialogue.kind is DialogueKind.NOTE
    rows = await shop.due(Kind.TELEGRAM, dialogue.expires_at - timedelta(seconds=1))
    assert rows == []
    rows = await shop.due(Kind.TELEGRAM, dialogue.expires_at)
    assert [(row.topic, row.to) for row in rows] == [(Topic.CARD, ANNA)]


async def test_the_rest_of_a_note_stands_below_it_once(shop: Shop) -> None:
    """With where its author stands then; what does not fit changes neither."""
    number = (await shop.places()).order.number
    until = shop.clock.at + timedelta(hours=1)
    done = Dialogue(DialogueKind.NOTE, "note", until, {"number": str(number)}).paused().taken(61)
    await records.put_note(shop.office, number, ANNA, Writing("x" * 4096), Jotting(7, 60), "Anna")
    add = (shop.office, number, ANNA)
    note = await records.add_to_note(*add, Writing("rest"), "Anna", 7, done)
    assert (note.text, note.typed) == ("x" * 4096 + "\nrest", None)
    async with shop.office.store.read() as uow:
        assert await uow.dialogues.get(7, shop.clock.at) == done
    with pytest.raises(BadValue, match=r"^note: too_long"):
        await records.add_to_note(*add, Writing("x" * MAX_NOTE), "Anna", 7, done.taken(62))
    with pytest.raises(NotYours):
        await records.add_to_note(shop.office, number, BORYS, Writing("x"), "Borys", 8, done)
    kept = await records.versions(shop.office, number, ANNA)
    assert [len(each.text) for each in kept] == [4096, 4101]
    with pytest.raises(NotYours):
        await records.versions(shop.office, number, BORYS)
