"""Everything said that is no command: an answer to a question, or something for the other side."""

from collections.abc import Awaitable, Callable

import structlog
from telegram import Update

from channels.telegram import pages
from handlers.telegram import (
    adding,
    buying,
    complaining,
    delaying,
    judging,
    lists,
    noting,
    patrons,
    pricing,
    reaching,
    replying,
    ruling,
    talk,
    wares,
)
from handlers.telegram.front import BotContext, intention
from handlers.telegram.spoken import Spoken, spoken
from orders import desk
from orders.commands import Command
from orders.dialogues import SEARCHES, Dialogue, DialogueKind
from orders.errors import BadValue, OrderError, ReasonWanted
from orders.model import CancelReason, Party, Seller
from orders.states import Action, Actor

_log = structlog.get_logger(__name__)

#: Who takes the answers of a dialogue, where it is more than a seller's text.
_TAKERS: dict[DialogueKind, Callable[[Spoken, Dialogue], Awaitable[None]]] = {
    DialogueKind.BUY: buying.answer,
    DialogueKind.NOTE: noting.take,
    DialogueKind.DELAY: delaying.take,
    DialogueKind.AMOUNT: pricing.take,
    DialogueKind.AMOUNT_WORD: ruling.take,
    DialogueKind.COMPLAINT: complaining.take,
    DialogueKind.COMPLAINT_WORD: complaining.take_word,
    DialogueKind.REPLY: replying.take,
    DialogueKind.FEEDBACK: judging.take,
    DialogueKind.PHONE: reaching.take,
    DialogueKind.PRODUCT: wares.take,
    DialogueKind.ADD_ORDER: adding.take,
    DialogueKind.PATRONS: patrons.take,
}


async def on_message(update: Update, context: BotContext) -> None:
    """An answer to the dialogue the person is in; else it is for the other side of an order."""
    said = await spoken(update, context)
    if said is not None and update.edited_message is not None:
        await amend(said)
    elif said is not None:
        await take(said)


async def amend(said: Spoken) -> None:
    """An edit: of a note, of a comment, or of something that the other side has."""
    try:
        if not (await noting.amended(said) or await judging.amended(said)):
            await talk.amended(said)
    except OrderError as error:
        await _refuse(said, error)


async def take(said: Spoken) -> None:
    """An answer to the question that the person was asked, or something for the other side."""
    try:
        if not await _is_answer(said):
            await talk.converse(said)
    except OrderError as error:
        await _refuse(said, error)
        if not isinstance(error, BadValue | ReasonWanted):
            # No other answer would do any better.
            await said.leave_dialogue()


async def _refuse(said: Spoken, error: OrderError) -> None:
    _log.info("answer refused", by=said.account.telegram_id, why=str(error))
    await said.say(pages.refused(error, said.voice))


async def _is_answer(said: Spoken) -> bool:
    """Whether the message was taken for an answer to the question that the person was asked."""
    dialogue = await said.dialogue()
    if dialogue is not None and dialogue.took(said.message.message_id):
        return True
    if dialogue is not None and dialogue.kind is DialogueKind.NOTE and not dialogue.waiting:
        return await noting.take_more(said, dialogue)
    if dialogue is None or not dialogue.waiting or await talk.is_for_them(said, dialogue):
        return False
    return await _answered(said, dialogue)


async def _answered(said: Spoken, dialogue: Dialogue) -> bool:
    found = dialogue.kind in SEARCHES and dialogue.step != "text"
    if found or dialogue.kind is DialogueKind.BULK:
        return False
    if (taker := _TAKERS.get(dialogue.kind)) is not None:
        await taker(said, dialogue)
        return True
    seller, text = said.account.seller, said.message.text
    if seller is None:
        return False
    if text is None:
        raise BadValue(dialogue.step, "not_text")
    if dialogue.kind is DialogueKind.FIND:
        await lists.find(said, seller, text)
    else:
        await _cancel(said, dialogue, seller, text)
    return True


async def _cancel(said: Spoken, dialogue: Dialogue, seller: Seller, text: str) -> None:
    """The reason in words: the order is cancelled with it; its card shows the rest."""
    office = said.front.office
    command = Command(
        int(dialogue.answers["number"]),
        Action.CANCEL,
        Party(Actor.SELLER, seller.id),
        intention(said.update),
        int(dialogue.answers["version"]),
        CancelReason.OTHER,
        text,
    )
    await desk.act(office, command)
    async with office.store.write() as uow:
        # Should this update come again, its words are still no message to the customer.
        done = dialogue.paused().taken(said.message.message_id)
        await uow.dialogues.put(said.account.telegram_id, done)
