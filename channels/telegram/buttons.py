"""What a button carries, written in at most 64 bytes and read back as attacker's input.

It only says what was tapped. Whether the person may is decided against the database on every tap.
"""

from collections.abc import Callable
from dataclasses import dataclass

from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.buy_taps import AskTap, BuyStep, BuyTap
from channels.telegram.complaint_taps import ComplaintTap, read_complaint
from channels.telegram.delay_taps import DelayStep, DelayTap
from channels.telegram.export_taps import read as read_export
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.telegram.list_taps import FindPage, ListTap
from channels.telegram.people_taps import CustomerTap, QuietTap
from channels.telegram.reach_taps import ReachTap
from channels.telegram.reach_taps import parts as reach_parts
from channels.telegram.reach_taps import read as read_reach
from channels.telegram.seller_taps import SellerTap, parts, read_note, read_reply
from channels.telegram.settings_taps import DismissTap, InviteTap, StatementTap, VenueTap
from channels.telegram.talk_taps import ChooseTap, HistoryFile, HistoryTap, TalkTap
from channels.telegram.time_taps import RhythmTap, TimeTap, TimingTap, read_rhythm, read_timing
from channels.telegram.time_taps import parts as time_parts
from orders.model import CancelReason
from orders.places import Mode, Quiet
from orders.states import Action, State

MAX_BYTES = 64  # telegram.constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
#: Digits of an order's or a work row's number; a version and a page have at most 6.
MAX_DIGITS = 12
#: Telegram ids have at most 52 significant bits. Source: Bot API, User.id.
MAX_TELEGRAM_ID = 2**52
MAX_NUMBER, MAX_VERSION, MAX_PAGE = 10**MAX_DIGITS - 1, 10**6 - 1, 10**6 - 1


class BadButton(Exception):
    """The data was not written by `encode`: forged, or from a version long gone. Carries no data."""


@dataclass(frozen=True, slots=True)
class ActTap:
    """Do `action` to the order that the person saw in `version`."""

    action: Action
    number: int
    version: int
    reason: CancelReason | None = None


@dataclass(frozen=True, slots=True)
class AskReason:
    """A seller wants to cancel: show the reasons on the card."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class CustomerCancel:
    """A customer wants to cancel: ask whether really."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Back:
    """Show the card again in place."""

    number: int


@dataclass(frozen=True, slots=True)
class OpenTap:
    """Open an order's card from a list or a notice."""

    number: int


@dataclass(frozen=True, slots=True)
class ReviveTap:
    """The administration opens a dead work row again."""

    work_id: int


Tap = (
    ActTap
    | AskReason
    | CustomerCancel
    | Back
    | TalkTap
    | HistoryTap
    | HistoryFile
    | ChooseTap
    | ListTap
    | OpenTap
    | FindPage
    | BuyTap
    | AskTap
    | ReviveTap
    | VenueTap
    | InviteTap
    | DismissTap
    | StatementTap
    | DelayTap
    | AmountTap
    | FeedbackTap
    | ComplaintTap
    | CustomerTap
    | QuietTap
    | SellerTap
    | TimeTap
    | ReachTap
)

#: Taps of one shape: step, order, value.
_STEPS: dict[type, str] = {AmountTap: "am", ComplaintTap: "cp", DelayTap: "g", FeedbackTap: "p"}
_ALL = "all"  # where a state may stand


def encode(tap: Tap) -> str:
    """The callback data, e.g. `a:approve:1043:7`. Raises `ValueError` for a number out of range."""
    parts = _parts(tap)
    data = ":".join(parts)
    if not 1 <= len(data) <= MAX_BYTES:
        raise ValueError(f"{type(tap).__name__}: {len(data)} bytes do not fit a button")
    return data


def decode(data: str | None) -> Tap:
    """What was tapped. Raises `BadButton` for everything that `encode` does not write, to the byte."""
    if not data or len(data) > MAX_BYTES or not data.isascii():
        raise BadButton("not ours")
    kind, *rest = data.split(":")
    try:
        tap = _READERS[kind](rest)
        written = encode(tap)
    except (KeyError, ValueError, IndexError):
        raise BadButton("not ours") from None
    if written != data:
        raise BadButton("not ours")
    return tap


