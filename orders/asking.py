"""Ask the seller about a product before there is an order; the conversation becomes the order's when one is placed."""

from datetime import datetime

from orders.enquiries import Enquiry, Subject, is_enquiry
from orders.model import Account, Customer, Order, Product
from orders.policy import Policy
from orders.ports import EnquiryView, Office, TalkView, UnitOfWork


async def ask(office: Office, account: Account, product: Product) -> Enquiry:
    """What the account writes next goes to the product's seller: a new conversation, or the one they had.

    Nobody is told before anything is said.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        who = account.telegram_id
        customer = account.customer or await uow.people.put_customer(
            Customer(0, None, account.name, None, None, account.locale, who)
        )
        since = now - office.policy.enquiry_life
        enquiry = await uow.enquiries.open(product, customer.id, since=since)
        await uow.talk.put_focus(who, enquiry.number, now + office.policy.talk_life)
    return enquiry


async def subject(uow: UnitOfWork, number: int) -> Subject:
    """What a conversation is about now: an order, or an enquiry that none has taken over.

    Inside a write unit it stays so until commit. Raises `UnknownOrder`.
    """
    found = await _resolved(uow, number)
    return found if isinstance(found, Enquiry) else await uow.orders.get(found)


async def view(uow: UnitOfWork, number: int) -> TalkView:
    """The same, with its people. Raises `UnknownOrder`."""
    found = await _resolved(uow, number)
    if not isinstance(found, Enquiry):
        return await uow.orders.view(found)
    seller = await uow.people.seller(found.seller_id)
    return EnquiryView(found, seller, await uow.people.customer(found.customer_id))


async def adopt_within(uow: UnitOfWork, order: Order, now: datetime, policy: Policy) -> None:
    """The order takes over what its people said before it: about a product in it, else whatever was last."""
    open_ones = await uow.enquiries.between(
        order.seller_id, order.customer_id, since=now - policy.enquiry_life
    )
    ordered = {item.product_ref for item in order.items}
    about_it = (each for each in open_ones if each.product.ref in ordered)
    taken = next(about_it, next(iter(open_ones), None))
    if taken is not None:
        await uow.enquiries.adopt(taken.number, order.number)


async def _resolved(uow: UnitOfWork, number: int) -> Enquiry | int:
    """The enquiry, or the number of the order that it is or that has taken it over."""
    if not is_enquiry(number):
        return number
    enquiry = await uow.enquiries.get(number)
    return enquiry if enquiry.order_number is None else enquiry.order_number
