"""What was reported as committed is there after `kill -9`, and nothing is there by half."""

import asyncio
import sys
from pathlib import Path

from orders.model import Party
from orders.states import Actor, State
from orders.work import Kind
from storage.unit import SqlStore
from tests.storage.examples import NOW

_ROOT = Path(__file__).parents[2]
_ROUNDS = 3


async def _killed_in_the_middle(url: str, orders: int) -> list[int]:
    """Numbers a committing process had reported when it was killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.committer", url,
        cwd=_ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    reported = []
    async with asyncio.timeout(60):
        for _ in range(orders):
            reported.append(int(await process.stdout.readline()))
        process.kill()
        rest = await process.stdout.read()
        await process.wait()
    lines = rest.decode().splitlines(keepends=True)
    return reported + [int(line) for line in lines if line.endswith("\n")]


async def test_a_killed_process_loses_nothing_it_reported(url: str) -> None:
    """Three times in a row, each time on what the last one left behind."""
    reported: list[int] = []
    for _ in range(_ROUNDS):
        reported += await _killed_in_the_middle(url, 40)
    assert len(reported) == len(set(reported)) >= _ROUNDS * 40
    async with SqlStore(url) as store:
        async with store.read() as uow:
            everything = Party(Actor.ADMINISTRATION, 0)
            for number in reported:
                order = await uow.orders.get(number)
                assert (order.state, order.version) == (State.CONFIRMED, 2)
            page = await uow.orders.of_party(everything, None, offset=0, limit=100_000)
            for line in page.lines:
                order = await uow.orders.get(line.number)
                assert len(await uow.orders.events(line.number)) == order.version
        async with store.write() as uow:
            rows = await uow.work.claim(Kind.TELEGRAM, NOW, limit=100_000, lease_s=9, token="t")
    approved = {line.number for line in page.lines if line.state is State.CONFIRMED}
    assert sorted(row.order_number or 0 for row in rows) == sorted(approved)
    assert set(reported) <= approved
