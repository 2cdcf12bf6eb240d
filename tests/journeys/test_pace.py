"""The service's own pace, with Telegram counting: one way and one database, in the machine's time."""

from pathlib import Path

from tests.journeys.town import SECOND, settled_in
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
