"""Inline keyboards. The seller's and the customer's are generated from the table of transitions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.constants import KeyboardButtonStyle

from channels.telegram.add_taps import DisownTap, RepeatTap
from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.buttons import encode
from channels.telegram.card_taps import ActTap, AskReason, Back, CustomerCancel, OpenTap
from channels.telegram.delay_taps import DelayStep, DelayTap
from channels.telegram.people_taps import CustomerTap
from channels.telegram.seller_taps import NotePhoto, NoteTap
from channels.telegram.talk_taps import HistoryTap, TalkTap
from channels.telegram.wire import MAX_PAGE, Tap
from channels.texts import Voice
from orders.amount_requests import BY_REQUEST
from orders.amounts import OPEN_TO_CHANGE
from orders.decide import may_undo
from orders.model import CancelReason, Order
from orders.policy import Policy
from orders.states import ENDED, Action, Actor, allowed, transition

GO, STOP = KeyboardButtonStyle.SUCCESS, KeyboardButtonStyle.DANGER
HERE = KeyboardButtonStyle.PRIMARY
#: Beyond the last page of a history, which is the newest one: shows it, however many there are.
NEWEST = MAX_PAGE
#: Numbers of orders in a row.
_NUMBERS = 3

Buttons = list[list[InlineKeyboardButton]]


def button(label: str, tap: Tap, style: str | None = None) -> InlineKeyboardButton:
    """A button that comes back as `tap`."""
    return InlineKeyboardButton(label, callback_data=encode(tap), style=style)


def markup(rows: Iterable[Iterable[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """The rows that have buttons; None where none has."""
    kept = [list(row) for row in rows]
    return InlineKeyboardMarkup([row for row in kept if row]) if any(kept) else None


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> Buttons:
    """Buttons side by side, at most so many."""
    return [list(buttons[i : i + width]) for i in range(0, len(buttons), width)]


def share_phone(voice: Voice) -> ReplyKeyboardMarkup:
    """Below the chat: Telegram's own button that shares one's phone."""
    share = KeyboardButton(voice.plain("buy.share_phone"), request_contact=True)
    return ReplyKeyboardMarkup(
        [[share]],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=voice.plain("buy.phone.placeholder"),
    )


def openers(numbers: Iterable[int], voice: Voice) -> Buttons:
    """A button for each order, that opens its card."""
    found = [button(voice.plain("button.number", number=n), OpenTap(n)) for n in numbers]
    return in_rows(found, _NUMBERS)


def pager(last: int, number: int, to: Callable[[int], Tap]) -> Buttons:
    """To the page before and after this one, in one row; none where there is one page."""
    if last == 1:
        return []
    back, on = max(1, number - 1), min(last, number + 1)
    return [[button("‹", to(back)), button(f"{number}/{last}", to(number)), button("›", to(on))]]


def seller_keyboard(
    order: Order,
    voice: Voice,
    now: datetime,
    policy: Policy,
    *,
    noted: bool = False,
    pictured: bool = False,
    feedback: Sequence[InlineKeyboardButton] = (),
    complaints: Sequence[InlineKeyboardButton] = (),
    requests: Sequence[InlineKeyboardButton] = (),
) -> InlineKeyboardMarkup | None:
    """What the seller may do now: onward steps first, then words, look-ups, terms, Complain, Cancel order, Undo."""
    onward, away = _steps(order, voice)
    undo = []
    if may_undo(order, now, policy):
        back = ActTap(Action.UNDO, order.number, order.version)
        undo.append(button(voice.plain("action.undo"), back))
    note = voice.plain("button.note.change" if noted else "button.note")
    words = [_message(order, Actor.SELLER, voice), button(note, NoteTap(order.number), HERE)]
    if pictured:
        words.append(button(voice.plain("button.note.photo"), NotePhoto(order.number, 1)))
    known = [
        button(voice.plain("button.customer"), CustomerTap(order.number)),
        _history(order, voice),
    ]
    delay = []
    if order.state not in ENDED:
        tap = DelayTap(DelayStep.ASK, order.number)
        delay.append(button(voice.plain("button.delay"), tap))
    if order.state in OPEN_TO_CHANGE:
        delay.append(button(voice.plain("button.amount"), AmountTap(AmountStep.ASK, order.number)))
    elif order.state in BY_REQUEST:
        delay += requests
    again = button(voice.plain("button.repeat"), RepeatTap(order.number))
    return markup((onward, words, known, feedback, delay, (*complaints, again), away, undo))


def steps_keyboard(order: Order, voice: Voice) -> InlineKeyboardMarkup | None:
    """The seller's steps alone, and the way to the card: under a message about the order."""
    onward, away = _steps(order, voice)
    delay = button(voice.plain("button.delay"), DelayTap(DelayStep.ASK, order.number))
    opens = button(voice.plain("button.open"), OpenTap(order.number))
    return markup((onward, [delay], away, [opens]))


