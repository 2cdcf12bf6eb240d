"""Every answer to an SMS, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace

from channels.sms import answers
from channels.sms.vocabulary import Word
from channels.texts import Voice
from orders import errors
from orders.states import Action, Actor, State
from tests.unit.channels.samples import NEW, SENT

#: Answers with no values but these.
_PLAIN = ("picture", "start", "stranger")
_NUMBERED = (
    "said",
    "noted",
    "customer.cancelled",
    "customer.disowned",
    "customer.thanks",
    "customer.help",
)


def answers_of(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every answer, each with the name of its situation."""
    new, sent = NEW.order, SENT.order
    number = new.number
    for state in State:
        order = replace(new, state=state)
        yield f"answer, done, {state}", answers.done(voice, order)
        yield f"answer, shown, {state}", answers.shown(voice, order)
        refused = errors.NotAllowed(number, Action.APPROVE, state, ())
        yield f"answer, cannot, {state}", answers.refused(voice, refused, Actor.SELLER, order)
    many = [replace(new, number=number + n) for n in range(20)]
    for name, found in {"no": [], "two": [sent, new], "many": many}.items():
        yield f"answer, orders, {name}", answers.orders(voice, found)
        yield f"answer, help, {name}", answers.help_with(voice, found)
    for word in (Word.PAID, Word.CANCEL, Word.MSG):
        yield f"answer, which {word}", answers.which(voice, [number, number + 1], word)
    yield "answer, which of many", answers.which(voice, [o.number for o in many], Word.OK)
    yield "answer, how", answers.how_to_answer(voice, number)
    refusals: tuple[tuple[Actor, errors.OrderError], ...] = (
        (Actor.SELLER, errors.ReasonWanted(number, Action.CANCEL)),
        (Actor.SELLER, errors.UnknownOrder(number)),
        (Actor.SELLER, errors.BadValue("note", "too_long", 1000)),
        (Actor.SELLER, errors.BadValue("note", "control_character")),
        (Actor.SELLER, errors.Conflict(number, 1, 2)),
        (Actor.CUSTOMER, errors.NotAllowed(number, Action.CANCEL, State.PAID, ())),
        (Actor.CUSTOMER, errors.NotHeard(number)),
    )
    for to, error in refusals:
        yield f"answer, {type(error).__name__}", answers.refused(voice, error, to, None)
    for key in _PLAIN:
        yield f"answer, {key}", answers.say(voice, key)
    for key in _NUMBERED:
        yield f"answer, {key}", answers.say(voice, key, number=number)
    yield "answer, nothing", answers.say(voice, "nothing", word=answers.word(voice, Word.ORDERS))
    empty = answers.example(voice, number, Word.NOTE)
    yield "answer, empty", answers.say(voice, "empty", example=empty)
