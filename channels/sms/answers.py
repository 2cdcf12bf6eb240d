"""What is answered to somebody who wrote by SMS: what was done, or what is possible. It decides and sends nothing."""

from collections.abc import Sequence

from channels.sms.segments import segments
from channels.sms.vocabulary import ACTIONS, WORDS, Word
from channels.sms.wording import amount, plain
from channels.texts import Voice
from orders import errors
from orders.model import Order
from orders.states import Action, Actor, State, allowed

#: A list takes so many segments; what does not fit is counted.
LIST_SEGMENTS = 2
#: Numbers named where somebody is asked which one they mean.
NAMED = 6
#: What waits for the seller's answer comes first, then what waits to be sent.
_PRESSING = (State.NEW, State.PAID, State.CONFIRMED, State.SENT)
_WORD_OF = {action: word for word, action in ACTIONS.items()} | {Action.APPROVE: Word.OK}


def word(voice: Voice, which: Word) -> str:
    """The word as this language's people type it."""
    return WORDS[voice.locale][which][0]


def example(voice: Voice, number: int, which: Word) -> str:
    """What to reply, e.g. "1043 CANCEL reason"."""
    ending = {Word.CANCEL: "reason", Word.MSG: "text", Word.NOTE: "text"}.get(which)
    rest = "" if ending is None else f" {voice.plain(f'sms.answer.{ending}')}"
    return f"{number} {word(voice, which)}{rest}"


def done(voice: Voice, order: Order) -> str:
    """Where the order stands now, and what comes next."""
    return _standing(voice, order, "done", "ended")


def shown(voice: Voice, order: Order) -> str:
    """Where it stands, and what is possible."""
    return _standing(voice, order, "show", "cannot.ended")


def orders(voice: Voice, found: Sequence[Order]) -> str:
    """Open orders, the most pressing first, as many as fit."""
    if not found:
        return say(voice, "none")
    lines = [f"{o.number} {_state(voice, o.state)} {amount(o.amount)}" for o in pressing(found)]
    for count in range(len(lines), 0, -1):
        rest = [f"+{len(lines) - count}"] if count < len(lines) else []
        text = say(voice, "orders", lines=", ".join(lines[:count] + rest))
        if segments(text) <= LIST_SEGMENTS:
            return text
    return text


def help_with(voice: Voice, found: Sequence[Order]) -> str:
    """What can be asked for, with the open orders."""
    if not found:
        return say(voice, "help.none")
    first = pressing(found)[0]
    return say(
        voice,
        "help",
        example=example(voice, first.number, _next_word(first)),
        orders=word(voice, Word.ORDERS),
        msg=f"{first.number} {word(voice, Word.MSG)}",
        note=f"{first.number} {word(voice, Word.NOTE)}",
        numbers=_named([order.number for order in pressing(found)]),
    )


def which(voice: Voice, numbers: Sequence[int], meant: Word) -> str:
    """Which of these orders is meant."""
    asked = example(voice, numbers[0], meant)
    return say(voice, "which", numbers=_named(numbers), example=asked)


def how_to_answer(voice: Voice, number: int) -> str:
    """How a message reaches the order's customer."""
    return say(voice, "how", example=example(voice, number, Word.MSG))


def refused(voice: Voice, error: errors.OrderError, to: Actor, order: Order | None) -> str:
    """Why nothing was done; `order`: the one that it is about, where it is theirs."""
    match error:
        case errors.NotAllowed() if to is Actor.CUSTOMER:
            return say(voice, "customer.cannot", number=error.number)
        case errors.NotHeard():
            return say(voice, "customer.unheard", number=error.number)
        case errors.NotAllowed() if order is not None:
            return _standing(voice, order, "cannot", "cannot.ended")
        case errors.ReasonWanted():
            named = word(voice, Word.CANCEL)
            return say(voice, "why", number=error.number, word=named)
        case errors.UnknownOrder() | errors.NotYours():
            named = word(voice, Word.ORDERS)
            return say(voice, "unknown", number=error.number, word=named)
        case errors.BadValue(why="too_long", limit=int(limit)):
            return say(voice, "long", limit=limit)
        case errors.Conflict():
            return say(voice, "changed", number=error.number)
        case _:
            return say(voice, "unfit")


def say(voice: Voice, key: str, **values: str | int) -> str:
    """One of the answers in the catalogue, in plain signs."""
    return plain(voice.plain(f"sms.answer.{key}", count=None, **values))


def pressing(found: Sequence[Order]) -> list[Order]:
    """The most pressing first, of equal ones the oldest."""
    return sorted(found, key=lambda o: (_PRESSING.index(o.state), o.placed_at, o.number))


def _standing(voice: Voice, order: Order, key: str, ended: str) -> str:
    state = _state(voice, order.state)
    legal = allowed(order.state, Actor.SELLER)
    if not legal:
        return say(voice, ended, number=order.number, state=state)
    words = ", ".join(example(voice, order.number, _WORD_OF[action]) for action in legal)
    price = amount(order.amount)
    return say(voice, key, number=order.number, state=state, words=words, amount=price)


def _next_word(order: Order) -> Word:
    return _WORD_OF[allowed(order.state, Actor.SELLER)[0]]


def _state(voice: Voice, state: State) -> str:
    return voice.plain(f"state.{state}")


def _named(numbers: Sequence[int]) -> str:
    rest = len(numbers) - NAMED
    return ", ".join(map(str, numbers[:NAMED])) + (f", +{rest}" if rest > 0 else "")
