"""The demo's story as the rows tell it, its refusals, and a bot that cannot be started."""

import string
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.demo.playground import refusals
from bot.demo.playground.deeds import STEPS
from bot.demo.playground.due import Due, StateOf, next_due
from bot.demo.playground.life import Life
from bot.demo.playground.progress import problem
from bot.demo.process import BotDied
from bot.demo.stage import Stage, opened
from orders.model import Customer, Order, Record, Seller
from orders.ports import OrderView
from orders.states import Action, State
from orders.work import Topic, WorkState
from tests.unit.orders.examples import CLOCK, NOW, SELLER, order, stepped


def _closed(action: Action, source: State) -> Order:
    by = CLOCK if action is Action.EXPIRE else SELLER
    return stepped(order(source), action, by, NOW, State.CLOSED)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (order(State.NEW), ""),
        (order(State.SENT), ""),
        (order(State.CANCELLED), "cancelled"),
        (_closed(Action.CLOSE, State.SENT), "closed"),
        (_closed(Action.EXPIRE, State.NEW), "closed"),
        (_closed(Action.EXPIRE, State.SENT), ""),
    ],
    ids=["new", "sent", "cancelled", "closed by hand", "forgotten too early", "as told"],
)
def test_an_order_that_leaves_the_storys_way_is_noticed(after: Order, told: str) -> None:
    """Only the clock ends the story's order, and only after it was sent."""
    assert problem(after) == told


def test_the_story_has_ten_steps_that_all_can_be_played() -> None:
    """The page and the guide name them so, in this order."""
    assert " ".join(STEPS) == ("welcome order follow approve undo crash stranger sent clock done")


def _all(state: WorkState) -> StateOf:
    """Work rows that all have one state."""

    async def state_of(number: int, topic: Topic, event: int) -> str:
        return state

    return state_of


def _views(*orders: Order) -> Sequence[OrderView]:
    seller = Seller(1, "ira", "Ira", None, None, "en", "UTC", None)
    buyer = Customer(1, None, "Taras", None, None, "en", None)
    return [OrderView(one, seller, buyer, Record(0, 0, 0)) for one in orders]


async def test_the_next_that_is_due_is_said() -> None:
    """The held ring before the end of Undo before the order's own end; what is over is not waited for."""
    one = stepped(order(), Action.APPROVE, SELLER, NOW, State.CONFIRMED)
    ends_at = one.auto_close_at
    open_, done = _all(WorkState.OPEN), _all(WorkState.DONE)
    ring = Due(NOW + timedelta(seconds=10), "notice", one.number)
    undo = Due(NOW + timedelta(seconds=60), "undo", one.number)
    end = Due(ends_at, "expire", one.number)
    assert await next_due(open_, _views(one), NOW) == ring
    assert await next_due(open_, _views(one), NOW + timedelta(seconds=10)) == undo
    assert await next_due(open_, _views(one), NOW + timedelta(seconds=60)) == end
    assert await next_due(done, _views(one), NOW) == end
    assert await next_due(open_, _views(order(State.CANCELLED)), ends_at) is None


def _placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)}


def test_refusals_are_the_same_in_both_languages() -> None:
    """Equal codes, equal placeholders, no text twice."""
    english, ukrainian = (refusals.TEXTS[language] for language in ("en", "uk"))
    assert english.keys() == ukrainian.keys()
    for code, text in english.items():
        assert _placeholders(text) == _placeholders(ukrainian[code])
        assert text != ukrainian[code]


async def test_a_bot_that_cannot_start_says_why_and_is_down() -> None:
    """A setting that it refuses ends its process; the reason is its last line."""
    told: list[str] = []
    async with opened(Stage) as stage:
        life = Life(stage, lambda: told.append(life.state))
        stage.settings = {"ORDERBELL_CURRENCY": "doubloons"}
        with pytest.raises(BotDied, match="ORDERBELL_CURRENCY: found 'doubloons'"):
            await life.starts()
        assert told[0] == "starting"
        assert (told[-1], life.state, life.restarted) == ("down", "down", False)
        await life.kills()
        assert life.killed_at is None
        await life.closes()