def _steps(
    order: Order, voice: Voice
) -> tuple[list[InlineKeyboardButton], list[InlineKeyboardButton]]:
    """The steps onward, and those that end the order for a reason."""
    onward: list[InlineKeyboardButton] = []
    away: list[InlineKeyboardButton] = []
    for action in allowed(order.state, Actor.SELLER):
        step = transition(order.state, action, Actor.SELLER)
        label = voice.plain(f"action.{action}")
        if step is not None and step.reason:
            away.append(button(label, AskReason(order.number, order.version), STOP))
        else:
            style = None if onward else GO
            onward.append(button(label, ActTap(action, order.number, order.version), style))
    return onward, away


def customer_keyboard(
    order: Order,
    voice: Voice,
    answers: Sequence[InlineKeyboardButton] = (),
    feedback: Sequence[InlineKeyboardButton] = (),
    *,
    disown: bool = False,
) -> InlineKeyboardMarkup | None:
    """What the customer may do now: answer what was asked, judge, Message seller; leaving is asked twice.

    `disown`: they may say that they did not order it.
    """
    row = [
        button(
            voice.plain(f"customer.action.{action}"), CustomerCancel(order.number, order.version)
        )
        for action in allowed(order.state, Actor.CUSTOMER)
    ]
    words = [_message(order, Actor.CUSTOMER, voice), _history(order, voice)]
    if disown:
        row.insert(0, disowning(order.number, voice))
    return markup((answers, feedback, words, row))


def disowning(number: int, voice: Voice) -> InlineKeyboardButton:
    """The customer did not order this."""
    return button(voice.plain("button.disown"), DisownTap(number), STOP)


def reasons_keyboard(order: Order, voice: Voice) -> InlineKeyboardMarkup:
    """The reasons for cancelling, one a row, and the way back."""
    rows = [
        [
            button(
                voice.plain(f"reason.{reason}"),
                ActTap(Action.CANCEL, order.number, order.version, reason),
            )
        ]
        for reason in CancelReason
    ]
    return InlineKeyboardMarkup([*rows, [back_to(order.number, voice)]])


def back_to(number: int, voice: Voice) -> InlineKeyboardButton:
    """Back to the order's card."""
    return button(voice.plain("button.back"), Back(number))


def open_order(number: int, voice: Voice) -> InlineKeyboardMarkup:
    """One button that opens the order's card."""
    return InlineKeyboardMarkup([[button(voice.plain("button.open"), OpenTap(number))]])


def sure_keyboard(order: Order, voice: Voice) -> InlineKeyboardMarkup:
    """Whether the customer really wants to cancel."""
    yes = ActTap(Action.CANCEL, order.number, order.version)
    return InlineKeyboardMarkup(
        [
            [button(voice.plain("customer.cancel.yes"), yes, STOP)],
            [button(voice.plain("customer.cancel.keep"), Back(order.number))],
        ]
    )


def _message(order: Order, actor: Actor, voice: Voice) -> InlineKeyboardButton:
    """There is always something to say, also about an order that has ended."""
    return button(voice.plain(f"button.message.{actor}"), TalkTap(order.number))


def _history(order: Order, voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain("button.history"), HistoryTap(order.number, NEWEST))
