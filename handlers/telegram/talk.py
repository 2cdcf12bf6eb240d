"""What people write that is no command and no answer: it is for the other side of an order."""

from telegram import Message, MessageEntity

from channels.telegram import inward, pages, talk
from channels.telegram.talk_taps import ChooseTap, TalkTap
from handlers.telegram import replying
from handlers.telegram.front import intention
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import asking, attention, linking
from orders import talk as conversation
from orders.dialogues import Dialogue
from orders.errors import NotYours, UnknownOrder
from orders.messages import Form
from orders.states import Actor


async def converse(said: Spoken) -> None:
    """Pass the message on; where it is not clear to whom, keep it and ask.

    Raises `BadValue` when too many messages wait for an answer to that question.
    """
    office, parties = said.front.office, linking.parties(said.account)
    if not parties or _is_command(said.message):
        await said.say(pages.not_understood(said.roles(), said.voice))
        return
    new = inward.new_message(said.message, intention(said.update))
    if new is None:
        await said.say(talk.not_passed_on(said.voice))
        return
    who = said.account.telegram_id
    number = await attention.about(office, who, parties, new.answers, said.topic)
    if number is not None:
        try:
            done = await conversation.say(office, number, parties, new, speaker=who)
            if done.slowed:
                await said.say(talk.slowed(said.voice))
            return
        except (NotYours, UnknownOrder):
            # What they replied to, or spoke of before, is no longer theirs: ask.
            pass
    choices = await attention.choices(office, parties)
    if not choices:
        await said.say(pages.not_understood(said.roles(), said.voice))
    elif await attention.stray(office, who, new):
        await said.say(talk.which(choices, parties, said.voice))


async def amended(said: Spoken) -> None:
    """The author changed a message: the other side sees the change, and both versions are kept."""
    content, spot = inward.content(said.message), inward.spot(said.message)
    if content is not None and content.form is Form.LOCATION:
        # A live location moves every few seconds, for hours; the other side has the place it was.
        return
    office, who = said.front.office, said.account.telegram_id
    if content is None or not await conversation.amend(office, who, spot, content):
        await said.say(talk.change_lost(said.voice))


async def is_for_them(said: Spoken, asked: Dialogue) -> bool:
    """Whether the message is for the other side, whatever the bot has asked.

    It answers a message of a conversation, or stands in the topic of an order that the question
    is not about.
    """
    replied = said.message.reply_to_message
    async with said.front.office.store.read() as uow:
        if said.topic is not None and (number := await uow.venues.order_in(*said.topic)):
            return asked.answers.get("number") != str(number)
        return replied is not None and (await uow.talk.message_at(inward.spot(replied)) is not None)


async def message_them(tap: TalkTap, tapped: Tapped) -> None:
    """Message on a card: what is written next is about that order."""
    await _turn(tap.number, tapped)
    view, _, by = await tapped.look(tap.number)
    await tapped.answer(talk.write_now(view, by, tapped.voice))
    if by.actor is Actor.SELLER:
        await replying.offer(view, by, tapped)


async def choose(tap: ChooseTap, tapped: Tapped) -> None:
    """The answer to "which order is it about?"."""
    await _turn(tap.number, tapped)
    async with tapped.front.office.store.read() as uow:
        view = await asking.view(uow, tap.number)
    by = conversation.part_of(view.subject, linking.parties(tapped.account))
    await tapped.answer()
    await tapped.show(talk.chosen(view, by, tapped.voice))


async def _turn(number: int, tapped: Tapped) -> None:
    """Turn the person's talk to the order or question. Raises `UnknownOrder`, `NotYours`."""
    account, office = tapped.account, tapped.front.office
    await leave(tapped.front, account.telegram_id)
    await attention.turn_to(office, account.telegram_id, number, linking.parties(account))


def _is_command(message: Message) -> bool:
    """A command that nobody here knows is a slip, not something to tell the other side."""
    first = next(iter(message.entities), None)
    return first is not None and first.type == MessageEntity.BOT_COMMAND and first.offset == 0
