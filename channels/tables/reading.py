"""Reading rows to the end, each batch in a unit of its own: nobody waits for a table of any size."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from orders.ports import Store, UnitOfWork

#: Rows read at once, where one row costs like another.
BATCH = 500

Read = TypeVar("Read")


async def to_the_end(
    store: Store,
    read: Callable[[UnitOfWork, int], Awaitable[Sequence[Read]]],
    key: Callable[[Read], int],
    batch: int = BATCH,
) -> AsyncIterator[Sequence[Read]]:
    """What `read` gives after the key of the last one read (at first 0), until it gives less than a batch."""
    after = 0
    while True:
        async with store.read() as uow:
            found = await read(uow, after)
        if found:
            yield found
        if len(found) < batch:
            return
        after = key(found[-1])
