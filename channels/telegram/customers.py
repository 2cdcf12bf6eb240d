"""What a seller sees of an order's customer, in the card's place, and how they hear them."""

from channels.telegram import paragraphs
from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, back_to, button, markup
from channels.telegram.people_taps import QuietTap
from channels.texts import Voice
from channels.texts.html import join
from orders.places import Quiet
from orders.ports import OrderView


def page(view: OrderView, quiet: Quiet, voice: Voice) -> Face:
    """Who they are, how earlier orders went, and how the seller hears them."""
    number = view.order.number
    rows = [voice("customer.page", number=number), *paragraphs.customer(view, voice)]
    heard = voice(f"quiet.now.{quiet}")
    keys = [
        [
            button(
                voice.plain(f"quiet.{each}"),
                QuietTap(number, each),
                HERE if each is quiet else None,
            )
        ]
        for each in Quiet
    ]
    html = join("\n\n", (join("\n", rows), heard))
    return Face(html, markup([*keys, [back_to(number, voice)]]))


def hushed(quiet: Quiet, voice: Voice) -> str:
    """Toast: how the customer is heard from now on."""
    return voice.plain(f"quiet.done.{quiet}")
