"""What a customer writes by SMS: into the talk, as feedback, or to cancel; inside the caller's transaction."""

from datetime import datetime

from channels.sms import answers, words
from channels.texts import Voice
from handlers.sms.incoming import Answer, Incoming, Refused
from orders import desk, disowning, feedback
from orders.asking import subject
from orders.commands import Command
from orders.enquiries import Subject
from orders.errors import OrderError, UnknownOrder
from orders.messages import Content, Form, NewMessage
from orders.model import Order, Party
from orders.policy import Policy
from orders.ports import UnitOfWork
from orders.ratings import may_judge
from orders.sendings import Sending
from orders.states import Action, Actor
from orders.talk import say_within


async def about(
    uow: UnitOfWork, sender: str, number: int | None, last: Sending | None
) -> Subject | None:
    """What somebody with this number writes about as a customer; None: they are none.

    The order that the text names, if it is theirs; else what we last wrote to them about; else
    their newest open order.
    """
    customers = await uow.people.customers_at(sender)
    if number is not None and (named := await _named(uow, sender, number)) is not None:
        return named
    if last is not None and last.to.actor is Actor.CUSTOMER and last.order_number is not None:
        return await subject(uow, last.order_number)
    for customer in customers:
        found = await uow.orders.newest_open_of(Party(Actor.CUSTOMER, customer.id), limit=1)
        if found:
            return found[0]
    return None


async def _named(uow: UnitOfWork, sender: str, number: int) -> Order | None:
    try:
        order = await uow.orders.get(number)
    except UnknownOrder:
        return None
    customer = await uow.people.customer(order.customer_id)
    told = await uow.sendings.last_to(sender, number)
    theirs = sender in (order.contact.phone, customer.phone)
    written_to = told is not None and told.to == Party(Actor.CUSTOMER, order.customer_id)
    return order if theirs or written_to else None


async def answer(
    uow: UnitOfWork, sms: Incoming, it: Subject, voice: Voice, now: datetime, policy: Policy
) -> Answer:
    """Do what the customer wants; the answer, mostly none. Raises `Refused`."""
    by = Party(Actor.CUSTOMER, it.customer_id)
    asked = words.parse(sms.body)
    number, said = words.addressed(sms.body)
    if number != it.number:
        # "1500 is too much" names no order of theirs.
        said = sms.body.strip()
    try:
        if isinstance(it, Order):
            if asked == words.Cancel(it.number):
                command = Command(it.number, Action.CANCEL, by, sms.request_id)
                await desk.act_within(uow, command, now, policy)
                text = answers.say(voice, "customer.cancelled", number=it.number)
                return Answer(by, text, it.number)
            if asked in (words.Wrong(), words.Wrong(it.number)) and await _may_disown(uow, it):
                await disowning.disown_within(uow, it.number, by, now, request_id=sms.request_id)
                text = answers.say(voice, "customer.disowned", number=it.number)
                return Answer(by, text, it.number)
            given = words.grades(said)
            if given is not None and await _is_asked(uow, it):
                product, seller, comment = given
                await feedback.give_within(
                    uow, it.number, by, now, policy,
                    request_id=sms.request_id, stars=(product, seller), comment=comment,
                )  # fmt: skip
                text = answers.say(voice, "customer.thanks", number=it.number)
                return Answer(by, text, it.number)
        if not said or isinstance(asked, words.Help):
            text = answers.say(voice, "customer.help", number=it.number)
            return Answer(by, text if isinstance(it, Order) else "", it.number)
        new = NewMessage(Content(Form.TEXT, said), sms.request_id)
        await say_within(uow, it, by, new, now, policy)
    except OrderError as error:
        raise Refused(error, voice, by, it if isinstance(it, Order) else None) from error
    return Answer(by, "", it.number)


async def _may_disown(uow: UnitOfWork, order: Order) -> bool:
    """Otherwise the word is a word of the talk."""
    return disowning.may_disown(order, await uow.orders.events(order.number))


async def _is_asked(uow: UnitOfWork, order: Order) -> bool:
    """Whether the customer was asked for feedback that they may give and have not given."""
    asking = await uow.feedback.asking(order.number)
    if not asking.asked + asking.reminded or await uow.feedback.get(order.number) is not None:
        return False
    return may_judge(order, await uow.orders.events(order.number))
