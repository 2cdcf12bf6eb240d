"""How far the guided story has come, looked up from the rows: what people did by hand counts, too."""

from dataclasses import dataclass

from bot.demo.playground.ground import Ground
from orders.model import Event, Happening, Order
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import Action, State

#: How far an order has come on the story's way.
_RANKS = {
    State.NEW: 0,
    State.CONFIRMED: 1,
    State.PAID: 2,
    State.SENT: 3,
    State.CLOSED: 4,
}
_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Progress:
    """The story's order, and which steps are done."""

    view: OrderView | None
    done: tuple[str, ...]
    #: The order went another way: "cancelled", "closed" (too early); empty: it is on its way.
    problem: str = ""

    @property
    def order(self) -> Order | None:
        """The story's order, once it is placed."""
        return self.view.order if self.view is not None else None


async def progress(ground: Ground, views: list[OrderView]) -> Progress:
    """Where the story stands; `views` are the orders, oldest first."""
    view = _chosen(views)
    if view is None:
        return Progress(None, ("welcome", *(["stranger"] if ground.forged else [])))
    async with ground.stage.rows.read() as uow:
        events = await uow.orders.events(view.order.number)
    held = _held(ground, view, events)
    done = tuple(step for step, is_done in held.items() if is_done)
    everything = ("done",) if len(done) == len(held) else ()
    return Progress(view, done + everything, problem(view.order))


def problem(order: Order) -> str:
    """Why the story cannot go on with this order; empty: it can."""
    if order.state is State.CANCELLED:
        return "cancelled"
    if order.state is State.CLOSED:
        last = order.last
        if last is None or (last.action, last.source) != (Action.EXPIRE, State.SENT):
            return "closed"
    return ""


def _chosen(views: list[OrderView]) -> OrderView | None:
    """The first order that is on the story's way, else the newest one."""
    good = (view for view in views if not problem(view.order))
    return next(good, views[-1] if views else None)


def _held(ground: Ground, view: OrderView, events: tuple[Event, ...]) -> dict[str, bool]:
    rank = _RANKS.get(view.order.state, 0)
    return {
        "welcome": True,
        "order": True,
        "follow": view.customer.telegram_id is not None,
        "approve": rank >= _RANKS[State.CONFIRMED],
        "undo": _undone(ground, view.order, events),
        "crash": rank >= _RANKS[State.PAID] and _crashed(ground, events),
        "stranger": ground.forged,
        "sent": rank >= _RANKS[State.SENT],
        "clock": rank >= _RANKS[State.CLOSED],
    }


def _undone(ground: Ground, order: Order, events: tuple[Event, ...]) -> bool:
    """Whether a payment was taken back, or can be no more: then the moment has passed."""
    if any(event.what is Happening.UNDONE for event in events):
        return True
    if _RANKS.get(order.state, 0) < _RANKS[State.PAID]:
        return False
    last = order.last
    if last is None or last.action is not Action.MARK_PAID:
        return True
    return ground.now() > last.at + _POLICY.undo_window


def _crashed(ground: Ground, events: tuple[Event, ...]) -> bool:
    """Whether the bot was killed since the order was approved, and has come back."""
    killed_at = ground.life.killed_at
    if killed_at is None or not ground.life.restarted:
        return False
    return any(e.what is Happening.APPROVED and e.at <= killed_at for e in events)
