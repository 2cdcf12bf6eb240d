"""Complaints: a seller adds and withdraws one, the customer answers, the administration hides it.

It sends nothing itself. Everything is an event of the order's history; how it reads now is a row.
"""

from collections.abc import Sequence
from dataclasses import replace

from orders import notices, oversight
from orders.complaints import (
    Complaint,
    ComplaintRefused,
    ComplaintType,
    NewComplaint,
    Stated,
    Unfit,
    check_proofs,
    checked,
    event_text,
)
from orders.desk import done_before
from orders.errors import BadValue, NotYours
from orders.model import MAX_REASON, Happening, Order, Party, within
from orders.ports import Office, UnitOfWork
from orders.remarks import announce, check_part, remark
from orders.states import Actor

#: Messages that are shown of those that prove a complaint; the rest is counted.
MAX_QUOTES = 3


async def check(office: Office, number: int, by: Party) -> Order:
    """The order, for its seller, who may complain. Raises `UnknownOrder`, `NotYours`, `ComplaintRefused`."""
    async with office.store.read() as uow:
        order = await uow.orders.get(number)
        check_part(order, by, Actor.SELLER)
        await _check_free(uow, number)
        return order


async def add(
    office: Office,
    number: int,
    by: Party,
    type: ComplaintType,
    text: str,
    proofs: Sequence[int],
    *,
    request_id: str,
) -> Complaint:
    """The order's seller complains of its customer, who is told; other sellers are warned.

    Raises `UnknownOrder`, `NotYours`, `ComplaintRefused`, `BadValue` ("complaint", "proofs").
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        # Read in a unit that writes, the order is ours until commit: of two at once the second
        # finds the first one's complaint.
        order = await uow.orders.get(number)
        check_part(order, by, Actor.SELLER)
        known = await uow.complaints.of_order(number)
        if known is not None and await done_before(uow, order, by, request_id):
            return known
        await _check_free(uow, number)
        said, pointed = checked(type, text), check_proofs(proofs)
        await _check_messages(uow, number, pointed)
        new = NewComplaint(number, by.id, order.customer_id, type, said, pointed, now)
        complaint = await uow.complaints.add(new)
        what, told = Happening.COMPLAINT_ADDED, event_text(type, complaint.id, said)
        outcome = await announce(uow, order, by, what, told, request_id, now)
        await uow.work.add(oversight.rows(office, outcome.order, outcome.event))
    office.wake()
    return complaint


async def withdraw(
    office: Office, number: int, by: Party, complaint_id: int, *, request_id: str
) -> None:
    """Its author takes it back: it warns nobody any more, and the customer is told.

    Raises `UnknownOrder`, `NotYours`, `ComplaintRefused`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        check_part(order, by, Actor.SELLER)
        if await done_before(uow, order, by, request_id):
            return
        complaint = await _standing(uow, number, complaint_id)
        await uow.complaints.save(replace(complaint, withdrawn_at=now))
        what = Happening.COMPLAINT_WITHDRAWN
        await announce(uow, order, by, what, "", request_id, now)
    office.wake()


async def check_answer(office: Office, number: int, by: Party, complaint_id: int) -> Complaint:
    """What the customer wants to answer. Raises as `answer` does."""
    async with office.store.read() as uow:
        check_part(await uow.orders.get(number), by, Actor.CUSTOMER)
        return await _unanswered(uow, number, complaint_id)


async def answer(
    office: Office, number: int, by: Party, complaint_id: int, text: str, *, request_id: str
) -> None:
    """The customer says their side, once; whoever sees the complaint sees it.

    Raises `UnknownOrder`, `NotYours`, `ComplaintRefused`, `BadValue` ("complaint_answer").
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        check_part(order, by, Actor.CUSTOMER)
        if await done_before(uow, order, by, request_id):
            return
        complaint = await _unanswered(uow, number, complaint_id)
        said = within(text, MAX_REASON, "complaint_answer")
        await uow.complaints.save(replace(complaint, answer=said, answered_at=now))
        what = Happening.COMPLAINT_ANSWERED
        await announce(uow, order, by, what, said, request_id, now)
    office.wake()


async def hide(
    office: Office, number: int, by: Party, complaint_id: int, why: str, *, request_id: str
) -> None:
    """The administration hides it, for a reason that both sides read; it warns nobody any more.

    Raises `UnknownOrder`, `NotYours`, `ComplaintRefused`, `BadValue` ("hidden_why").
    """
    if by.actor is not Actor.ADMINISTRATION:
        raise NotYours(number)
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if await done_before(uow, order, by, request_id):
            return
        complaint = await _standing(uow, number, complaint_id)
        reason = within(why, MAX_REASON, "hidden_why")
        hidden = replace(complaint, hidden_at=now, hidden_by=by.id, hidden_why=reason)
        await uow.complaints.save(hidden)
        what = Happening.COMPLAINT_HIDDEN
        outcome = await remark(uow, order, by, what, reason, request_id, now)
        to_seller = notices.told(outcome.order, outcome.event)
        to_customer = replace(to_seller, to=notices.customer_of(order))
        await uow.work.add([to_seller, to_customer])
    office.wake()


async def seen_from(office: Office, number: int, by: Party, *, limit: int) -> Sequence[Stated]:
    """Complaints about the order's customer that its seller may read, newest first.

    All that stand, whoever complained; and the order's own that was hidden. Raises `UnknownOrder`,
    `NotYours`.
    """
    async with office.store.read() as uow:
        order = await uow.orders.get(number)
        check_part(order, by, Actor.SELLER)
        found = await uow.complaints.about(order.customer_id, number, limit=limit)
        return [await quoted(uow, stated) for stated in found]


async def quoted(uow: UnitOfWork, stated: Stated) -> Stated:
    """The complaint with the first of the messages that prove it."""
    shown = stated.complaint.proofs[:MAX_QUOTES]
    return replace(stated, quotes=tuple([await uow.talk.get(each) for each in shown]))


async def _check_free(uow: UnitOfWork, number: int) -> None:
    if await uow.complaints.of_order(number) is not None:
        raise ComplaintRefused(number, Unfit.THERE_IS_ONE)


async def _standing(uow: UnitOfWork, number: int, complaint_id: int) -> Complaint:
    """The order's complaint, if it is still this one."""
    known = await uow.complaints.of_order(number)
    if known is None or known.id != complaint_id:
        raise ComplaintRefused(number, Unfit.NONE)
    if known.hidden_at is not None:
        raise ComplaintRefused(number, Unfit.HIDDEN)
    return known


async def _unanswered(uow: UnitOfWork, number: int, complaint_id: int) -> Complaint:
    known = await _standing(uow, number, complaint_id)
    if known.answer:
        raise ComplaintRefused(number, Unfit.ANSWERED)
    return known


async def _check_messages(uow: UnitOfWork, number: int, proofs: Sequence[int]) -> None:
    """Raises `BadValue` ("proofs") unless all are messages of this order's conversation."""
    for message_id in proofs:
        try:
            message = await uow.talk.get(message_id)
        except KeyError:
            raise BadValue("proofs", "unknown") from None
        if message.order_number != number:
            raise BadValue("proofs", "unknown")
