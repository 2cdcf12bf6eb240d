"""What buttons carry: written in 64 bytes, read as attacker's input."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.tables.columns import Form
from channels.telegram.add_taps import VALUED as ADD_VALUED
from channels.telegram.add_taps import AddStep, AddTap, DisownTap, RepeatTap
from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.bulk_taps import VALUED as BULK_VALUED
from channels.telegram.bulk_taps import BulkStep, BulkTap
from channels.telegram.buttons import KINDS, MAX_BYTES, BadButton, decode, encode
from channels.telegram.buy_taps import AskTap, BuyStep, BuyTap
from channels.telegram.card_taps import ActTap, AskReason, Back, CustomerCancel, OpenTap, ReviveTap
from channels.telegram.complaint_taps import VALUED, ComplaintStep, ComplaintTap
from channels.telegram.complaint_taps import value_of as type_value
from channels.telegram.delay_taps import DelayStep, DelayTap, value_of
from channels.telegram.export_taps import ExportAsk, ExportTap, Subject
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.telegram.list_taps import FindPage, ListTap, ShelfTap
from channels.telegram.patron_taps import PAGED, VALUELESS, PatronStep, PatronTap
from channels.telegram.people_taps import CustomerTap, QuietTap
from channels.telegram.reach_taps import SWITCHES, ReachStep, ReachTap
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
from channels.telegram.time_taps import NEVER, Part, RhythmTap, TimingTap
from channels.telegram.ware_taps import VALUED as WARE_VALUED
from channels.telegram.ware_taps import WareStep, WareTap
from channels.telegram.wire import MAX_NUMBER, MAX_PAGE, MAX_TELEGRAM_ID, MAX_VERSION, Tap
from orders.complaints import ComplaintType
from orders.model import CancelReason
from orders.places import Mode, Quiet
from orders.rhythm import MINUTES
from orders.shelves import Filter, Sort
from orders.shop import QUESTIONS
from orders.states import ENDED, Action, State
from orders.timings import TIMINGS

numbers = st.integers(1, MAX_NUMBER)
versions = st.integers(1, MAX_VERSION)
pages = st.integers(1, MAX_PAGE)
codes = st.from_regex(r"\A[A-Za-z0-9]{4,32}\Z")
buys = st.one_of(
    st.builds(BuyTap, st.just(BuyStep.QUANTITY), st.integers(1, 999).map(str)),
    st.builds(BuyTap, st.just(BuyStep.CHANGE), st.sampled_from(("", *QUESTIONS))),
    st.builds(BuyTap, st.sampled_from((BuyStep.RESTART, BuyStep.BEGIN)), codes),
    st.builds(
        BuyTap,
        st.sampled_from(sorted(set(BuyStep) - {BuyStep.QUANTITY, BuyStep.RESTART, BuyStep.BEGIN})),
    ),
    st.builds(AskTap, codes),
    st.builds(StatementTap, pages, pages),
    st.builds(DelayTap, st.just(DelayStep.ASK), numbers),
    st.builds(DelayTap, st.sampled_from((DelayStep.YES, DelayStep.NO)), numbers, versions),
    st.builds(
        DelayTap,
        st.sampled_from((DelayStep.DAY, DelayStep.PROPOSE, DelayStep.PHONE, DelayStep.DISMISS)),
        numbers,
        st.dates(min_value=date(2000, 1, 1)).map(value_of),
    ),
    st.builds(
        FeedbackTap,
        st.sampled_from(sorted(set(FeedbackStep) - {FeedbackStep.PRODUCT, FeedbackStep.SELLER})),
        numbers,
    ),
    st.builds(ComplaintTap, st.sampled_from(sorted(set(ComplaintStep) - VALUED)), numbers),
    st.builds(
        ComplaintTap,
        st.sampled_from(sorted(VALUED - {ComplaintStep.TYPE})),
        numbers,
        numbers,
    ),
    st.builds(
        ComplaintTap,
        st.just(ComplaintStep.TYPE),
        numbers,
        st.sampled_from(ComplaintType).map(type_value),
    ),
    st.builds(FeedbackTap, st.just(FeedbackStep.PRODUCT), numbers, st.integers(1, 5)),
    st.builds(
        FeedbackTap,
        st.just(FeedbackStep.SELLER),
        numbers,
        st.tuples(st.integers(1, 5), st.integers(1, 5)).map(lambda pair: 10 * pair[0] + pair[1]),
    ),
    st.builds(
        DelayTap,
        st.just(DelayStep.MONTH),
        numbers,
        st.dates(min_value=date(2000, 1, 1)).map(lambda day: day.year * 100 + day.month),
    ),
)
bulk_places = st.sampled_from([*sorted(set(State) - ENDED), Filter.UNPAID])
taps = st.one_of(
    st.builds(
        ActTap,
        st.sampled_from(Action),
        numbers,
        versions,
        st.none() | st.sampled_from(CancelReason),
    ),
    st.builds(AskReason, numbers, versions),
    st.builds(CustomerCancel, numbers, versions),
    st.builds(Back, numbers),
    st.builds(ListTap, st.none() | st.sampled_from(State), pages),
    st.builds(ShelfTap, st.sampled_from([*State, *Filter]), st.sampled_from(Sort), pages),
    st.builds(
        BulkTap,
        st.sampled_from(sorted(set(BulkStep) - BULK_VALUED)),
        bulk_places,
        st.sampled_from(Sort),
        pages,
    ),
    st.builds(
        BulkTap,
        st.sampled_from(sorted(BULK_VALUED)),
        bulk_places,
        st.sampled_from(Sort),
        pages,
        numbers,
    ),
    st.builds(OpenTap, numbers),
    st.builds(TalkTap, numbers),
    st.builds(VenueTap, st.sampled_from(Mode)),
    st.builds(InviteTap),
    st.builds(AmountTap, st.just(AmountStep.ASK), numbers),
    st.builds(
        AmountTap,
        st.sampled_from(sorted(set(AmountStep) - {AmountStep.ASK})),
        numbers,
        versions,
    ),
    st.builds(CustomerTap, numbers),
    st.builds(PatronTap, st.sampled_from(sorted(VALUELESS))),
    st.builds(PatronTap, st.sampled_from(sorted(set(PatronStep) - VALUELESS - PAGED)), numbers),
    st.builds(PatronTap, st.sampled_from(sorted(PAGED)), numbers, pages),
    st.builds(QuietTap, numbers, st.sampled_from(Quiet)),
    st.builds(DismissTap, st.integers(1, MAX_TELEGRAM_ID)),
    st.builds(ChooseTap, numbers),
    st.builds(HistoryTap, numbers, pages),
    st.builds(HistoryFile, numbers),
    st.builds(FindPage, pages),
    buys,
    st.builds(ReviveTap, numbers),
    st.builds(NoteTap, numbers, st.booleans()),
    st.builds(NotePages, numbers, pages),
    st.builds(NotePhoto, numbers, pages),
    st.builds(SayTap, numbers, numbers, st.booleans()),
    st.builds(RepliesTap, st.sampled_from([ReplyStep.MINE, ReplyStep.LIST, ReplyStep.ADD])),
    st.builds(RepliesTap, st.sampled_from([ReplyStep.OPEN, ReplyStep.SURE]), numbers),
    st.builds(RepliesTap, st.just(ReplyStep.REMOVE), numbers),
    st.builds(RhythmTap, st.sampled_from([Part.PAGE, Part.FROM, Part.DIGEST, Part.ZONE])),
    st.builds(RhythmTap, st.sampled_from([Part.QUIET, Part.RINGS, Part.WEEKLY]), st.integers(0, 1)),
    st.builds(RhythmTap, st.sampled_from([Part.FROM, Part.UNTIL]), st.integers(0, MINUTES - 1)),
    st.builds(RhythmTap, st.just(Part.DIGEST), st.integers(0, NEVER)),
    st.builds(RhythmTap, st.just(Part.ZONE), st.integers(0, 99)),
    st.builds(ReachTap, st.sampled_from(sorted(set(ReachStep) - SWITCHES))),
    st.builds(ReachTap, st.sampled_from(sorted(SWITCHES)), st.booleans()),
    st.builds(TimingTap),
    st.builds(AddTap, st.sampled_from(sorted(set(AddStep) - ADD_VALUED))),
    st.builds(AddTap, st.sampled_from(sorted(ADD_VALUED)), numbers),
    st.builds(RepeatTap, numbers),
    st.builds(DisownTap, numbers),
    st.builds(WareTap, st.sampled_from(sorted(set(WareStep) - WARE_VALUED))),
    st.builds(WareTap, st.sampled_from(sorted(WARE_VALUED)), numbers),
    st.builds(ExportAsk, st.sampled_from(State), pages),
    st.builds(ExportTap, st.sampled_from(Subject), st.sampled_from(Form)),
    st.sampled_from(
        [
            TimingTap(place, choice)
            for place, timing in enumerate(TIMINGS)
            for choice in (None, *range(len(timing.choices)))
        ]
    ),
)


@given(taps)
def test_what_is_written_is_read_back_and_fits(tap: Tap) -> None:
    """decode(encode(tap)) is the tap, in at most 64 bytes."""
    data = encode(tap)
    assert 1 <= len(data.encode()) <= MAX_BYTES
    assert decode(data) == tap


def test_the_largest_tap_of_each_kind_fits() -> None:
    """The longest words with the largest numbers stay within Telegram's 64 bytes."""
    action = max(Action, key=len)
    reason = max(CancelReason, key=len)
    assert len(encode(ActTap(action, MAX_NUMBER, MAX_VERSION, reason))) <= MAX_BYTES
    longest = BulkTap(BulkStep.BEGIN, State.CONFIRMED, Sort.SOONEST, MAX_PAGE)
    assert len(encode(replace(longest, step=BulkStep.TICK, value=MAX_NUMBER))) <= MAX_BYTES
    assert len(encode(BuyTap(BuyStep.RESTART, "x" * 32))) <= MAX_BYTES


