"""A seller's peace: a customer who is muted or not heard, and one who writes faster than can be passed on.

Nothing that was said is thrown away: what is slowed goes out later, what is refused is said to be.
"""

from collections.abc import Sequence
from datetime import datetime

from orders.decide import has_part
from orders.errors import NotYours
from orders.model import Party
from orders.places import Hush, Quiet
from orders.policy import Policy
from orders.ports import Office
from orders.states import Actor


async def hush(office: Office, number: int, by: Party, quiet: Quiet) -> None:
    """The seller `by` wants to hear the customer of this order like this from now on.

    Raises `UnknownOrder`, `NotYours`.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if by.actor is not Actor.SELLER or not has_part(order, by):
            raise NotYours(number)
        now = office.clock.now()
        await uow.peace.put(Hush(order.seller_id, order.customer_id, quiet, number, now))


def due_at(earlier: Sequence[datetime], now: datetime, policy: Policy) -> datetime:
    """When a customer's next message goes out, after those that went or go out `earlier` (newest first).

    At most `talk_burst` of one conversation within `talk_window`.
    """
    if not earlier:
        return now
    due = max(now, earlier[0])
    if len(earlier) >= policy.talk_burst:
        due = max(due, earlier[policy.talk_burst - 1] + policy.talk_window)
    return due
