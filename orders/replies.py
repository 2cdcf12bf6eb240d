"""A seller keeps ready-made replies, and sends one with a tap: as what they said, by the talk's own way."""

from collections.abc import Sequence

from orders import asking, talk
from orders.errors import BadValue, NotYours, UnknownParty
from orders.messages import Content, Form, Message, NewMessage
from orders.model import Party
from orders.ports import EnquiryView, Office, OrderView
from orders.states import Actor
from orders.templates import MAX_TEMPLATES, Template, text_of, title_of

#: So many orders are offered with their values where nobody has said which one is meant.
MAX_MEANT = 3


async def own(office: Office, by: Party) -> Sequence[Template]:
    """The seller's own templates, in their order. Raises `UnknownParty`."""
    async with office.store.read() as uow:
        return await uow.templates.of_seller(_seller(by))


async def meant(office: Office, telegram_id: int, by: Party) -> Sequence[OrderView]:
    """The orders that a reply may be about: the one talked about, else the newest open ones.

    Raises `UnknownParty`.
    """
    seller_id = _seller(by)
    async with office.store.read() as uow:
        number = await uow.talk.focus(telegram_id, office.clock.now())
        if number is not None:
            view = await asking.view(uow, number)
            if isinstance(view, EnquiryView):
                # There is no order yet whose number or amount could be filled in.
                return []
            if view.order.seller_id == seller_id:
                return [view]
        newest = await uow.orders.newest_open_of(by, limit=MAX_MEANT)
        return [await uow.orders.view(order.number) for order in newest]


async def check_room(office: Office, by: Party) -> None:
    """Raises `BadValue` ("replies", "too_many") where the seller can keep no further one."""
    if len(await own(office, by)) >= MAX_TEMPLATES:
        raise BadValue("replies", "too_many", MAX_TEMPLATES)


async def keep(office: Office, by: Party, title: str, text: str) -> Template:
    """Keep a template; under a title that the seller has already, it takes the new text.

    Raises `UnknownParty`, `BadValue`.
    """
    title, text, seller_id = title_of(title), text_of(text), _seller(by)
    async with office.store.write() as uow:
        known = await uow.templates.of_seller(seller_id)
        if len(known) >= MAX_TEMPLATES and all(one.title != title for one in known):
            raise BadValue("replies", "too_many", MAX_TEMPLATES)
        return await uow.templates.put(seller_id, title, text)


async def drop(office: Office, by: Party, template_id: int) -> None:
    """Forget one of the seller's own; one that is gone is fine. Raises `UnknownParty`."""
    async with office.store.write() as uow:
        await uow.templates.drop(_seller(by), template_id)


async def say(
    office: Office, number: int, by: Party, text: str, *, request_id: str, speaker: int
) -> Message:
    """Say it to the order's customer; the message, also when it was said before.

    Raises `UnknownOrder`, `NotYours`.
    """
    if by.actor is not Actor.SELLER:
        raise NotYours(number)
    new = NewMessage(Content(Form.TEXT, text), request_id)
    return (await talk.say(office, number, (by,), new, speaker=speaker)).message


def _seller(by: Party) -> int:
    if by.actor is not Actor.SELLER:
        raise UnknownParty(by.actor)
    return by.id
