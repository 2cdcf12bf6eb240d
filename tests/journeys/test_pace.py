"""The service's own pace, with Telegram counting: one way and one database, in the machine's time."""

from functools import partial
from pathlib import Path

from channels.telegram.ticks import ARRIVED
from simulator.groups import Group
from simulator.people import Person
from tests.journeys.test_groups import moved_in
from tests.journeys.town import settled_in
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
            await town.eventually(partial(seen, olena, f"New order #{number}\n"))
        await town.eventually(partial(seen, olena, "Orders · New"))
        assert alerted < len(town.world.telegram.calls("sendMessage", olena.id))
        assert town.world.telegram.flood.refusals == 0
        town.verify()


def seen(person: Person, text: str) -> bool:
    """Whether it has reached them."""
    return any(text in message.text for message in person.messages)


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
        said = {line: await taras.says(line) for line in lines}
        await town.eventually(lambda: written(group)[-1:] == lines[-1:])
        assert written(group) == lines
        whole = next(m for m in group.messages if m.text.count("\n") > 1 and "Line" in m.text)
        first, second, *others = whole.text.split("\n")
        await taras.edits(said[second], "Another 🏺")
        await town.eventually(lambda: "Another" in whole.text)
        assert whole.text.split("\n") == [first, "Another 🏺", *others]
        await olena.says("All clear!", chat=group.chat, thread=whole.thread_id, reply_to=whole)
        answer = await taras.sees("All clear!")
        assert answer.reply_to is said[first]
        # Where the pace is short, the last of what was said has the sign, as soon as there is room.
        await town.service.ways.ticks.done()
        assert said[lines[-1]].reactions == (ARRIVED,)
        assert town.world.telegram.flood.refusals == 0
        town.verify()


def written(group: Group) -> list[str]:
    """The customer's lines, in whatever messages they stand."""
    texts = [m.text for m in group.messages if m.text.startswith("Line")]
    return [line for text in texts for line in text.split("\n")]
