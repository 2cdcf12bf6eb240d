"""What the people of the guided story do in each step, when the reader lets them do it.

Every deed begins where the story stands, so that half of a step may have been done by hand.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.demo.playground.ground import Ground
from bot.demo.playground.ordering import proposed
from bot.demo.playground.progress import Progress, progress
from bot.demo.stage import HELD
from channels.telegram.buttons import BadButton, decode, encode
from channels.telegram.card_taps import ActTap
from orders.model import Order
from orders.states import Action, Actor, State, allowed
from simulator.people import Person
from simulator.telegram.chats import Message

#: A little more than the deadline itself.
LATER = timedelta(minutes=1)

Deed = Callable[[Ground], Awaitable[None]]


async def nothing(ground: Ground) -> None:
    """There is only something to read."""


async def orders(ground: Ground) -> None:
    """The customer orders; the seller's phone rings."""
    form = proposed(ground.cast, ground.customer, await ground.views())
    reply = await ground.places(form)
    await ground.seller.sees(_card(reply.document["number"]))


async def follows(ground: Ground) -> None:
    """The customer opens the marketplace's link and gets a card."""
    number = (await _order(ground)).number
    ground.customer.follows(ground.links[number])
    await ground.stage.until(_linked(ground), "a customer who follows the order")
    await ground.stage.quiet()


async def approves(ground: Ground) -> None:
    """The seller approves; ten seconds later the customer is told."""
    await _taps(ground, Action.APPROVE)
    await ground.stage.passes(HELD)
    await ground.stage.quiet()


async def slips(ground: Ground) -> None:
    """The seller marks the order as paid by mistake, and takes it back."""
    if (await _order(ground)).state is State.CONFIRMED:
        await _taps(ground, Action.MARK_PAID)
    await _taps(ground, Action.UNDO)
    await ground.stage.passes(HELD)
    await ground.stage.quiet()


async def pays_in_a_crash(ground: Ground) -> None:
    """The bot is dead when the seller taps, and finds the tap when it is started again."""
    order = await _order(ground)
    await ground.life.kills()
    if order.state is State.CONFIRMED:
        message = await _with(ground.seller, order.number, Action.MARK_PAID)
        await ground.seller.taps(_label(message, Action.MARK_PAID), on=message)
    await ground.life.starts()
    await ground.stage.until(_is(ground, State.PAID, State.SENT), "a payment that is counted")
    await ground.stage.quiet()
    await ground.stage.passes(HELD)
    await ground.stage.quiet()


async def forges(ground: Ground) -> None:
    """A stranger taps a button that is on the seller's phone."""
    order = await _order(ground)
    strangers = [one for one in ground.people.values() if one.role == "stranger"]
    stranger = (
        strangers[0]
        if strangers
        else ground.adds(ground.cast.stranger, "stranger", ground.cast.language)
    )
    action = next(iter(allowed(order.state, Actor.SELLER)), Action.CLOSE)
    card = await ground.seller.sees(_card(order.number))
    tap = await stranger.taps_data(encode(ActTap(action, order.number, order.version)), on=card)
    await tap.answered()


async def sends(ground: Ground) -> None:
    """The goods are on their way; the customer is told."""
    await _taps(ground, Action.MARK_SENT)
    await ground.stage.passes(HELD)
    await ground.stage.quiet()


async def waits(ground: Ground) -> None:
    """Two weeks pass; nobody closes the order, so the clock does."""
    order = await _order(ground)
    await ground.stage.passes(order.auto_close_at - ground.now() + LATER)
    await ground.stage.until(_is(ground, State.CLOSED), "an order that is closed")
    await ground.stage.quiet()


#: The story, in order.
STEPS: dict[str, Deed] = {
    "welcome": nothing,
    "order": orders,
    "follow": follows,
    "approve": approves,
    "undo": slips,
    "crash": pays_in_a_crash,
    "stranger": forges,
    "sent": sends,
    "clock": waits,
    "done": nothing,
}


async def _now(ground: Ground) -> Progress:
    return await progress(ground, await ground.views())


async def _order(ground: Ground) -> Order:
    order = (await _now(ground)).order
    assert order is not None  # the step "order" comes before all that ask
    return order


async def _taps(ground: Ground, action: Action) -> None:
    """The seller taps the newest button that does this to the order, and waits for the answer."""
    message = await _with(ground.seller, (await _order(ground)).number, action)
    tap = await ground.seller.taps(_label(message, action), on=message)
    await tap.answered()
    await ground.stage.quiet()


async def _with(person: Person, number: int, action: Action) -> Message:
    """The person's newest message with a button that does `action` to the order."""
    return await person.sees(
        lambda message: any(
            tap.number == number and tap.action is action for _, tap in _acts(message)
        )
    )


def _label(message: Message, action: Action) -> str:
    return next(label for label, tap in _acts(message) if tap.action is action)


def _acts(message: Message) -> list[tuple[str, ActTap]]:
    """The buttons that act on an order, by label: labels differ from language to language."""
    found = []
    for button in (button for row in message.buttons for button in row):
        try:
            tap = decode(button.data)
        except BadButton:
            continue
        if isinstance(tap, ActTap):
            found.append((button.label, tap))
    return found


def _card(number: int) -> Callable[[Message], bool]:
    return lambda message: any(tap.number == number for _, tap in _acts(message))


def _linked(ground: Ground) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return "follow" in (await _now(ground)).done

    return look


def _is(ground: Ground, *states: State) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return (await _order(ground)).state in states

    return look
