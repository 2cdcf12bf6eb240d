"""A process that places orders as fast as it can and prints each number once it is committed."""

import asyncio
import sys

from storage.unit import SqlStore
from tests.storage import examples

AT_ONCE = 8


async def main(url: str) -> None:
    """Until killed."""
    async with SqlStore(url) as store:
        known, buyer = await examples.shop(store)

        async def place_for_ever() -> None:
            while True:
                order = await examples.order(store, seller_id=known.id, customer_id=buyer.id)
                async with store.write() as uow:
                    await uow.orders.save(*examples.approved(order, f"tap:{order.number}"))
                    await uow.work.add([examples.row(order_number=order.number)])
                print(order.number, flush=True)

        await asyncio.gather(*(place_for_ever() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
