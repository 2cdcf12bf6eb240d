"""Customer on a seller's card: who they are, and how the seller hears them."""

from channels.telegram import customers
from channels.telegram.people_taps import CustomerTap, QuietTap
from handlers.telegram.tapped import Tapped
from orders import peace
from orders.errors import NotYours
from orders.model import Party
from orders.ports import OrderView
from orders.states import Actor


async def show(tap: CustomerTap, tapped: Tapped) -> None:
    """Show the page in the card's place."""
    view, by = await _sellers(tap.number, tapped)
    await tapped.answer()
    await _shown(view, by, tapped)


async def hush(tap: QuietTap, tapped: Tapped) -> None:
    """Hear the customer in another way from now on."""
    view, by = await _sellers(tap.number, tapped)
    await peace.hush(tapped.front.office, tap.number, by, tap.quiet)
    await tapped.answer(customers.hushed(tap.quiet, tapped.voice))
    await _shown(view, by, tapped)


async def _sellers(number: int, tapped: Tapped) -> tuple[OrderView, Party]:
    """The order, for its seller alone. Raises `UnknownOrder`, `NotYours`."""
    view, _, by = await tapped.look(number)
    if by.actor is not Actor.SELLER:
        raise NotYours(number)
    return view, by


async def _shown(view: OrderView, by: Party, tapped: Tapped) -> None:
    order = view.order
    async with tapped.front.office.store.read() as uow:
        quiet = await uow.peace.of(order.seller_id, order.customer_id)
    await tapped.ask(order.number, by, customers.page(view, quiet, tapped.voice))
