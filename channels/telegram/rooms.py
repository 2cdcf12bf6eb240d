"""Where a seller's order is worked: its topic, made when it is first needed, named after where it stands.

A topic that is gone is made anew once, with the last lines of the talk; after that, or where Telegram
has no topics, the order is worked in replies.
"""

from dataclasses import dataclass, replace

import structlog

from channels.telegram import talk
from channels.telegram.sender import Sender
from channels.telegram.topics import Topics
from channels.texts import Texts, Voice
from orders import venues
from orders.enquiries import is_enquiry
from orders.errors import Gone, Missing, PermanentFailure
from orders.messages import Fate
from orders.model import Party
from orders.places import Mode, Room
from orders.ports import Delivered, Office, OrderView, Pace, UnitOfWork
from orders.states import ENDED

_log = structlog.get_logger(__name__)

#: A topic that was lost is made anew once.
MAX_MADE = 2
#: So many of the last lines are said again in a topic that had to be made anew.
LAST_LINES = 6


def is_group(chat_id: int) -> bool:
    """Groups have ids below zero. Source: Bot API, Chat.id."""
    return chat_id < 0


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, and the topic in it; None: the chat as it is."""

    chat_id: int
    topic_id: int | None = None
    #: Whether nothing there makes a sound now.
    silent: bool = False


class Rooms:
    """The topics of sellers' orders."""

    def __init__(self, office: Office, topics: Topics, sender: Sender, texts: Texts) -> None:
        self._office = office
        self._topics = topics
        self._sender = sender
        self._texts = texts

    async def enter(self, to: Party, number: int, chat_id: int, locale: str, pace: Pace) -> Place:
        """Where the seller `to` works this order: in `chat_id`, their own or their group's.

        Makes its topic if there should be one and is none; an enquiry has none before it is an order's.
        Raises `ChannelError`, `PutBack`.
        """
        if is_enquiry(number):
            return Place(chat_id)
        async with self._office.store.read() as uow:
            venue = await uow.venues.of(to.id)
            topics = is_group(chat_id) or self._topics.in_private
            if venue.mode is Mode.REPLIES or not topics:
                return Place(chat_id)
            room = await uow.venues.room(number)
            if room is not None and room.chat_id != chat_id:
                room = None
            if room is not None and (room.topic_id is not None or room.made >= MAX_MADE):
                return Place(chat_id, room.topic_id)
            view = await uow.orders.view(number)
        voice = self._texts.voice(locale, view.seller.timezone)
        return await self._make(view, room or Room(number, chat_id, None), voice, pace)

    async def rename(self, view: OrderView, place: Place, voice: Voice, pace: Pace) -> Delivered:
        """Let the topic's name and icon say where the order stands. Raises `ChannelError`."""
        async with self._office.store.read() as uow:
            room = await uow.venues.room(view.order.number)
        if place.topic_id is None or room is None:
            return Delivered(wanted=False, why="there is no topic")
        name = talk.topic_name(view, voice)
        # Private chats know no closed topics.
        closed = view.order.state in ENDED and is_group(place.chat_id)
        if room.closed and not closed:
            await self._close(place, pace, closed=False)
        if room.name != name:
            await pace.wait(place.chat_id)
            await self._topics.rename(place.chat_id, place.topic_id, name, view.order.state)
        if closed and not room.closed:
            await self._close(place, pace, closed=True)
        renamed = replace(room, name=name, closed=closed)

        async def remember(uow: UnitOfWork) -> None:
            await uow.venues.put_room(renamed)

        return Delivered(effect=remember)

    async def _close(self, place: Place, pace: Pace, *, closed: bool) -> None:
        assert place.topic_id is not None
        await pace.wait(place.chat_id)
        await self._topics.close(place.chat_id, place.topic_id, closed=closed)

    async def lose_group(self, group_id: int, why: str) -> None:
        """The bot is no longer in the group: what is due goes to the sellers' own chats."""
        _log.warning("group lost", group=group_id, why=why)
        await venues.lose_group(self._office, group_id)

    async def move_group(self, old: int, new: int) -> None:
        """The group has another id now."""
        _log.info("group moved", old=old, new=new)
        await venues.move_group(self._office, old, new)

    async def lose(self, number: int, why: str) -> None:
        """The order's topic is gone: the card and what else is due go elsewhere."""
        _log.warning("topic lost", order=number, why=why)
        async with self._office.store.write() as uow:
            room = await uow.venues.room(number)
            if room is not None:
                await venues.lose_topic_within(uow, room, self._office.clock.now())
        self._office.wake()

    async def _make(self, view: OrderView, room: Room, voice: Voice, pace: Pace) -> Place:
        name = talk.topic_name(view, voice)
        await pace.wait(room.chat_id)
        try:
            topic_id = await self._topics.make(room.chat_id, name, view.order.state)
        except Gone as gone:
            if gone.what is not Missing.THREAD:
                raise
            # The proof of topics is a topic: this chat has none, whatever Telegram told us.
            _log.info("no topics here", order=room.order_number, why=gone.reason)
            await self._remember(replace(room, made=MAX_MADE))
            return Place(room.chat_id)
        made = replace(room, topic_id=topic_id, name=name, made=room.made + 1)
        await self._remember(made)
        place = Place(room.chat_id, topic_id)
        await self._say_again(view, place, voice, pace, again=room.made > 0)
        return place

    async def _remember(self, room: Room) -> None:
        """At once: a second topic must not be made because a later call failed."""
        async with self._office.store.write() as uow:
            await uow.venues.put_room(room)

    async def _say_again(
        self, view: OrderView, place: Place, voice: Voice, pace: Pace, *, again: bool
    ) -> None:
        """The last lines, so that nobody has to remember what stood in another place before."""
        async with self._office.store.read() as uow:
            newest = await uow.talk.newest(view.order.number, limit=LAST_LINES)
            relays = await uow.talk.relays([message.id for message in newest])
        # What is still on its way comes by itself.
        said = [message for message in newest if relays[message.id].fate is not Fate.WAITING]
        if not said and not again:
            return
        now = self._office.clock.now()
        face = talk.last_lines(view, said, voice, now, again=again)
        await pace.wait(place.chat_id)
        try:
            await self._sender.send(place.chat_id, face, silent=True, topic_id=place.topic_id)
        except PermanentFailure as failure:
            # Gone again already: the next sending finds that out.
            _log.warning("last lines not sent", order=view.order.number, why=str(failure))
