"""Taps handled per CPU-second, all durable, against a bare PTB application that keeps nothing.

Both are processes of their own and get the same taps from the same simulated Telegram; the floor
answers and edits, the product also commits the update, the step, its event and its work rows.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.processes import TOKEN, WorldProcess, cpu_s, product, world
from bench.seed import shops
from bench.table import Row, drawn

SELLERS = 500
#: Buttons tapped on every order, one after the other.
LABELS = ("Approve", "Mark as paid")
PAIRS = 3
#: What is still written after the last edit arrived.
_TAIL_S = 0.5


def rows() -> list[Row]:
    """The floor and the product in turn, `PAIRS` times; the median of the ratios."""
    pairs = [(_floor(), _product()) for _ in range(PAIRS)]
    ratio = median(ours / floor for floor, ours in pairs)
    return [
        Row(
            "taps handled per CPU-second, durable",
            f"{median(ours for _, ours in pairs):,.0f} taps/CPU-s",
            f"{median(floor for floor, _ in pairs):,.0f} taps/CPU-s (bare PTB, nothing kept)",
            ratio,
            ">= 1.0, then 2.0",
            ratio >= 1.0,
        )
    ]


def _floor() -> float:
    taps = SELLERS * len(LABELS)
    with world() as telegram:
        people = telegram.people(SELLERS)
        _cards(telegram, people)
        command = [sys.executable, "-m", "bench.floor_ptb", "--api-url", telegram.api_url]
        command += ["--token", TOKEN, "--kind", "taps", "--count", str(taps)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as floor:
            for label in LABELS:
                telegram.pull("taps", people=people, label=label)
            assert floor.stdout is not None
            report = json.loads(floor.stdout.readline())
        return float(report["handled"] / report["cpu_s"])


def _cards(telegram: WorldProcess, people: list[int]) -> None:
    """A message with both buttons for everyone, sent in the bot's name."""
    keyboard = [[{"text": label, "callback_data": label}] for label in LABELS]
    for person in people:
        markup = {"inline_keyboard": keyboard}
        telegram.call("sendMessage", chat_id=person, text="Order", reply_markup=markup)


def _product() -> float:
    with world() as telegram, tempfile.TemporaryDirectory() as folder:
        people = telegram.people(SELLERS)
        database = Path(folder) / "data" / "bench.db"
        database.parent.mkdir()
        asyncio.run(shops(database, people))
        with product(telegram, database) as process:
            telegram.wait_for_calls("sendMessage", SELLERS)
            time.sleep(_TAIL_S)
            began = cpu_s(process)
            for done, label in enumerate(LABELS, 1):
                telegram.pull("taps", people=people, label=label)
                telegram.wait_for_calls("editMessageText", done * SELLERS)
            time.sleep(_TAIL_S)
            spent = cpu_s(process) - began
        assert telegram.pull("counts")["violations"] == []
        return SELLERS * len(LABELS) / spent


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
