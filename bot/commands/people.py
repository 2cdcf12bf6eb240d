"""Sellers looked up by the name that the person at the terminal typed."""

from bot.commands.terminal import Refused, readable
from orders.errors import UnknownParty
from orders.model import Seller
from orders.ports import UnitOfWork


async def find_seller(uow: UnitOfWork, ref: str) -> Seller | None:
    """The seller, or None when there is none."""
    try:
        return await uow.people.seller_by_ref(ref)
    except UnknownParty:
        return None


async def seller_by_ref(uow: UnitOfWork, ref: str) -> Seller:
    """The seller. Raises `Refused`."""
    seller = await find_seller(uow, ref)
    if seller is None:
        raise Refused(f"there is no seller {readable(ref)}; all of them: orderbell seller list")
    return seller
