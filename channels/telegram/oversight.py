"""What the administrators are told of an order: what asks for their word rings, what is seen to does not."""

from channels.telegram import amount_requests, complaints
from channels.telegram.sender import Sender
from channels.telegram.showing import Errand
from orders.amount_requests import ABOUT_REQUESTS, waiting
from orders.complaining import quoted
from orders.complaints import Stated
from orders.model import Happening
from orders.ports import Delivered, Office, Pace


async def tell(office: Office, sender: Sender, errand: Errand, pace: Pace) -> Delivered:
    """One message about one event, unless it is over. Raises `ChannelError`."""
    event = next(each for each in errand.events if each.version == errand.work.event)
    asks = event.what is Happening.AMOUNT_REQUESTED
    if asks and waiting(errand.view.order, errand.events) != event:
        return Delivered(wanted=False, why="the request is over")
    if event.what in ABOUT_REQUESTS:
        face = amount_requests.overseen(errand.view, errand.events, event, errand.voice, errand.now)
    else:
        async with office.store.read() as uow:
            complaint = await uow.complaints.of_order(event.order_number)
            if complaint is None or not complaint.stands:
                return Delivered(wanted=False, why="the complaint was taken back, or is hidden")
            stated = await quoted(uow, Stated(complaint, errand.view.seller.name))
        face = complaints.overseen([stated], errand.voice, errand.now)
    await pace.wait(errand.place.chat_id)
    await sender.send(errand.place.chat_id, face, silent=errand.place.silent or not asks)
    return Delivered()
