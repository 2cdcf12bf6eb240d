"""History on a card: what happened to the order and what was said, in the card's place or as a file."""

from channels.telegram import history as pages
from channels.telegram.history_file import paper
from channels.telegram.talk_taps import HistoryFile, HistoryTap
from handlers.telegram.tapped import Tapped
from orders import history
from orders.messages import Post, Spot
from orders.model import Event, Party
from orders.ports import Office


async def show(tap: HistoryTap, tapped: Tapped) -> None:
    """A page of the history; Back, or the next change of the order, brings the card back."""
    view, events, by = await tapped.look(tap.number)
    office = tapped.front.office
    told = await _story(office, events, tap.number, by)
    face = pages.page(view, by, told, tap.page, tapped.voice, office.clock.now())
    await tapped.ask(tap.number, by, face)
    await tapped.answer()


async def send(tap: HistoryFile, tapped: Tapped) -> None:
    """The whole history as a file; who replies to it speaks about the order."""
    view, events, by = await tapped.look(tap.number)
    await tapped.answer(pages.coming(tapped.voice))
    office = tapped.front.office
    told = await _story(office, events, tap.number, by)
    kept = paper(view, by, told, tapped.voice, office.clock.now())
    message_id = await tapped.sender.document(tapped.chat_id, kept, topic_id=tapped.topic_id)
    async with office.store.write() as uow:
        await uow.talk.put_post(Post(Spot(tapped.chat_id, message_id), tap.number))


async def _story(
    office: Office, events: tuple[Event, ...], number: int, by: Party
) -> tuple[history.Told, ...]:
    said = await history.conversation(office, number)
    return history.merged(events, said, await history.sent(office, number, by))
