"""Export, under the list of orders: the choice, and the files, made while the chat waits for them."""

from contextlib import aclosing

from channels.tables.parts import parts
from channels.tables.writing import TABLES
from channels.telegram import exports
from channels.telegram.export_taps import ExportAsk, ExportTap
from handlers.telegram.tapped import Tapped
from orders.errors import UnknownParty
from orders.model import Party, Seller
from orders.states import Actor


async def ask(tap: ExportAsk, tapped: Tapped) -> None:
    """What to take along, in place of the list. Raises `UnknownParty`."""
    _owner(tapped)
    await tapped.show(exports.choice(tap, tapped.voice))
    await tapped.answer()


async def send(tap: ExportTap, tapped: Tapped) -> None:
    """The shop's own rows as a file, or as several. Raises `UnknownParty`, `ChannelError`."""
    seller, office, voice = _owner(tapped), tapped.front.office, tapped.voice
    async with office.store.read() as uow:
        counts = await uow.orders.counts(Party(Actor.SELLER, seller.id))
    if not counts:
        await tapped.answer(exports.nothing(voice), alert=True)
        return
    await tapped.answer(exports.coming(voice))
    table = TABLES[tap.subject]
    made = parts(
        table,
        tap.form,
        office.store,
        seller.id,
        heads=exports.heads(table, voice),
        worded=lambda rows: exports.worded(table, rows, voice),
    )
    async with aclosing(made):
        async for part in made:
            parcel = exports.parcel(tap, part, voice, office.clock.now())
            await tapped.sender.document(tapped.chat_id, parcel, topic_id=tapped.topic_id)


def _owner(tapped: Tapped) -> Seller:
    """The shop whose owner taps, in their own chat: nobody else takes its customers along."""
    seller, account = tapped.account.seller, tapped.account
    if seller is None or not account.owns_shop or tapped.chat_id != account.telegram_id:
        raise UnknownParty(Actor.SELLER)
    return seller
