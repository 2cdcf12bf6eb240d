"""The short answer to a tap or a message: what was done, or why not, in at most 200 characters."""

from channels.telegram.buttons import BadButton
from channels.texts import Voice
from orders.amount_requests import RequestOver, RequestWaits
from orders.amounts import CHANGE_AMOUNT
from orders.commands import Outcome
from orders.complaints import ComplaintRefused
from orders.disowning import DISOWN
from orders.errors import (
    BadValue,
    Conflict,
    LinkUnusable,
    NotAllowed,
    NotHeard,
    NotYours,
    OrderError,
    ReasonWanted,
    UndoTooLate,
    UnknownOrder,
    UnknownParty,
)
from orders.model import Happening
from orders.policy import Policy
from orders.ratings import FeedbackRefused
from orders.states import ENDED, TRANSITIONS, Action, Actor, State

MAX_TOAST = 200  # telegram.constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH

#: Errors that always come to the same words.
_FIXED: dict[type[Exception], str] = {
    # The same words for both: nobody learns which orders exist.
    UnknownOrder: "toast.no_such_order",
    NotYours: "toast.no_such_order",
    NotHeard: "toast.not_heard",
    Conflict: "toast.conflict",
    ReasonWanted: "toast.reason_wanted",
    UndoTooLate: "toast.undo_too_late",
    UnknownParty: "toast.not_linked",
    RequestWaits: "toast.amount_waits",
    BadButton: "toast.old_button",
}


def done(outcome: Outcome, policy: Policy, voice: Voice, *, customer_hears: bool = True) -> str:
    """What the command did. `customer_hears`: whether the customer can be told in Telegram."""
    event = outcome.event
    if event.what is Happening.UNDONE:
        return voice.plain("done.undone", state=voice.plain(f"state.{event.state}"))
    key = f"done.{event.what}.{event.by.actor}"
    if event.by.actor is not Actor.SELLER:
        return voice.plain(key)
    if not customer_hears:
        return f"{voice.plain(key)} {voice.plain('done.call')}"
    hold_s = int(policy.notice_hold.total_seconds())
    return f"{voice.plain(key)} {voice.plain('done.held', count=hold_s)}"


def toast(error: OrderError | BadButton, voice: Voice) -> str:
    """Why nothing happened, and what to do now; one calm sentence, no HTML."""
    for kind, key in _FIXED.items():
        if isinstance(error, kind):
            return voice.plain(key)
    match error:
        case NotAllowed(action=action, state=state):
            return _not_allowed(action, State(state), voice)
        case FeedbackRefused(why=why, again_at=at):
            when = "" if at is None else voice.moment(at, at)
            return voice.plain(f"toast.feedback.{why}", when=when)
        case RequestOver(number=number, what=what, who=who, at=at):
            key = f"amount.over.{what}"
            return voice.plain(key, number=number, who=who, moment=voice.moment(at, at))
        case ComplaintRefused(why=why):
            return voice.plain(f"toast.complaint.{why}")
        case BadValue():
            return bad_value(error, voice)
        case LinkUnusable(why=why):
            return voice.plain(f"link.{why}")
        case _:
            return voice.plain("toast.impossible")


def bad_value(error: BadValue, voice: Voice) -> str:
    """What is wrong with an answer that was typed, from the most particular sentence we have."""
    field = error.field.split(".")[-1]
    for key in (f"bad.{field}.{error.why}", f"bad.{field}", f"bad.{error.why}"):
        if voice.has(key):
            return voice.plain(key, count=error.limit or 0)
    return voice.plain("bad.value")


def _not_allowed(action: str, state: State, voice: Voice) -> str:
    if action == Action.UNDO:
        return voice.plain("toast.nothing_to_undo")
    if state in {t.target for t in TRANSITIONS if t.action == action}:
        return voice.plain(f"toast.already.{state}")
    if action == DISOWN:
        return voice.plain("toast.disown_too_late")
    if action == CHANGE_AMOUNT and state not in ENDED:
        return voice.plain("toast.amount_too_late")
    if state in ENDED:
        return voice.plain(f"toast.ended.{state}")
    return voice.plain("toast.not_now", state=voice.plain(f"state.{state}"))
