"""What a button carries, written in at most 64 bytes and read back as attacker's input.

It only says what was tapped. Whether the person may is decided against the database on every tap.
"""

from dataclasses import fields

from channels.tables.columns import Form
from channels.telegram.add_taps import AddStep, AddTap, DisownTap, RepeatTap
from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.bulk_taps import BulkStep, BulkTap
from channels.telegram.buy_taps import AskTap, BuyStep, BuyTap
from channels.telegram.card_taps import ActTap, AskReason, Back, CustomerCancel, OpenTap, ReviveTap
from channels.telegram.complaint_taps import ComplaintStep, ComplaintTap
from channels.telegram.delay_taps import DelayStep, DelayTap
from channels.telegram.export_taps import ExportAsk, ExportTap, Subject
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.telegram.list_taps import FindPage, ListTap, ShelfTap
from channels.telegram.patron_taps import PatronStep, PatronTap
from channels.telegram.people_taps import CustomerTap, QuietTap
from channels.telegram.reach_taps import ReachStep, ReachTap
from channels.telegram.seller_taps import (
    NotePages,
    NotePhoto,
    NoteTap,
    RepliesTap,
    ReplyStep,
    SayTap,
)
from channels.telegram.settings_taps import DismissTap, InviteTap, StatementTap, VenueTap
from channels.telegram.talk_taps import ChooseTap, HistoryFile, HistoryTap, TalkTap
from channels.telegram.time_taps import Part, RhythmTap, TimingTap
from channels.telegram.ware_taps import WareStep, WareTap
from channels.telegram.wire import (
    NUMBER,
    PAGE,
    SMALL,
    SWITCH,
    TELEGRAM_ID,
    TEXT,
    VALUE,
    VERSION,
    Field,
    Kind,
    Tap,
    among,
    flag,
    maybe,
    one_of,
    word,
)
from orders.model import CancelReason
from orders.places import Mode, Quiet
from orders.shelves import Filter, Sort
from orders.states import Action, State

MAX_BYTES = 64  # telegram.constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


class BadButton(Exception):
    """The data was not written by `encode`: forged, or from a version long gone. Carries no data."""


def _kind(code: str, tap: type[Tap], *values: Field) -> Kind:
    return Kind(code, tap, values)


#: Every kind of tap. A code stays what it is: buttons that carry it stand in people's chats.
KINDS = (
    _kind("a", ActTap, word(Action), NUMBER, VERSION, maybe(word(CancelReason))),
    _kind("am", AmountTap, word(AmountStep), NUMBER, VALUE),
    _kind("ad", DisownTap, NUMBER),
    _kind("b", Back, NUMBER),
    _kind("bk", BulkTap, word(BulkStep), among(State, Filter), word(Sort), PAGE, VALUE),
    _kind("c", CustomerCancel, NUMBER, VERSION),
    _kind("ch", ReachTap, word(ReachStep), SWITCH),
    _kind("cp", ComplaintTap, word(ComplaintStep), NUMBER, VALUE),
    _kind("cu", PatronTap, word(PatronStep), VALUE, maybe(PAGE, 0)),
    _kind("d", HistoryFile, NUMBER),
    _kind("e", AskTap, TEXT),
    _kind("ex", ExportTap, word(Subject), word(Form)),
    _kind("ex:ask", ExportAsk, word(State), PAGE),
    _kind("f", FindPage, PAGE),
    _kind("g", DelayTap, word(DelayStep), NUMBER, VALUE),
    _kind("h", HistoryTap, NUMBER, PAGE),
    _kind("i", InviteTap),
    _kind("j", TimingTap, SMALL, SMALL),
    _kind("k", CustomerTap, NUMBER),
    _kind("l", ListTap, one_of(State, "all"), PAGE),
    _kind("lf", ShelfTap, among(State, Filter), word(Sort), PAGE),
    _kind("m", TalkTap, NUMBER),
    _kind("n", NoteTap, NUMBER, flag("x")),
    _kind("n:log", NotePages, NUMBER, PAGE),
    _kind("n:photo", NotePhoto, NUMBER, PAGE),
    _kind("no", AddTap, word(AddStep), VALUE),
    _kind("o", OpenTap, NUMBER),
    _kind("p", FeedbackTap, word(FeedbackStep), NUMBER, VALUE),
    _kind("pr", WareTap, word(WareStep), VALUE),
    _kind("q", RepliesTap, word(ReplyStep), maybe(NUMBER)),
    _kind("q:say", SayTap, NUMBER, NUMBER, flag("d")),
    _kind("r", AskReason, NUMBER, VERSION),
    _kind("rp", RepeatTap, NUMBER),
    _kind("s", VenueTap, word(Mode)),
    _kind("t", StatementTap, PAGE, PAGE),
    _kind("u", QuietTap, NUMBER, word(Quiet)),
    _kind("v", ReviveTap, NUMBER),
    _kind("w", ChooseTap, NUMBER),
    _kind("x", DismissTap, TELEGRAM_ID),
    _kind("y", BuyTap, word(BuyStep), TEXT),
    _kind("z", RhythmTap, word(Part), SMALL),
)
_BY_CODE = {kind.code: kind for kind in KINDS}
_BY_TAP = {kind.tap: kind for kind in KINDS}
_NAMES = {kind.tap: tuple(each.name for each in fields(kind.tap)) for kind in KINDS}


def encode(tap: Tap) -> str:
    """The callback data, e.g. `a:approve:1043:7`. Raises `ValueError` for a number out of range."""
    of = type(tap)
    data = _BY_TAP[of].write(tuple(getattr(tap, name) for name in _NAMES[of]))
    if not 1 <= len(data) <= MAX_BYTES:
        raise ValueError(f"{of.__name__}: {len(data)} bytes do not fit a button")
    return data


def decode(data: str | None) -> Tap:
    """What was tapped. Raises `BadButton` for everything that `encode` does not write, to the byte."""
    if not data or len(data) > MAX_BYTES or not data.isascii():
        raise BadButton("not ours")
    try:
        tap = _read(data.split(":"))
        written = encode(tap)
    except (KeyError, ValueError, TypeError):
        raise BadButton("not ours") from None
    if written != data:
        raise BadButton("not ours")
    return tap


def _read(parts: list[str]) -> Tap:
    longer = _BY_CODE.get(":".join(parts[:2])) if len(parts) > 1 else None
    return longer.read(parts[2:]) if longer else _BY_CODE[parts[0]].read(parts[1:])
