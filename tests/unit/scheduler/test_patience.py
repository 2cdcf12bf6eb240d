"""Turns: who waits for the pace, and whom that holds up."""

import asyncio

import pytest

from orders.ports import PutBack
from scheduler.pacing import PRIVATE_BURST, Pacer
from scheduler.patience import LONGEST_S, Patience
from tests.marketplace import HandClock

NOW = 1_000_000.0  # the machine's seconds stand still
OLENA, IRA = 1, 2


async def takes(patience: Patience, chat: int) -> None:
    with patience.turn() as turn:
        await turn.wait(chat)


async def rush(patience: Patience, rows: int) -> list[asyncio.Task[None]]:
    """So many claimed rows for Olena, all begun."""
    patience.promise(rows)
    tasks = [asyncio.create_task(takes(patience, OLENA)) for _ in range(rows)]
    await asyncio.sleep(0)
    return tasks


async def ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_row_that_its_chat_holds_up_takes_no_place_from_others() -> None:
    """Six rows for one chat: three are sent, three wait, and three places are free for others."""
    patience = Patience(Pacer(), HandClock(), lambda: NOW)
    places, _ = patience.slots()
    tasks = await rush(patience, places)
    assert [task.done() for task in tasks].count(True) >= PRIVATE_BURST
    assert patience.slots() == (places - PRIVATE_BURST, 0.0)
    patience.promise(1)
    await takes(patience, IRA)
    assert patience.slots() == (places - PRIVATE_BURST - 1, 0.0)
    await ended(tasks)


async def test_only_the_next_few_of_a_chat_wait_in_memory() -> None:
    """What would wait longer than its lease allows goes back to the table, due when it may go."""
    clock = HandClock()
    patience = Patience(Pacer(), clock, lambda: NOW)
    tasks = await rush(patience, 30)
    back = [task.exception() for task in tasks if task.done() and task.exception() is not None]
    waiting = [task for task in tasks if not task.done()]
    assert len(waiting) <= LONGEST_S
    assert len(back) == 30 - PRIVATE_BURST - len(waiting)
    for error in back:
        assert isinstance(error, PutBack)
        assert (error.due_at - clock.now()).total_seconds() > LONGEST_S
    await ended(waiting)
    with pytest.raises(PutBack):
        await rush_over(patience)


async def rush_over(patience: Patience) -> None:
    """Cancelled rows have left the queue: as many wait again, and the next goes back."""
    tasks = await rush(patience, 4)
    try:
        for task in tasks:
            if task.done():
                task.result()
    finally:
        await ended(tasks)


async def test_a_long_pause_of_the_whole_bot_is_not_waited_for_in_memory() -> None:
    """It would outlast the row's lease: the row goes back, due when the pause is over."""
    clock, pacer = HandClock(), Pacer()
    patience = Patience(pacer, clock, lambda: NOW)
    pacer.pause(None, 30, NOW)
    patience.promise(1)
    with pytest.raises(PutBack) as back:
        await takes(patience, OLENA)
    assert (back.value.due_at - clock.now()).total_seconds() == 30
