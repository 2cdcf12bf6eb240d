"""Commands that ask Telegram something, as processes of their own, against the simulator."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.world import World

ROOT = Path(__file__).parents[3]


@dataclass
class Typed:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


@dataclass
class Operator:
    """Somebody at a terminal of a machine that can reach the simulated Telegram."""

    folder: Path
    world: World
    settings: dict[str, str]

    async def types(self, *words: str) -> Typed:
        """Run `orderbell …`."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **self.settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await asyncio.wait_for(process.communicate(), 60)
        return Typed(process.returncode or 0, out.decode(), err.decode())

    async def examines(self) -> dict[str, dict[str, Any]]:
        """The doctor's findings by part."""
        document = json.loads((await self.types("doctor", "--json")).out)
        return {finding["part"]: finding for finding in document["findings"]}


@pytest.fixture
async def operator(tmp_path: Path) -> AsyncIterator[Operator]:
    (tmp_path / "data").mkdir()
    async with World.start() as world:
        settings = {
            "ORDERBELL_DATABASE_URL": "sqlite+aiosqlite:///data/orders.db",
            "ORDERBELL_TELEGRAM_TOKEN": world.telegram.token,
            "ORDERBELL_TELEGRAM_API_URL": world.telegram.api_url,
            "ORDERBELL_HTTP_BIND": "127.0.0.1:9",
        }
        yield Operator(tmp_path, world, settings)


async def test_links_are_whole_when_telegram_tells_the_name(operator: Operator) -> None:
    """One getMe, and the link can be sent to the seller as it is."""
    added = await operator.types("seller", "add", "ira", "--name", "Ira", "--json")
    assert added.status == 0, added.err
    link = json.loads(added.out)["invite_link"]
    assert link.startswith(f"https://t.me/{operator.world.telegram.username}?start=s_")
    assert operator.world.telegram.violations == []


async def test_a_refused_token_is_no_obstacle_to_the_rest(operator: Operator) -> None:
    """The seller is added, the payload printed, the reason said; the token never."""
    token = operator.settings["ORDERBELL_TELEGRAM_TOKEN"].replace("A", "B").replace("1", "2")
    operator.settings["ORDERBELL_TELEGRAM_TOKEN"] = token
    added = await operator.types("seller", "add", "ira", "--name", "Ira")
    assert added.status == 0
    assert "/start s_" in added.out
    assert "Telegram did not tell the bot's name" in added.err
    assert token not in added.out + added.err
    found = await operator.examines()
    assert found["telegram"]["level"] == "problem"
    assert "@BotFather" in found["telegram"]["fix"]


async def test_the_doctor_finds_telegram_well(operator: Operator) -> None:
    """Token, updates and clock."""
    await operator.types("migrate")
    found = await operator.examines()
    assert f"@{operator.world.telegram.username}" in found["telegram"]["what"]
    assert "by polling" in found["updates"]["what"]
    levels = {part: found[part]["level"] for part in ("telegram", "updates", "clock", "database")}
    assert set(levels.values()) == {"ok"}, found


async def test_the_doctor_says_when_telegram_is_out_of_reach(operator: Operator) -> None:
    """Nobody listens there: the step that helps is about the network."""
    operator.settings["ORDERBELL_TELEGRAM_API_URL"] = "http://127.0.0.1:9"
    found = await operator.examines()
    assert found["telegram"]["level"] == "problem"
    assert found["telegram"]["fix"].startswith("curl -sSI http://127.0.0.1:9")


async def test_the_doctor_finds_another_program_at_the_port(operator: Operator) -> None:
    """The simulator's own port serves as the other program."""
    operator.settings["ORDERBELL_HTTP_BIND"] = operator.world.telegram.api_url.partition("//")[2]
    found = await operator.examines()
    assert found["http"]["level"] == "problem"
    assert "ss -ltnp" in found["http"]["fix"]
