"""One tap and what answering it needs. It knows no kind of tap."""

from dataclasses import dataclass, replace

from telegram import CallbackQuery, Update

from channels.telegram import cards
from channels.telegram.faces import Face
from channels.telegram.sender import Sender
from channels.texts import Voice
from handlers.telegram.front import Front
from orders import desk, linking, records
from orders.dialogues import ON_CARD
from orders.errors import Gone
from orders.model import Account, Event, Party
from orders.notes import Note
from orders.ports import Card, OrderView
from orders.states import Actor


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of a message was tapped by an account."""

    update: Update
    query: CallbackQuery
    account: Account
    voice: Voice
    front: Front
    sender: Sender
    chat_id: int
    message_id: int
    #: The topic that the message stands in.
    topic_id: int | None = None

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """Stop the button's spinning, with a toast or an alert."""
        await self.sender.answer(self.query.id, text, alert=alert)

    async def show(self, face: Face) -> None:
        """Change the tapped message; where it cannot be changed any more, send the face anew."""
        try:
            await self.sender.edit(self.chat_id, self.message_id, face)
        except Gone:
            await self.sender.send(self.chat_id, face, silent=True, topic_id=self.topic_id)

    async def ask(self, number: int, by: Party, question: Face) -> None:
        """Change the order's card into a question about it; the next card row changes it back."""
        await self.show(question)
        async with self.front.office.store.write() as uow:
            card = await uow.cards.get(number, by)
            if card is not None and card.message_id == self.message_id:
                await uow.cards.put(replace(card, digest=question.digest))

    async def look(self, number: int) -> tuple[OrderView, tuple[Event, ...], Party]:
        """The order and the person's part in it. Raises `UnknownOrder`, `NotYours`."""
        return await desk.part_in(self.front.office, number, linking.parties(self.account))

    async def show_card(self, number: int) -> None:
        """Make the tapped message the order's live card; another one, if there was, is retired.

        Raises `UnknownOrder`, `NotYours`.
        """
        view, events, by = await self.look(number)
        office = self.front.office
        async with office.store.read() as uow:
            note = await records.note_for(uow, number, by)
        face = card_face(view, events, by, note, self.voice, self.front)
        try:
            await self.sender.edit(self.chat_id, self.message_id, face)
        except Gone:
            await self.bring_card(number, by)
            return
        version = view.order.version
        card = Card(number, by, self.chat_id, self.message_id, self.topic_id, version, face.digest)
        await self.retire(await desk.move_card(office, card))

    async def leave_question(self, number: int) -> None:
        """A button gets out of a typed question about this order."""
        office, who = self.front.office, self.account.telegram_id
        async with office.store.write() as uow:
            known = await uow.dialogues.get(who, office.clock.now())
            asks = known is not None and known.kind in ON_CARD
            if known is not None and asks and known.answers["number"] == str(number):
                await uow.dialogues.drop(who)

    async def bring_card(self, number: int, by: Party) -> None:
        """Have a fresh card sent to the bottom of the chat, where the person is looking."""
        await self.retire(await desk.bring_card(self.front.office, number, by))

    async def retire(self, replaced: Card | None) -> None:
        """Take away the message that a newer card replaced."""
        if replaced is not None:
            stub = cards.moved(replaced.order_number, self.voice)
            await self.sender.retire(replaced.chat_id, replaced.message_id, stub)


def card_face(
    view: OrderView,
    events: tuple[Event, ...],
    by: Party,
    note: Note | None,
    voice: Voice,
    front: Front,
) -> Face:
    """The order's card for this party, as it is now."""
    now = front.office.clock.now()
    if by.actor is Actor.SELLER:
        return cards.seller_card(view, events, voice, now, front.office.policy, note)
    return cards.customer_card(view, events, voice, now)
