"""The paragraphs that cards are made of, each a tuple of lines. It composes no message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from channels.phones import pretty
from channels.telegram import complaint_news, delays, feedback
from channels.telegram.fees import reckoned
from channels.telegram.jottings import words
from channels.telegram.timeline import ahead, standing
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name, units
from orders import disowning
from orders.delays import waiting
from orders.model import CancelReason, Event, Item, Order, total
from orders.notes import Note
from orders.ports import OrderView
from orders.states import ENDED, Action, Actor, State, transition

#: More lines of items than this do not help on a phone.
MAX_ITEM_LINES = 8
#: A comment longer than this folds away.
FOLDED_UNITS = 280

#: The states in which the customer waits for the thing to be made.
MAKING = frozenset({State.CONFIRMED, State.PAID})

Paragraph = tuple[Html, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How many UTF-16 units people's own texts may take."""

    title: int
    address: int
    comment: int
    reason: int
    note: int


#: Everything in full first; what then gives way, where only fields full of emoji do not fit.
ROOMS = (
    Room(280, 1000, 2000, 1000, 2000),
    Room(80, 1000, 1600, 600, 1200),
    Room(60, 1000, 800, 400, 600),
    Room(40, 1000, 300, 200, 300),
)


def since(events: tuple[Event, ...], voice: Voice, now: datetime) -> Html:
    """When it was placed, and when the present status began."""
    marks = standing(events)
    ends = marks[:1] if len(marks) < 2 else (marks[0], marks[-1])
    told = (voice(f"since.{e.what}", moment=voice.moment(e.at, now)) for e in ends)
    return join(" · ", told)


def items(order: Order, voice: Voice, room: Room, *, most: int = MAX_ITEM_LINES) -> Paragraph:
    """What is ordered, and what it costs in all; more than so many items are counted."""
    rows = things(order.items, voice, room, most=most)
    # What it cost before anybody changed it.
    listed = total(order.items)
    if listed == order.amount:
        return (*rows, voice("card.total", amount=voice.money(order.amount)))
    before, amount = voice.money(listed), voice.money(order.amount)
    return (*rows, voice("card.total.changed", before=before, amount=amount))


def things(
    items: Sequence[Item], voice: Voice, room: Room, *, most: int = MAX_ITEM_LINES
) -> Paragraph:
    """A line each, several with what each costs; more than so many are counted."""
    rows = [_item(item, voice, room, priced=len(items) > 1) for item in items[:most]]
    if (more := len(items) - most) > 0:
        rows.append(voice("card.items.more", count=more))
    return tuple(rows)


def _item(item: Item, voice: Voice, room: Room, *, priced: bool) -> Html:
    line = voice("card.item", quantity=item.quantity, title=name(item.title, room.title))
    if not priced:
        return line
    amount = voice.money(item.price.times(item.quantity))
    return voice("card.item.priced", item=line, amount=amount)


def customer(view: OrderView, voice: Voice) -> Paragraph:
    """Whom the seller deals with: how to reach them, and how earlier orders went."""
    contact = view.order.contact
    rows = [voice("card.customer", name=name(contact.name))]
    if contact.phone:
        rows.append(voice("card.phone", phone=pretty(contact.phone)))
    if contact.email:
        rows.append(voice("card.email", email=name(contact.email)))
    rows.append(_record(view, voice))
    rows += complaint_news.warning(view.complaints, voice)
    if view.order.state not in ENDED:
        if view.record.opted_out:
            rows.append(voice("record.opted_out"))
        if view.customer.telegram_id is None:
            rows.append(voice("card.not_linked"))
        elif Actor.CUSTOMER in view.unreachable:
            rows.append(voice("card.unreachable"))
    return tuple(rows)


def seller(view: OrderView, voice: Voice) -> Paragraph:
    """From whom the customer ordered, and whether what they write arrives now."""
    rows = [voice("customer.from", seller=name(view.seller.name))]
    if Actor.SELLER in view.unreachable and view.order.state not in ENDED:
        rows.append(voice("customer.seller_away"))
    return tuple(rows)


def _record(view: OrderView, voice: Voice) -> Html:
    record = view.record
    earlier = record.with_seller
    told = [voice("record.orders", count=earlier) if earlier else voice("record.first")]
    here, in_all = (record.closed_here, record.cancelled_here), (record.closed, record.cancelled)
    told += ended(*here, voice)
    if in_all != here:
        told.append(voice("record.in_all", ended=join(", ", ended(*in_all, voice))))
    if record.feedbacks:
        told.append(feedback.left(record.feedbacks, record.stars, voice))
    if joined_at := view.customer.registered_at:
        told.append(voice("record.since", month=voice.month(joined_at)))
    return join(" · ", told)


