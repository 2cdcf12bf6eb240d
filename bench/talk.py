"""The talk of customers and sellers: messages relayed per CPU-second, and how long each one takes.

The floor copies every message back and keeps nothing; the product also commits the update, the
message, its work row and where it was relayed to. Latency is from the person's message until it is
in the other side's chat, at Telegram's documented limits.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median

import psutil

from bench.orders_in import percentile
from bench.processes import TOKEN, WorldProcess, cpu_s, product, world
from bench.seed import talks
from bench.table import Row, drawn

CONVERSATIONS = 400
#: How often everybody writes in the test of cost.
ROUNDS = 3
PAIRS = 3
#: Telegram's limit for a bot, messages/s, and how fast people write in the test of latency.
RATE, PER_S, SECONDS = 30, 20.0, 40
P50_MS, P99_MS = 50.0, 300.0
#: One customer in a hurry, and everybody else meanwhile.
HURRY_PER_S, OTHERS_PER_S = 5.0, 10.0
OTHERS_P99_MS = 500.0
#: What is still written after the last message arrived.
_TAIL_S = 0.5


def rows() -> list[Row]:
    """Cost against the floor, then latency, then one customer's hurry and the others."""
    return [_cost(), _latency(), _hurry()]


def _cost() -> Row:
    pairs = [(_floor(), _relayed()) for _ in range(PAIRS)]
    ratio = median(ours / floor for floor, ours in pairs)
    return Row(
        "messages relayed per CPU-second, durable",
        f"{median(ours for _, ours in pairs):,.0f} messages/CPU-s",
        f"{median(floor for floor, _ in pairs):,.0f} messages/CPU-s (bare PTB copying, nothing kept)",
        ratio,
        ">= 0.8",
        ratio >= 0.8,
    )


def _floor() -> float:
    wanted = CONVERSATIONS * ROUNDS
    with world() as telegram:
        people = telegram.people(CONVERSATIONS)
        command = [sys.executable, "-m", "bench.floor_ptb", "--api-url", telegram.api_url]
        command += ["--token", TOKEN, "--kind", "messages", "--count", str(wanted)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as floor:
            for n in range(ROUNDS):
                telegram.pull("says", people=people, text=_words(n))
            assert floor.stdout is not None
            report = json.loads(floor.stdout.readline())
        return float(report["handled"] / report["cpu_s"])


def _relayed() -> float:
    with _town(CONVERSATIONS) as (telegram, pairs, process):
        customers = [customer for _, customer in pairs]
        began = cpu_s(process)
        for n in range(1, ROUNDS + 1):
            telegram.pull("says", people=customers, text=_words(n))
            telegram.wait_for_calls("sendMessage", (2 + n) * CONVERSATIONS)
        time.sleep(_TAIL_S)
        spent = cpu_s(process) - began
        assert telegram.calls("sendMessage") == (2 + ROUNDS) * CONVERSATIONS
        assert telegram.pull("counts")["violations"] == []
    return CONVERSATIONS * ROUNDS / spent


def _latency() -> Row:
    """Customers and sellers by turns, each conversation long at rest before it goes on."""
    with _town(CONVERSATIONS, limited=True) as (telegram, pairs, _):
        count = int(PER_S * SECONDS)
        speakers = list(chain.from_iterable(pairs))[:count]
        waits = asyncio.run(_spoken(telegram, speakers, PER_S))
        refusals = telegram.pull("flood")["refusals"]
    p50, p99 = percentile(waits, 0.5), percentile(waits, 0.99)
    return Row(
        f"  message to relayed, {PER_S:g}/s over {CONVERSATIONS} conversations",
        f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, {refusals} times 429",
        goal=f"p50 <= {P50_MS:g} ms, p99 <= {P99_MS:g} ms, no 429",
        met=p50 <= P50_MS and p99 <= P99_MS and refusals == 0,
    )


def _hurry() -> Row:
    """What the others wait; the one in a hurry gets what the limit of a chat leaves."""

    async def measure(telegram: WorldProcess, pairs: Sequence[tuple[int, int]]) -> list[float]:
        (_, hasty), *others = pairs
        count = int(OTHERS_PER_S * SECONDS)
        calm = [customer for _, customer in others][:count]
        rush = asyncio.create_task(
            _spoken(telegram, [hasty] * int(HURRY_PER_S * SECONDS), HURRY_PER_S, wait=False)
        )
        waits = await _spoken(telegram, calm, OTHERS_PER_S)
        await rush
        return waits

    with _town(CONVERSATIONS + 1, limited=True) as (telegram, pairs, _):
        waits = asyncio.run(measure(telegram, pairs))
    p99 = percentile(waits, 0.99)
    return Row(
        f"  others' messages while one customer writes {HURRY_PER_S:g}/s",
        f"p50 {percentile(waits, 0.5):.1f} ms, p99 {p99:.1f} ms",
        goal=f"p99 <= {OTHERS_P99_MS:g} ms",
        met=p99 <= OTHERS_P99_MS,
    )


def _words(n: int) -> str:
    return f"Could it be ready by Friday? It is a present, and I asked {n} times already. 🏺"


@contextmanager
def _town(
    conversations: int, *, limited: bool = False
) -> Iterator[tuple[WorldProcess, list[tuple[int, int]], psutil.Process]]:
    """The running product, and who talks with whom; everybody has their card."""
    with world() as telegram, tempfile.TemporaryDirectory() as folder:
        people = telegram.people(2 * conversations)
        database = Path(folder) / "data" / "bench.db"
        database.parent.mkdir()
        pairs = asyncio.run(talks(database, people))
        if limited:
            telegram.pull("flood", strictness="documented", per_second=RATE)
        rate = RATE if limited else 1000
        with product(telegram, database, rate_per_s=str(rate)) as process:
            telegram.wait_for_calls("sendMessage", 2 * conversations)
            time.sleep(_TAIL_S)
            yield telegram, pairs, process


async def _spoken(
    telegram: WorldProcess, speakers: Sequence[int], per_s: float, *, wait: bool = True
) -> list[float]:
    """Each writes once, at an even pace; how long every message took to its reader, ms."""
    began, tag = time.monotonic(), f"{per_s:g}/s"
    said: dict[str, datetime] = {}

    async def one(place: int, person: int) -> None:
        await asyncio.sleep(max(began + place / per_s - time.monotonic(), 0))
        text = f"Message {place} at {tag}."
        said[text] = datetime.now(UTC)
        await asyncio.to_thread(telegram.pull, "say", person=person, text=text)

    await asyncio.gather(*(one(place, person) for place, person in enumerate(speakers)))
    return await asyncio.to_thread(_waits, telegram, said) if wait else []


def _waits(telegram: WorldProcess, said: dict[str, datetime]) -> list[float]:
    """Milliseconds from each message to its relay. Raises `TimeoutError`."""
    ends_at = time.monotonic() + SECONDS
    while time.monotonic() < ends_at:
        arrived = {
            str(call["params"]["text"]).rpartition("\n")[2]: datetime.fromisoformat(call["at"])
            for call in telegram.pull("log", method="sendMessage", tail=50_000)
            if call["status"] == 200
        }
        if said.keys() <= arrived.keys():
            return [(arrived[text] - at).total_seconds() * 1000 for text, at in said.items()]
        time.sleep(_TAIL_S)
    raise TimeoutError(f"{len(said.keys() - arrived.keys())} messages have not arrived")


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
