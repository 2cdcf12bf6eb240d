"""Days of the talk that were offered: each once per order, and a no stays a no."""

from datetime import date

from orders.ports import HeardDay
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import NOW, SECOND

DAY, LATER = date(2026, 12, 9), date(2027, 1, 3)


async def test_a_day_is_kept_once_and_a_no_stays(store: SqlStore) -> None:
    """Whether the no was written before the offer or after it: a fast tap may come first."""
    order, other = await examples.order(store), await examples.order(store)
    declined = HeardDay(LATER, NOW, declined=True)
    async with store.write() as uow:
        await uow.heard_days.put(order.number, declined)
        await uow.heard_days.put(order.number, HeardDay(DAY, NOW + SECOND))
        for _ in range(2):
            await uow.heard_days.put(order.number, HeardDay(LATER, NOW + 2 * SECOND))
    async with store.read() as uow:
        assert await uow.heard_days.of(order.number) == [declined, HeardDay(DAY, NOW + SECOND)]
        assert await uow.heard_days.of(other.number) == []
