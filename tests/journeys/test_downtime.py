"""A month away: what the clock has to do first must not keep anybody from a new order."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bench.overdue import overdue
from simulator.people import Person
from storage.tables import events
from tests.journeys.town import SECOND, settled_in
from tests.marketplace import HandClock, new_file

OVERDUE, MONTH = 400, timedelta(days=30)
#: Telegram's pace for a bot. Source: FACTS.
PER_S = 30
CLOSED = "has closed by itself"
_EXPIRED = select(events.c.order_number).where(events.c.what == "expired")


async def test_after_a_month_away_a_new_orders_alert_goes_before_all_that_was_missed(
    tmp_path: Path,
) -> None:
    """Hundreds of closings are to be told at Telegram's own pace; a new order rings at once."""
    url, since = await new_file(tmp_path), HandClock().now() - MONTH
    async with settled_in(url, webhook=False, paced=True) as town:
        ira = await town.seller("Ira", "wool", "Wool")
        shops = [town.world.person(f"Seller {n}") for n in range(20)]
        for person in shops:
            person.chat.started = True
        await town.closes()
        numbers = await overdue(url, OVERDUE, since, MONTH - SECOND, [p.id for p in shops])
        await town.opens()
        await shops[0].sees(CLOSED)
        before = told(shops)
        placed = await town.shop.places("wool")
        await ira.sees(f"New order #{placed.number}")
        assert sorted(row[0] for row in town.rows(_EXPIRED)) == list(numbers)
        # A second's worth of messages at most; two for each closing wait for their turn.
        assert told(shops) - before <= PER_S
        assert town.world.telegram.flood.refusals == 0


def told(people: list[Person]) -> int:
    """Messages that these people have."""
    return sum(len(person.messages) for person in people)
