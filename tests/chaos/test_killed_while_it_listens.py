"""kill -9 while days of the talk are offered to sellers: each is offered, and remembered once."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.telegram.calls import Call
from storage.engine import parsed
from storage.schema import blocking_engine
from tests.chaos.talkers import settled
from tests.chaos.town import opened

SELLERS, TALKS, KILLS = 10, 20, 2
FINISH_S = 60.0
OFFER = "record an agreed delay until"


def offers(call: Call) -> bool:
    """Whether a day is offered."""
    return OFFER in str(call.params.get("text", ""))


def kept(url: str) -> tuple[list[int], list[int]]:
    """Orders whose day is remembered, and those whose offer is under way."""
    engine = blocking_engine(parsed(url))
    try:
        with engine.begin() as connection:

            def orders(rows: str) -> list[int]:
                found = connection.execute(text(f"SELECT order_number FROM {rows}"))
                return [row[0] for row in found]

            at_work = "work WHERE topic = 'heard_day' AND state = 'open' AND token IS NOT NULL"
            return orders("heard_days"), orders(at_work)
    finally:
        engine.dispose()


@pytest.mark.parametrize(("database", "webhook"), [("sqlite", False), ("postgresql", True)])
async def test_killed_while_it_offers_days(
    url: str, webhook: bool, seed: int, tmp_path: Path
) -> None:
    """None is lost; at most what was in flight at a kill comes once more."""
    async with opened(tmp_path, url, seed, sellers=SELLERS, webhook=webhook) as town:
        talkers = await settled(town, TALKS)
        for talk in talkers.conversations:
            await talk.customer.says("Can you finish it in 20 days?")
        in_flight: Counter[int] = Counter()
        for _ in range(KILLS):
            await town.is_struck(town.rng.randint(1, TALKS // 4), offers)
            in_flight.update(kept(url)[1])
        await town.starts_bot()
        await town.sees("every day was offered", lambda: len(kept(url)[0]) == TALKS, FINISH_S)
        assert town.bot is not None
        assert await town.bot.stop() == 0
        days, left = kept(url)
        assert sorted(days) == sorted(talk.number for talk in talkers.conversations)
        assert left == []
        for talk in talkers.conversations:
            offered = [m for m in talk.seller.messages if f"#{talk.number}: {OFFER}" in m.text]
            assert 1 <= len(offered) <= 1 + in_flight[talk.number], talk.number
        assert town.world.telegram.violations == []
