"""Which steps of an order's history still stand, and which lie ahead. It reads; it decides nothing."""

from orders.amounts import ABOUT_AMOUNTS
from orders.complaints import ABOUT_COMPLAINTS
from orders.delays import ABOUT_DELAYS
from orders.model import Event, Happening
from orders.ratings import ABOUT_FEEDBACK
from orders.states import ENDED, Actor, State, allowed, transition

_NO_STEPS = (
    ABOUT_AMOUNTS
    | ABOUT_COMPLAINTS
    | ABOUT_DELAYS
    | ABOUT_FEEDBACK
    | {Happening.UNDONE, Happening.DISOWNED}
)


def standing(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The steps that were not taken back, oldest first: no taking back is one, and no mere talk."""
    undone = {event.undoes for event in events if event.what is Happening.UNDONE}
    return tuple(e for e in events if e.version not in undone and e.what not in _NO_STEPS)


def ahead(state: State) -> tuple[State, ...]:
    """The states that follow when the seller always takes the table's first step."""
    path: list[State] = []
    while state not in ENDED:
        step = transition(state, allowed(state, Actor.SELLER)[0], Actor.SELLER)
        if step is None or step.target in path:  # pragma: no cover - check_table forbids both
            break
        state = step.target
        path.append(state)
    return tuple(path)
