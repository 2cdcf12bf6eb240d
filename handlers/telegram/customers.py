"""Customer on a seller's card: who they are, and how the seller hears them."""

from dataclasses import replace

from channels.telegram import customers
from channels.telegram.people_taps import CustomerTap, QuietTap
from handlers.telegram.tapped import Tapped
from orders import acquaintances, peace
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
    """As given with this order, whatever came later."""
    order, office = view.order, tapped.front.office
    known = await acquaintances.known(office, order.seller_id, order.customer_id, order.number)
    if known is None:
        raise NotYours(order.number)
    then = replace(known.dossier, contact=order.contact, address=order.shipping_address)
    now = office.clock.now()
    face = customers.page(order.number, replace(known, dossier=then), tapped.voice, now)
    await tapped.ask(order.number, by, face)
