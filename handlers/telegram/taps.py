"""A button was tapped: who is it, what does it carry, which handler is it for, and was it refused."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Message, Update

from channels.telegram import buttons, inward, toasts
from channels.telegram.add_taps import AddTap, DisownTap, RepeatTap
from channels.telegram.amount_taps import AmountTap
from channels.telegram.bulk_taps import BulkTap
from channels.telegram.buttons import BadButton
from channels.telegram.buy_taps import AskTap, BuyTap
from channels.telegram.card_taps import ActTap, AskReason, Back, CustomerCancel, OpenTap, ReviveTap
from channels.telegram.complaint_taps import ComplaintTap
from channels.telegram.delay_taps import DelayTap
from channels.telegram.export_taps import ExportAsk, ExportTap
from channels.telegram.feedback_taps import FeedbackTap
from channels.telegram.list_taps import FindPage, ListTap, ShelfTap
from channels.telegram.patron_taps import PatronTap
from channels.telegram.people_taps import CustomerTap, QuietTap
from channels.telegram.reach_taps import ReachTap
from channels.telegram.seller_taps import NotePages, NotePhoto, NoteTap, RepliesTap, SayTap
from channels.telegram.settings_taps import DismissTap, InviteTap, StatementTap, VenueTap
from channels.telegram.talk_taps import ChooseTap, HistoryFile, HistoryTap, TalkTap
from channels.telegram.time_taps import RhythmTap, TimingTap
from channels.telegram.ware_taps import WareTap
from handlers.telegram import (
    acting,
    adding,
    administration,
    asking,
    bulk,
    buying,
    complaining,
    customers,
    delaying,
    exporting,
    history,
    judging,
    lists,
    noting,
    patrons,
    pricing,
    reaching,
    repeating,
    replying,
    rhythm,
    settings,
    shelves,
    statements,
    talk,
    timings,
    wares,
)
from handlers.telegram.front import BotContext, visitor
from handlers.telegram.tapped import Tapped
from orders import linking
from orders.errors import NotYours, OrderError, UnknownOrder

_log = structlog.get_logger(__name__)

_HANDLERS: dict[type[Any], Callable[[Any, Tapped], Awaitable[None]]] = {
    ActTap: acting.act,
    AskReason: acting.ask_reason,
    CustomerCancel: acting.ask_customer,
    Back: acting.back,
    OpenTap: acting.open_card,
    TalkTap: talk.message_them,
    ChooseTap: talk.choose,
    VenueTap: settings.choose,
    InviteTap: settings.invite,
    CustomerTap: customers.show,
    QuietTap: customers.hush,
    PatronTap: patrons.tap,
    DismissTap: settings.dismiss,
    StatementTap: statements.turn,
    DelayTap: delaying.tap,
    AmountTap: pricing.tap,
    ComplaintTap: complaining.tap,
    RhythmTap: rhythm.tap,
    TimingTap: timings.tap,
    ReachTap: reaching.tap,
    ExportAsk: exporting.ask,
    ExportTap: exporting.send,
    FeedbackTap: judging.tap,
    HistoryTap: history.show,
    HistoryFile: history.send,
    ListTap: lists.turn,
    ShelfTap: shelves.turn,
    BulkTap: bulk.tap,
    FindPage: lists.turn_found,
    BuyTap: buying.tap,
    AskTap: asking.tap,
    ReviveTap: administration.revive,
    NoteTap: noting.tap,
    NotePages: noting.show_versions,
    NotePhoto: noting.show_photo,
    AddTap: adding.tap,
    RepeatTap: repeating.repeat,
    DisownTap: adding.disown,
    WareTap: wares.tap,
    SayTap: replying.say,
    RepliesTap: replying.press,
}


async def on_tap(update: Update, context: BotContext) -> None:
    """Turn a button tap into what it asks for; a refusal becomes an alert and a fresh card."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    front = context.front
    account = await linking.arrive(front.office, visitor(query.from_user))
    tapped = Tapped(
        update,
        query,
        account,
        front.voice(account),
        front,
        context.sender,
        query.message.chat.id,
        query.message.message_id,
        # Of a message that is too old to be shown to bots nothing more is known.
        inward.topic(query.message) if isinstance(query.message, Message) else None,
    )
    try:
        tap = buttons.decode(query.data)
    except BadButton as error:
        _log.warning("forged or ancient button", by=account.telegram_id, update=update.update_id)
        await tapped.answer(toasts.toast(error, tapped.voice), alert=True)
        return
    try:
        await _HANDLERS[type(tap)](tap, tapped)
    except OrderError as error:
        _log.info("tap refused", by=account.telegram_id, tap=query.data, why=str(error))
        await tapped.answer(toasts.toast(error, tapped.voice), alert=True)
        number = getattr(tap, "number", None)
        if number is not None and not isinstance(error, UnknownOrder | NotYours):
            await tapped.show_card(number)
