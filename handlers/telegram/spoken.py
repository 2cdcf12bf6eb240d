"""A message or command somebody sent to the bot, and what answering it needs."""

from dataclasses import dataclass

from telegram import Message, Update

from channels.telegram import inward, pages
from channels.telegram.faces import Face, Prompt
from channels.telegram.sender import Sender
from channels.texts import Voice
from handlers.telegram.front import BotContext, Front, visitor
from handlers.telegram.leaving import leave
from orders import linking, proving
from orders.dialogues import Dialogue, DialogueKind
from orders.linking import Visitor
from orders.model import Account
from orders.states import Actor


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, by whom."""

    update: Update
    message: Message
    account: Account
    visitor: Visitor
    voice: Voice
    front: Front
    sender: Sender

    @property
    def topic_id(self) -> int | None:
        """The topic where it was said: every answer goes there."""
        return inward.topic(self.message)

    @property
    def topic(self) -> tuple[int, int] | None:
        """The same, with its chat."""
        return None if self.topic_id is None else (self.message.chat.id, self.topic_id)

    @property
    def argument(self) -> str:
        """What stands behind the command."""
        _, _, rest = (self.message.text or "").partition(" ")
        return rest.strip()

    def roles(self) -> set[Actor]:
        """What the person is to us."""
        found = {party.actor for party in linking.parties(self.account)}
        if self.account.telegram_id in self.front.administrators:
            found.add(Actor.ADMINISTRATION)
        return found

    async def say(self, *faces: Face | Prompt) -> list[int]:
        """Answer, in the chat where it was said; the messages' ids."""
        chat_id, topic = self.message.chat.id, self.topic_id
        return [
            await self.sender.send(chat_id, face, silent=True, topic_id=topic) for face in faces
        ]

    async def dialogue(self) -> Dialogue | None:
        """The dialogue the person is in, if any."""
        office = self.front.office
        async with office.store.read() as uow:
            return await uow.dialogues.get(self.account.telegram_id, office.clock.now())

    async def leave_dialogue(self) -> Dialogue | None:
        """Get out of every dialogue, and take the contact button off the screen."""
        known = await leave(self.front, self.account.telegram_id)
        if known is None or not known.waiting:
            return known
        if self.shares(known):
            await self.say(pages.stopped(self.voice, contact_button=True))
        return known

    def shares(self, asked: Dialogue) -> bool:
        """Whether the dialogue's question has put the contact button on the person's screen."""
        if asked.kind is DialogueKind.PHONE:
            return asked.step == proving.NUMBER
        customer = self.account.customer
        known = customer is not None and customer.phone is not None
        return asked.kind is DialogueKind.BUY and asked.step == "phone" and not known


async def spoken(update: Update, context: BotContext) -> Spoken | None:
    """Who said what; None for what nobody says to a bot (channel posts)."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return None
    front = context.front
    who = visitor(user)
    account = await linking.arrive(front.office, who)
    return Spoken(update, message, account, who, front.voice(account), front, context.sender)