def test_every_kind_of_tap_is_tried() -> None:
    """The strategy above leaves no kind of tap out."""
    tried = {ActTap, AskReason, CustomerCancel, Back, OpenTap, ReviveTap}
    tried |= {ListTap, ShelfTap, BulkTap, FindPage, BuyTap, AskTap}
    tried |= {TalkTap, ChooseTap, HistoryTap, HistoryFile, SayTap, RepliesTap}
    tried |= {VenueTap, InviteTap, DismissTap, RhythmTap, TimingTap, ReachTap}
    tried |= {CustomerTap, QuietTap, NoteTap, DelayTap, FeedbackTap, AmountTap, ComplaintTap}
    tried |= {
        AddTap,
        RepeatTap,
        DisownTap,
        WareTap,
        StatementTap,
        ExportAsk,
        ExportTap,
        PatronTap,
        NotePages,
        NotePhoto,
    }
    assert tried == {kind.tap for kind in KINDS}


@given(
    st.text()
    | st.builds(
        "".join,
        st.tuples(
            st.sampled_from(sorted(kind.code for kind in KINDS)),
            st.from_regex(r"\A(:[A-Za-z0-9_+ -]{0,9}){0,5}\Z"),
        ),
    )
)
def test_nothing_but_a_bad_button_comes_of_anything_else(data: str) -> None:
    """Random data is refused, or is exactly what we would have written."""
    try:
        tap = decode(data)
    except BadButton:
        return
    assert encode(tap) == data


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        ":",
        "a",
        "a:approve",
        "a:approve:1043",
        "a:approve:1043:",
        "a:approve:1043:7:",
        "a:approve:1043:7:none",
        "a:approve:1043:7:None",
        "a:approve:1043:7:fraud:x",
        "a:approve:1043:7 ",
        " a:approve:1043:7",
        "a:approve:1043:7\n",
        "a:approve:-1043:7",
        "a:approve:+1043:7",
        "a:approve:01043:7",
        "a:approve:1_043:7",
        "a:approve:1043.0:7",
        "a:approve:٧:7",
        "a:approve:0:7",
        "a:approve:1043:0",
        "a:approve:1043:1000000",
        "a:approve:1000000000000:7",
        "a:approve:" + "9" * 53,
        "a:explode:1043:7",
        "a:APPROVE:1043:7",
        "A:approve:1043:7",
        "z:1043",
        "ch",
        "ch:explode",
        "ch:test:1",
        "ch:copies",
        "ch:copies:2",
        "ch:copies:01",
        "ch:page:",
        "ex",
        "ex:ask",
        "ex:ask:all:1",
        "ex:ask:new:0",
        "ex:ask:new:01",
        "ex:orders",
        "ex:messages:csv",
        "ex:orders:pdf",
        "ex:orders:csv:1",
        "l:nowhere:1",
        "l:None:1",
        "l:all:0",
        "l:all:1000000",
        "bk",
        "bk:begin:paid:newest",
        "bk:begin:closed:newest:1",
        "bk:begin:turn:newest:1",
        "bk:begin:paid:newest:1:5",
        "bk:tick:paid:newest:1",
        "bk:tick:paid:newest:1:0",
        "bk:undo:paid:newest:1",
        "bk:explode:paid:newest:1",
        "lf",
        "lf:new:1",
        "lf:all:newest:1",
        "lf:turn:amount:1",
        "lf:turn:newest:0",
        "lf:turn:newest:1:1",
        "y:quantity:0",
        "y:quantity:1000",
        "y:quantity:",
        "y:submit:now",
        "y:change:price",
        "y:restart:a-b-c-d",
        "y:restart:abc",
        "y:nothing:",
        "y:submit",
        "b:1043:7",
        "n:1043:y",
        "n:log",
        "n:log:1043",
        "n:log:1043:0",
        "n:photo:1043:01",
        "n:photo:1043:x",
        "cp",
        "cp:ask",
        "cp:ask:1043:1",
        "cp:type:1043",
        "cp:type:1043:0",
        "cp:type:1043:10",
        "cp:proof:1043",
        "cp:withdraw:1043:01",
        "cp:nothing:1043",
        "cu",
        "cu:list",
        "cu:list:0",
        "cu:list:1:1",
        "cu:search:1",
        "cu:open:7",
        "cu:open:7:0",
        "cu:orders:7:01",
        "cu:muted",
        "cu:muted:7:1",
        "cu:deaf:7",
        "cu:OPEN:7:1",
        "p:product:1043",
        "p:product:1043:0",
        "p:product:1043:6",
        "p:product:1043:-1",
        "p:seller:1043:5",
        "p:seller:1043:50",
        "p:seller:1043:56",
        "p:seller:1043:65",
        "p:seller:1043:155",
        "p:got:1043:1",
        "p:remind:1043:0",
        "p:begin",
        "no",
        "no:who",
        "no:customer:0",
        "no:submit:1",
        "no:skip",
        "no:back:0",
        "rp",
        "ad:1:1",
        "pr",
        "pr:list",
        "pr:open:0",
        "pr:add:1",
        "pr:nothing",
        "p:nothing:1043",
        "q",
        "q:say",
        "q:say:1043",
        "q:say:1043:0",
        "q:say:1043:1:x",
        "q:list:1",
        "q:open",
        "q:nothing",
        "n:1043:x:x",
        "n:0",
        "о:1043",
        "o:1043\x00",
        "\ud800",
        "o" * 65,
    ],
)
def test_forged_data_is_refused(data: str | None) -> None:
    """Whatever is not ours to the byte is a BadButton, and its text is not repeated."""
    with pytest.raises(BadButton, match=r"^not ours$"):
        decode(data)


@pytest.mark.parametrize(
    "tap", [Back(0), Back(-1), Back(MAX_NUMBER + 1), AskReason(1, 0), FindPage(MAX_PAGE + 1)]
)
def test_a_number_out_of_range_is_not_written(tap: Tap) -> None:
    """A number that could not be read back is our defect, found when the button is made."""
    with pytest.raises(ValueError, match=r"not within"):
        encode(tap)
