"""A button or a command gets out of every dialogue. What is said about it is the caller's business."""

from handlers.telegram.front import Front
from orders import adding, notices, wares
from orders.dialogues import ON_CARD, Dialogue, DialogueKind


async def leave(
    front: Front, telegram_id: int, *, staying_on: int | None = None
) -> Dialogue | None:
    """Leave the person's dialogue: a draft is kept aside, the rest is dropped; as it was, if any.

    The card where its question stood comes back, unless the next question is on it: `staying_on`.
    """
    office = front.office
    async with office.store.read() as uow:
        known = await uow.dialogues.get(telegram_id, office.clock.now())
    if known is None or not known.waiting:
        return known
    async with office.store.write() as uow:
        if _is_draft(known):
            await uow.dialogues.put(telegram_id, known.paused())
        else:
            await uow.dialogues.drop(telegram_id)
        if known.kind in ON_CARD and (number := int(known.answers["number"])) != staying_on:
            order = await uow.orders.get(number)
            await uow.work.add([notices.card(order, notices.seller_of(order))])
    office.wake()
    return known


def _is_draft(known: Dialogue) -> bool:
    """Whether there is something in it to go on with."""
    match known.kind:
        case DialogueKind.PRODUCT:
            return wares.begun(known)
        case DialogueKind.ADD_ORDER:
            return adding.begun(known)
        case kind:
            return kind is DialogueKind.BUY
