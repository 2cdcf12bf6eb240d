"""A quiet word to a seller who approved an order and has told its customer nothing yet."""

from channels.telegram import replies
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.model import Event, undone
from orders.notices import nudge_wanted
from orders.ports import Office, OrderView
from orders.work import Work


async def nudge(
    office: Office, work: Work, view: OrderView, events: tuple[Event, ...], voice: Voice
) -> Face | None:
    """The question whether to say hello, with replies to tap; None where it is no longer wanted."""
    async with office.store.read() as uow:
        said = await uow.talk.said_by(view.order.number, work.to)
        own = await uow.templates.of_seller(work.to.id)
    wanted = nudge_wanted(view, undone=undone(events, work.event), said=said)
    return replies.choice(view, own, voice, hello=True) if wanted else None