def ended(closed: int, cancelled: int, voice: Voice) -> list[Html]:
    """How many orders ended how; nothing of what there is none of."""
    counts = {"record.closed": closed, "record.cancelled": cancelled}
    return [voice(key, count=count) for key, count in counts.items() if count]


def delivery(order: Order, voice: Voice, room: Room) -> Paragraph:
    """Where it goes, and what the customer wrote."""
    rows = [voice("card.address", address=lines(order.shipping_address, room.address))]
    if order.comment:
        comment = lines(order.comment, room.comment)
        key = "card.comment.folded" if units(comment) > FOLDED_UNITS else "card.comment"
        rows.append(voice(key, comment=comment))
    return tuple(rows)


def note(kept: Note, voice: Voice, room: Room) -> Paragraph:
    """What the seller noted for themselves."""
    text = words(kept, voice, room.note)
    return (voice("card.note.folded" if units(text) > FOLDED_UNITS else "card.note", note=text),)


def terms(order: Order, events: Sequence[Event], voice: Voice, now: datetime) -> Paragraph:
    """How long it takes to make, what delay was agreed on or asked for, and when it counts as closed."""
    rows = []
    if order.production_ends_at is not None:
        day = voice.day(order.production_ends_at, now)
        rows.append(voice("card.production", count=order.production_days or 0, day=day))
    rows += delays.stands(order, waiting(events), Actor.SELLER, voice, now)
    day = voice.day(order.auto_close_at, now)
    if order.charge is None:
        rows.append(voice("card.auto_close", day=day))
    else:
        fee = voice.money(order.charge.fee)
        rows.append(voice("card.auto_close.fee", day=day, fee=fee))
    return tuple(rows)


def fee(order: Order, voice: Voice) -> Paragraph:
    """What a closed order owes, and how it was reckoned."""
    if order.state is not State.CLOSED or order.charge is None:
        return ()
    charge = order.charge
    return (voice("card.fee", fee=voice.money(charge.fee), how=reckoned(charge, voice)),)


def ending(order: Order, viewer: Actor, voice: Voice, room: Room) -> Paragraph:
    """By whom and why the order ended; empty while it has not."""
    last = order.last
    if order.state not in ENDED or last is None:
        return ()
    rows = [voice(f"ended.{viewer}.{last.action}.{last.by.actor}")]
    step = transition(last.source, last.action, last.by.actor)
    if step is not None and viewer not in (*step.tells, last.by.actor):
        # What the administration wrote about a fee is not for the customer.
        return tuple(rows)
    if last.reason is not None:
        rows.append(why(viewer, last.reason, last.text, voice, room.reason))
    elif last.text:
        rows.append(voice("ended.text", text=lines(last.text, room.reason)))
    return tuple(rows)


def why(viewer: Actor, reason: CancelReason, text: str, voice: Voice, room: int) -> Html:
    """The reason in one line; a customer is never told of a suspicion."""
    if reason is CancelReason.FRAUD and viewer is Actor.CUSTOMER:
        text = ""
    if reason is CancelReason.OTHER:
        return voice("ended.text", text=lines(text, room))
    said = voice(f"reason.told.{viewer}.{reason}")
    if text:
        return voice("ended.reason.text", reason=said, text=lines(text, room))
    return voice("ended.reason", reason=said)


def timeline(order: Order, events: tuple[Event, ...], voice: Voice, now: datetime) -> Paragraph:
    """One line for each step that was made, and for each that lies ahead."""
    made = (
        voice(f"timeline.{event.what}", moment=voice.moment(event.at, now))
        for event in standing(events)
    )
    to_come = (voice("timeline.ahead", step=voice(f"step.{s}")) for s in ahead(order.state))
    return (*made, *to_come)


def _stands(order: Order, events: Sequence[Event]) -> str:
    if order.last is not None and order.last.action is Action.EXPIRE:
        return "expired"
    if order.state in disowning.OPEN_TO_DISOWN and disowning.disowned(events):
        return "disowned"
    if order.state is State.NEW and disowning.added(events):
        return "added"
    return order.state


def what_next(order: Order, events: Sequence[Event], voice: Voice, now: datetime) -> Paragraph:
    """One calm sentence for the customer on what happens now, and until when it is made."""
    rows = [voice(f"customer.next.{_stands(order, events)}")]
    ends_at = order.production_ends_at
    if ends_at is not None and order.state in MAKING:
        rows.append(voice("customer.ready", day=voice.day(ends_at, now)))
    if order.state not in ENDED:
        rows += delays.stands(order, waiting(events), Actor.CUSTOMER, voice, now)
    return tuple(rows)
