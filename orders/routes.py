"""Which way something goes to a person: Telegram, then SMS, then e-mail. It sends nothing and asks no channel."""

from dataclasses import replace
from datetime import datetime

from orders.model import Order, Party
from orders.policy import Policy
from orders.reach import Reach
from orders.sendings import Because
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work

#: What must reach a person by whatever way there is.
MUST_ARRIVE = frozenset(
    {
        Topic.CARD,
        Topic.NOTICE,
        Topic.CORRECTION,
        Topic.MESSAGE,
        Topic.CLOSING,
        Topic.REMINDER,
        Topic.FEEDBACK,
    }
)
#: Of that, what does not wait until Telegram is in reach again.
URGENT = frozenset({Topic.CARD, Topic.NOTICE, Topic.CORRECTION, Topic.MESSAGE})
#: What goes by e-mail to whom Telegram does not reach, and is no business of an order.
BULLETINS = frozenset({Topic.FEEDBACK, Topic.DIGEST})


def no_sms(reach: Reach, policy: Policy) -> Because | None:
    """Why no SMS can go to the person at all; None: one can."""
    phone = reach.phone
    if Kind.SMS not in policy.ways or phone is None or phone.unfit is not None:
        return Because.NO_PHONE
    return Because.OPTED_OUT if phone.opted_out_at is not None else None


def has_mail(reach: Reach, topic: Topic, policy: Policy) -> bool:
    """Whether an e-mail about this can go to the person."""
    wanted = reach.choices.bulletins or topic not in BULLETINS
    return Kind.MAIL in policy.ways and reach.email is not None and wanted


def besides(reach: Reach, topic: Topic, policy: Policy) -> bool:
    """Whether something about this reaches the person another way than Telegram."""
    return no_sms(reach, policy) is None or has_mail(reach, topic, policy)


def onward(
    work: Work, because: Because, reach: Reach, policy: Policy, at: datetime
) -> NewWork | None:
    """The row by which it goes the next way after the one that `work` is of; None: there is none.

    Waiting rows that tell the same are one, for whichever reasons they were written.
    """
    kind = None
    if work.topic in MUST_ARRIVE:
        if work.kind is Kind.TELEGRAM and no_sms(reach, policy) is None:
            kind = Kind.SMS
        elif work.kind is not Kind.MAIL and has_mail(reach, work.topic, policy):
            kind = Kind.MAIL
    elif work.topic is Topic.DIGEST and work.to.actor is Actor.SELLER:
        # A customer's is made of questions, which are in no shop's summary.
        summed = work.kind is Kind.TELEGRAM and has_mail(reach, work.topic, policy)
        kind = Kind.MAIL if summed else None
    return None if kind is None else row(work, kind, because, at)


def row(work: Work, kind: Kind, because: Because, at: datetime) -> NewWork:
    """The same as `work`, this way."""
    return NewWork(
        kind,
        work.topic,
        work.to,
        at,
        work.priority,
        work.order_number,
        work.event,
        merge_key=key(work, kind),
        details=work.details | {"because": because.value},
    )


def mail_copy(order: Order) -> NewWork:
    """The e-mail copy of a new order that the marketplace promises; whether it is wanted is asked when it goes."""
    copy = NewWork(
        Kind.MAIL,
        Topic.CARD,
        Party(Actor.SELLER, order.seller_id),
        order.placed_at,
        Priority.NOW,
        order.number,
        details={"because": Because.COPY.value},
    )
    return replace(copy, merge_key=key(copy, Kind.MAIL))


def key(work: Work | NewWork, kind: Kind) -> str:
    """What names the same thing told the same way."""
    about = work.details.get("message", work.event or work.details.get("what", ""))
    return f"{kind}:{work.topic}:{work.order_number}:{work.to.actor}:{work.to.id}:{about}"
