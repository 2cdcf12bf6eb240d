"""History on a card: what happened to the order and what was said, in the card's place."""

from channels.telegram import history as pages
from channels.telegram.buttons import HistoryTap
from handlers.telegram.tapped import Tapped
from orders import history


async def show(tap: HistoryTap, tapped: Tapped) -> None:
    """A page of the history; Back, or the next change of the order, brings the card back."""
    view, events, by = await tapped.look(tap.number)
    office = tapped.front.office
    told = history.merged(events, await history.conversation(office, tap.number))
    face = pages.page(view, by, told, tap.page, tapped.voice, office.clock.now())
    await tapped.ask(tap.number, by, face)
    await tapped.answer()
