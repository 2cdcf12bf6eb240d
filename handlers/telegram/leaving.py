"""A button or a command gets out of every dialogue. What is said about it is the caller's business."""

from handlers.telegram.front import Front
from orders import notices
from orders.dialogues import Dialogue, DialogueKind


async def leave(front: Front, telegram_id: int) -> Dialogue | None:
    """Leave the person's dialogue: a draft is kept aside, the rest is dropped; as it was, if any."""
    office = front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(telegram_id, office.clock.now())
    if known is None or not known.waiting:
        return known
    async with office.store.write() as uow:
        if known.kind is DialogueKind.BUY:
            await uow.dialogues.put(telegram_id, known.paused())
        else:
            await uow.dialogues.drop(telegram_id)
        if known.kind is DialogueKind.CANCEL_REASON:
            # The question stands where the card was.
            order = await uow.orders.get(int(known.answers["number"]))
            await uow.work.add([notices.card(order, notices.seller_of(order))])
    office.wake()
    return known
