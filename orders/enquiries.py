"""A question about a product, asked before there is an order. Values only."""

from dataclasses import dataclass
from datetime import datetime

from orders.model import Order, Product

#: Enquiries are counted where no order's number ever comes to be: a number says which of the two it is.
FIRST_ENQUIRY = 900_000_000_001


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A conversation that no order has yet; the one that is placed next between the two takes it over."""

    number: int
    seller_id: int
    customer_id: int
    #: The customer's name.
    asker: str
    #: What the customer asked about, as it is offered now.
    product: Product
    #: When the last was said in it; None: nothing yet, and nobody else knows of it.
    spoken_at: datetime | None = None
    #: The order that took the conversation over.
    order_number: int | None = None


#: What people talk about.
Subject = Order | Enquiry


def is_enquiry(number: int) -> bool:
    """Whether the number of a conversation is an enquiry's, not an order's."""
    return number >= FIRST_ENQUIRY
