"""An order once more, and an order of a question: a draft that begins with what is known."""

from channels.telegram import adding as faces
from channels.telegram.add_taps import RepeatTap
from channels.telegram.faces import Face
from handlers.telegram import drafting
from handlers.telegram.front import acting_as
from handlers.telegram.leaving import leave
from handlers.telegram.tapped import Tapped
from orders import adding
from orders.dialogues import Dialogue
from orders.enquiries import is_enquiry
from orders.errors import NotYours
from orders.states import Actor


async def repeat(tap: RepeatTap, tapped: Tapped) -> None:
    """The order once more, or an order for who asked. Raises `UnknownOrder`, `NotYours`.

    A half-made draft is offered first: nothing that was typed is lost by a tap.
    """
    draft = await _of(tapped, tap.number)
    known = await drafting.held(tapped)
    await leave(tapped.front, tapped.account.telegram_id)
    if known is not None and adding.begun(known) and not drafting.applied(known, tapped):
        face = faces.offer_draft(known, tapped.voice, instead=tap.number)
    else:
        face = await _asked(tapped, draft)
    await drafting.below(tapped, face)
    await tapped.answer()


async def instead(tapped: Tapped, number: int) -> None:
    """The same in place of the half-made one."""
    draft = await _of(tapped, number)
    await leave(tapped.front, tapped.account.telegram_id)
    await tapped.show(await _asked(tapped, draft))


async def _asked(tapped: Tapped, draft: Dialogue) -> Face:
    await drafting.put(tapped, draft)
    return await drafting.question(tapped, drafting.seller_of(tapped.account), draft)


async def _of(tapped: Tapped, number: int) -> Dialogue:
    office = tapped.front.office
    now, policy = office.clock.now(), office.policy
    by = acting_as(tapped.account, Actor.SELLER, number)
    async with office.store.read() as uow:
        if not is_enquiry(number):
            order = await uow.orders.get(number)
            if order.seller_id != by.id:
                raise NotYours(number)
            return adding.repeat(order, now, policy)
        enquiry = await uow.enquiries.get(number)
        if enquiry.seller_id != by.id:
            raise NotYours(number)
        customer = await uow.people.customer(enquiry.customer_id)
    draft = adding.begin(enquiry.product.price.currency, now, policy)
    draft = adding.choose_customer(draft, customer, "")
    return adding.choose_product(draft, enquiry.product)
