"""The live card of an order, for its seller and its customer. Pure: it reads no clock and no rows."""

from datetime import datetime

from channels.telegram import adding, amount_requests, complaint_news, delays, feedback, paragraphs
from channels.telegram.faces import Face, fitted
from channels.telegram.keyboards import (
    customer_keyboard,
    reasons_keyboard,
    seller_keyboard,
    sure_keyboard,
)
from channels.telegram.paragraphs import ROOMS, Paragraph, Room
from channels.texts import Html, Voice
from channels.texts.html import join, lines
from orders.delays import waiting
from orders.disowning import added, disowned, may_disown
from orders.model import Event
from orders.notes import Note
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import ENDED, Actor

History = tuple[Event, ...]


def seller_card(
    view: OrderView,
    events: History,
    voice: Voice,
    now: datetime,
    policy: Policy,
    note: Note | None = None,
) -> Face:
    """The order as its seller works it; in state New it is the alert that rings."""
    html = _for_seller(view, events, voice, now, note=note)
    about = feedback.sellers(view.order, events, view.feedback, voice)
    noted, pictured = note is not None, note is not None and note.photo is not None
    warns = complaint_news.sellers(view.order, events, view.complaints, voice)
    keys = seller_keyboard(
        view.order,
        voice,
        now,
        policy,
        noted=noted,
        feedback=about,
        complaints=warns,
        requests=amount_requests.sellers(view.order, events, voice),
        pictured=pictured,
    )
    return Face(html, keys)


def reasons(view: OrderView, events: History, voice: Voice, now: datetime) -> Face:
    """The seller's card asking why the order is cancelled, with the reasons as buttons."""
    question = voice("card.why", number=view.order.number)
    return Face(
        _for_seller(view, events, voice, now, question), reasons_keyboard(view.order, voice)
    )


def customer_card(view: OrderView, events: History, voice: Voice, now: datetime) -> Face:
    """The order as its customer follows it: where it stands, and what comes next."""
    html = _for_customer(view, events, voice, now)
    order, asked = view.order, waiting(events)
    disown = may_disown(order, events)
    about = feedback.customers(order, events, view.feedback, voice)
    if asked is None or asked.recorded or order.state in ENDED:
        return Face(html, customer_keyboard(order, voice, (), about, disown=disown))
    answers = delays.answers(order.number, asked, voice)
    return Face(html, customer_keyboard(order, voice, answers, about, disown=disown))


def sure(view: OrderView, events: History, voice: Voice, now: datetime) -> Face:
    """The customer's card asking whether to cancel really."""
    question = voice("customer.cancel.sure")
    return Face(_for_customer(view, events, voice, now, question), sure_keyboard(view.order, voice))


def moved(number: int, voice: Voice) -> Face:
    """What is left of a card that was sent anew further down."""
    return Face(voice("card.moved", number=number))


def _for_seller(
    view: OrderView,
    events: History,
    voice: Voice,
    now: datetime,
    question: Html | None = None,
    note: Note | None = None,
) -> Html:
    order = view.order

    def render(room: Room) -> Html:
        head = voice(f"card.head.{order.state}", number=order.number)
        return _joined(
            (head, paragraphs.since(events, voice, now), *_placed(view, events, voice)),
            paragraphs.items(order, voice, room) + amount_requests.stands(events, voice, now),
            paragraphs.customer(view, voice),
            paragraphs.delivery(order, voice, room),
            paragraphs.note(note, voice, room) if note is not None else (),
            paragraphs.terms(order, events, voice, now) if order.state not in ENDED else (),
            paragraphs.ending(order, Actor.SELLER, voice, room),
            _feedback(view, voice, room),
            paragraphs.fee(order, voice),
            (question,) if question else (),
        )

    return fitted(render, ROOMS)


def _placed(view: OrderView, events: History, voice: Voice) -> Paragraph:
    """That the seller has added it, or that the customer does not stand by it."""
    if not added(events):
        return ()
    customer = view.order.contact.name
    return (adding.card_note(disowned=disowned(events), customer=customer, voice=voice),)


def _for_customer(
    view: OrderView, events: History, voice: Voice, now: datetime, question: Html | None = None
) -> Html:
    order = view.order

    def render(room: Room) -> Html:
        head = voice(f"customer.head.{order.state}", number=order.number)
        address = voice("card.address", address=lines(order.shipping_address, room.address))
        return _joined(
            (head, *paragraphs.seller(view, voice)),
            paragraphs.items(order, voice, room),
            (address,),
            paragraphs.timeline(order, events, voice, now),
            paragraphs.ending(order, Actor.CUSTOMER, voice, room),
            _feedback(view, voice, room),
            (question,) if question else paragraphs.what_next(order, events, voice, now),
        )

    return fitted(render, ROOMS)


def _feedback(view: OrderView, voice: Voice, room: Room) -> Paragraph:
    given = view.feedback
    return () if given is None else feedback.stands(given, voice, room.comment)


def _joined(*parts: Paragraph) -> Html:
    return join("\n\n", (join("\n", part) for part in parts if part))
