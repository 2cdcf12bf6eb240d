"""The service's own pace, with Telegram counting: one way and one database, in the machine's time."""

from pathlib import Path

from tests.journeys.test_groups import moved_in
from tests.journeys.town import SECOND, read, settled_in
from tests.marketplace import new_file


async def test_a_rush_of_orders_and_questions_is_never_told_to_wait(tmp_path: Path) -> None:
    """Nine alerts and a list for one seller without one refusal; another seller is not held up."""
    async with settled_in(await new_file(tmp_path), webhook=False, paced=True) as town:
        olena = await town.seller()
        ira = await town.seller("Ira", "wool", "Wool")
        numbers = [(await town.shop.places("clay")).number for _ in range(9)]
        await olena.says("/orders")
        other = await town.shop.places("wool")
        await ira.sees(f"New order #{other.number}")
        alerted = len(town.world.telegram.calls("sendMessage", olena.id))
        for number in numbers:
            while not any(f"New order #{number}\n" in m.text for m in olena.messages):
                # What waits longer than its lease allows is due later by the town's clock.
                await town.may_wait(SECOND)
        while not any("Orders · New" in m.text for m in olena.messages):
            await town.may_wait(SECOND)
        assert alerted < len(town.world.telegram.calls("sendMessage", olena.id))
        assert town.world.telegram.flood.refusals == 0
        town.verify()


async def test_a_burst_in_a_group_is_one_message_where_its_pace_leaves_no_room(
    tmp_path: Path,
) -> None:
    """All of it, in order; a changed line changes in the whole; it can be answered."""
    async with settled_in(await new_file(tmp_path), webhook=False, paced=True) as town:
        olena = await town.seller()
        group = town.world.group("Clay & Co team", [olena], forum=True, with_bot=False)
        await moved_in(town, olena, group)
        placed = await town.shop.places()
        taras = await town.customer(placed)
        lines = [f"Line {n} 🏺" for n in range(12)]
        said = [await taras.says(line) for line in lines]
        while "Line 11" not in read(group.messages[-1]):
            await town.may_wait(SECOND)
        await town.settles()
        got = [m for m in group.messages if m.text.startswith("Line")]
        assert [line for m in got for line in m.text.split("\n")] == lines
        assert len(got) < len(lines)
        whole = got[-1]
        await taras.edits(said[-2], "Another 🏺")
        while "Another" not in whole.text:
            await town.may_wait(SECOND)
        assert whole.text.split("\n")[-3:] == ["Line 9 🏺", "Another 🏺", "Line 11 🏺"]
        topic = group.messages[-1].thread_id
        await olena.says("All clear!", chat=group.chat, thread=topic, reply_to=whole)
        answer = await taras.sees("All clear!")
        assert answer.reply_to is not None
        assert town.world.telegram.flood.refusals == 0
        town.verify()
