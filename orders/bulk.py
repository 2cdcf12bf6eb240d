"""One step for several orders, each through the one door by itself, and all of them back. It says nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from orders import desk
from orders.commands import Command
from orders.decide import has_part
from orders.errors import OrderError, UndoTooLate, UnknownOrder
from orders.model import Party
from orders.ports import Deed, Left, Office, UnitOfWork
from orders.states import Action, State
from orders.work import Topic

#: So many may be ticked at once.
MAX_TICKED = 50


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of taking a deed back."""

    done: tuple[int, ...]
    #: Where each order stands that stays as it is.
    left: tuple[Left, ...]
    #: Whether none could be taken back because its time was over.
    too_late: bool


async def act_on_all(
    office: Office,
    by: Party,
    who: int,
    deed_id: int,
    action: Action,
    numbers: Iterable[int],
    request_id: str,
) -> Deed:
    """Do `action` to each of the orders and keep what came of it as the account's last deed.

    Idempotent per `request_id`, also where it was interrupted. An order that refuses is left alone.
    """
    done, left = [], []
    for number in sorted(set(numbers)):
        command = Command(number, action, by, f"{request_id}:{number}")
        try:
            done.append((number, await _act(office, command)))
        except OrderError:
            left.append(await _left(office, by, number))
    deed = Deed(deed_id, action, request_id, tuple(done), tuple(each for each in left if each))
    async with office.store.write() as uow:
        await uow.shelves.put_deed(who, deed)
        await uow.dialogues.drop(who)
    office.wake()
    return deed


async def take_back(office: Office, by: Party, deed: Deed) -> TakenBack:
    """Take back what of it still stands; idempotent."""
    done, left, late = [], [], 0
    for number, version in deed.done:
        request_id = f"{deed.request_id}:{number}:undo"
        try:
            await desk.act(office, Command(number, Action.UNDO, by, request_id, version))
            done.append(number)
        except OrderError as error:
            late += isinstance(error, UndoTooLate)
            left.append(await _left(office, by, number))
    kept = tuple(each for each in left if each)
    return TakenBack(tuple(done), kept, not done and late == len(deed.done))


async def check(uow: UnitOfWork, by: Party, number: int) -> State:
    """Where the party's order stands. Raises `UnknownOrder`, also for somebody else's."""
    order = await uow.orders.get(number)
    if not has_part(order, by):
        raise UnknownOrder(number)
    return order.state


async def _act(office: Office, command: Command) -> int:
    """The order's version after it."""
    now = office.clock.now()
    async with office.store.write() as uow:
        outcome = await desk.act_within(uow, command, now, office.policy)
        # Whether to say hello is not asked about each of many.
        await uow.work.cancel(command.number, Topic.NUDGE, outcome.event.version)
    return outcome.event.version


async def _left(office: Office, by: Party, number: int) -> Left | None:
    """Nothing is said of an order that is not theirs."""
    try:
        async with office.store.read() as uow:
            return Left(number, await check(uow, by, number))
    except UnknownOrder:
        return None
