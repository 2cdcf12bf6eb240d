"""`orderbell run` as a process: what stops it, in one line and with exit status 1; and a calm end."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.web import listen
from simulator.world import World

ROOT = Path(__file__).parents[2]
#: A start takes a second; a loaded machine takes its time.
PATIENCE_S = 60


def environment(folder: Path, world: World, **changes: str) -> dict[str, str]:
    """All settings that a start needs."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ORDERBELL_TELEGRAM_TOKEN": world.telegram.token,
        "ORDERBELL_TELEGRAM_API_URL": world.telegram.api_url,
        "ORDERBELL_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/data/shop.db",
        "ORDERBELL_HTTP_BIND": "127.0.0.1:0",
        **changes,
    }


@asynccontextmanager
async def started(
    folder: Path, given: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process; ended with the block."""
    (folder / "data").mkdir(exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=folder, env=dict(given),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def refused(folder: Path, given: Mapping[str, str]) -> tuple[int | None, str]:
    """Exit status and what was written of a start that fails."""
    async with started(folder, given) as process, asyncio.timeout(PATIENCE_S):
        out, err = await process.communicate()
    return process.returncode, (out + err).decode()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The simulated Telegram."""
    async with World.start() as world:
        yield world


async def test_a_token_that_telegram_refuses_stops_the_start(world: World, tmp_path: Path) -> None:
    """Which setting, and where a good one comes from; the token itself is never shown."""
    world.telegram.revoked = True
    status, said = await refused(tmp_path, environment(tmp_path, world))
    assert status == 1
    last = said.strip().splitlines()[-1]
    assert "ORDERBELL_TELEGRAM_TOKEN" in last
    assert "BotFather" in last
    assert world.telegram.token not in said
    assert "Traceback" not in said


async def test_a_port_in_use_stops_the_start(world: World, tmp_path: Path) -> None:
    """Which setting, which port, and what to do."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        given = environment(tmp_path, world, ORDERBELL_HTTP_BIND=f"127.0.0.1:{port}")
        status, said = await refused(tmp_path, given)
    assert status == 1
    last = said.strip().splitlines()[-1]
    assert f"ORDERBELL_HTTP_BIND: 127.0.0.1:{port} cannot be listened on (Address" in last
    assert last.count(str(port)) == 1
    assert "choose another port" in last
    assert "Traceback" not in said


async def test_a_file_that_is_no_database_stops_the_start(world: World, tmp_path: Path) -> None:
    """And is left as it is."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "shop.db"
    file.write_text("Dear diary, " * 100)
    status, said = await refused(tmp_path, environment(tmp_path, world))
    assert status == 1
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert "not a database" in last
    assert "ORDERBELL_DATABASE_URL" in last
    assert file.read_text().startswith("Dear diary")


async def test_it_runs_refuses_a_second_and_ends_calmly(world: World, tmp_path: Path) -> None:
    """One process per SQLite file; SIGTERM ends it with status 0."""
    given = environment(tmp_path, world)
    anna = world.person("Anna")
    async with started(tmp_path, given) as process, asyncio.timeout(PATIENCE_S):
        await anna.starts()
        await anna.sees("I look after orders", PATIENCE_S)
        status, said = await refused(tmp_path, given)
        assert status == 1
        assert "another orderbell is running with this database" in said
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
    assert process.returncode == 0
    assert world.telegram.token not in err.decode()
    assert "Traceback" not in err.decode()
    assert world.telegram.violations == []


async def test_it_waits_for_a_telegram_that_is_away(world: World, tmp_path: Path) -> None:
    """HTTP is served meanwhile: alive, but not ready."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nowhere = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with listen("127.0.0.1", 0) as free:
        root = f"127.0.0.1:{free.getsockname()[1]}"
    given = environment(
        tmp_path, world, ORDERBELL_TELEGRAM_API_URL=nowhere, ORDERBELL_HTTP_BIND=root
    )
    async with (
        started(tmp_path, given) as process,
        asyncio.timeout(PATIENCE_S),
        aiohttp.ClientSession() as http,
    ):
        while True:
            try:
                async with http.get(f"http://{root}/healthz") as answer:
                    assert answer.status == 200
                break
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
        async with http.get(f"http://{root}/readyz") as answer:
            assert answer.status == 503
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert process.returncode == 0