def _parts(tap: Tap) -> tuple[str, ...]:  # noqa: C901 - one arm per kind of tap
    match tap:
        case ActTap(action, number, version, None):
            return ("a", action, _number(number), _version(version))
        case ActTap(action, number, version, reason):
            return ("a", action, _number(number), _version(version), str(reason))
        case AskReason(number, version):
            return ("r", _number(number), _version(version))
        case CustomerCancel(number, version):
            return ("c", _number(number), _version(version))
        case Back(number):
            return ("b", _number(number))
        case TalkTap(number):
            return ("m", _number(number))
        case HistoryTap(number, page):
            return ("h", _number(number), _page(page))
        case HistoryFile(number):
            return ("d", _number(number))
        case ChooseTap(number):
            return ("w", _number(number))
        case ListTap(tab, page):
            return ("l", tab or _ALL, _page(page))
        case OpenTap(number):
            return ("o", _number(number))
        case FindPage(page):
            return ("f", _page(page))
        case BuyTap(step, value):
            return ("y", step, value)
        case AskTap(code):
            return ("e", code)
        case ReviveTap(work_id):
            return ("v", _number(work_id))
        case VenueTap(mode):
            return ("s", mode)
        case CustomerTap(number):
            return ("k", _number(number))
        case QuietTap(number, quiet):
            return ("u", _number(number), quiet)
        case AmountTap() | ComplaintTap() | DelayTap() | FeedbackTap():
            rest = [_number(tap.value)] if tap.value else []
            return (_STEPS[type(tap)], tap.step, _number(tap.number), *rest)
        case StatementTap(count, page):
            return ("t", _page(count), _page(page))
        case RhythmTap() | TimingTap():
            return time_parts(tap)
        case ReachTap():
            return reach_parts(tap)
        case InviteTap():
            return ("i",)
        case DismissTap(telegram_id):
            return ("x", _telegram_id(telegram_id))
        case _:
            return tuple(_number(p) if isinstance(p, int) else p for p in parts(tap))


# A reader may take sloppy input ("+7", "٧", surplus parts): `decode` compares what it would write.
_READERS: dict[str, Callable[[list[str]], Tap]] = {
    "a": lambda p: ActTap(
        Action(p[0]), int(p[1]), int(p[2]), CancelReason(p[3]) if len(p) > 3 else None
    ),
    "r": lambda p: AskReason(int(p[0]), int(p[1])),
    "c": lambda p: CustomerCancel(int(p[0]), int(p[1])),
    "b": lambda p: Back(int(p[0])),
    "m": lambda p: TalkTap(int(p[0])),
    "h": lambda p: HistoryTap(int(p[0]), int(p[1])),
    "d": lambda p: HistoryFile(int(p[0])),
    "w": lambda p: ChooseTap(int(p[0])),
    "l": lambda p: ListTap(None if p[0] == _ALL else State(p[0]), int(p[1])),
    "o": lambda p: OpenTap(int(p[0])),
    "f": lambda p: FindPage(int(p[0])),
    "y": lambda p: BuyTap(BuyStep(p[0]), p[1]),
    "e": lambda p: AskTap(p[0]),
    "v": lambda p: ReviveTap(int(p[0])),
    "s": lambda p: VenueTap(Mode(p[0])),
    "k": lambda p: CustomerTap(int(p[0])),
    "u": lambda p: QuietTap(int(p[0]), Quiet(p[1])),
    "g": lambda p: DelayTap(DelayStep(p[0]), int(p[1]), int(p[2]) if len(p) > 2 else 0),
    "p": lambda p: FeedbackTap(FeedbackStep(p[0]), int(p[1]), int(p[2]) if len(p) > 2 else 0),
    "am": lambda p: AmountTap(AmountStep(p[0]), int(p[1]), int(p[2]) if len(p) > 2 else 0),
    "t": lambda p: StatementTap(int(p[0]), int(p[1])),
    "i": lambda p: InviteTap(),
    "x": lambda p: DismissTap(int(p[0])),
    "z": read_rhythm,
    "j": read_timing,
    "ch": read_reach,
    "ex": read_export,
    "cp": read_complaint,
    "n": read_note,
    "q": read_reply,
}


def _within(highest: int) -> Callable[[int], str]:
    def written(value: int) -> str:
        if not 1 <= value <= highest:
            raise ValueError(f"{value} is not within 1..{highest}")
        return str(value)

    return written


_number, _telegram_id = _within(MAX_NUMBER), _within(MAX_TELEGRAM_ID)
_version, _page = _within(MAX_VERSION), _within(MAX_PAGE)
