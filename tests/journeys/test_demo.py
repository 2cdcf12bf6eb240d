"""`orderbell demo`: how it starts and stops; without the page, the story holds or says what did not."""

import asyncio
import io
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.demo import child
from bot.demo.process import environment
from bot.demo.scenes import selling
from bot.demo.story import STEPS, Step, perform
from bot.demo.tale import Tale
from bot.demo.transcript import Scene, Transcript
from simulator.telegram.service import DEFAULT_TOKEN

COMMAND = (sys.executable, "-m", "bot", "demo")
WHOLE_S = 120.0


async def test_the_whole_story_holds(tmp_path: Path) -> None:
    """The command exits 0, shows both phones and every step with its time, and leaves nothing."""
    demo = await _started(tmp_path, {"ORDERBELL_PUBLIC_URL": "https://a-real.shop"})
    async with asyncio.timeout(WHOLE_S):
        out, err = await demo.communicate()
    told = out.decode()
    assert (demo.returncode, err.decode()) == (0, ""), told
    assert [step.title for step in STEPS if f"  {step.title} ·" not in told] == []
    assert "[ ✅ Approve ]" in told
    assert "Перевірте" in told
    assert "\x1b[" not in told
    assert _in(tmp_path) == []


async def test_interrupted_it_removes_everything(tmp_path: Path) -> None:
    """Ctrl-C ends the bot's process and removes the data, with one line and status 130."""
    demo = await _started(tmp_path)
    assert demo.stdout is not None
    async with asyncio.timeout(WHOLE_S):
        while b"The shop opens" not in await demo.stdout.readline():
            pass
        demo.send_signal(signal.SIGINT)
        out, _ = await demo.communicate()
    assert demo.returncode == 130
    assert "Stopped." in out.decode()
    assert _in(tmp_path) == []


async def test_a_step_that_does_not_hold_is_named_and_the_rest_not_played() -> None:
    """Telegram fails for good after the first step: the second says what was wanted and seen."""

    async def telegram_fails(stage: Tale, scene: Scene) -> None:
        stage.world.telegram.faults.server_error("sendMessage", times=None)
        await stage.marketplace.sends("POST", "/orders", selling.MUGS)
        await stage.ira.sees("New order", 1.0)

    steps = (STEPS[0], Step("An order rings", telegram_fails), STEPS[2])
    told = io.StringIO()
    assert await perform(Transcript(told), steps) == 1
    assert "✗  2  An order rings" in told.getvalue()
    assert "did not see 'New order'" in told.getvalue()
    assert STEPS[2].title not in told.getvalue()


async def test_a_wrong_outcome_is_told_with_what_was_expected() -> None:
    """What people see is compared, not only waited for."""

    async def max_is_faster(stage: Tale, scene: Scene) -> None:
        stage.max.follows(stage.customer_link)
        await stage.max.sees("Welcome!")
        stage.taras.follows(stage.customer_link)
        scene.expects("Taras’s rings", 1, stage.taras.rings)

    told = io.StringIO()
    steps = (*STEPS[:2], Step("The customer follows it", max_is_faster))
    assert await perform(Transcript(told), steps) == 1
    assert "expected: Taras’s rings: 1\n  seen:\n    0\n" in told.getvalue()


async def test_the_page_takes_the_next_port_and_leaves_nothing(tmp_path: Path) -> None:
    """It says which port is taken, prints its address first, loads no real token, and ends cleanly."""
    shop, temporary = tmp_path / "shop", tmp_path / "temporary"
    shop.mkdir()
    temporary.mkdir()
    (shop / ".env").write_text(
        "ORDERBELL_TELEGRAM_TOKEN=7000000009:a-real-one-in-a-file\n", "utf-8"
    )
    real = {"ORDERBELL_TELEGRAM_TOKEN": "7000000008:a-real-one", "PWD": str(shop)}
    with _taken() as port:
        demo = await _started(temporary, real, "--port", str(port), "--no-open")
        address = await _address(demo)
        [child] = psutil.Process(demo.pid).children()
        told = child.environ()
        demo.send_signal(signal.SIGTERM)
        out, err = await demo.communicate()
    assert address.startswith("http://127.0.0.1:")
    assert address != f"http://127.0.0.1:{port}"
    assert f"Port {port} cannot be had (Address already in use); trying {port + 1}." in err.decode()
    assert told["ORDERBELL_TELEGRAM_TOKEN"] == DEFAULT_TOKEN
    assert (demo.returncode, "Stopped." in out.decode()) == (0, True)
    assert not child.is_running()
    assert _in(temporary) == []


async def test_killed_the_demo_leaves_neither_a_bot_nor_data(tmp_path: Path) -> None:
    """`kill -9` of the demo itself: its bot ends, and tidies up in its place."""
    demo = await _started(tmp_path, None, "--port", "0", "--no-open")
    await _address(demo)
    [child] = psutil.Process(demo.pid).children()
    demo.kill()
    await asyncio.to_thread(psutil.wait_procs, [child], timeout=20)
    # Where nobody buries orphans, what has ended stays a zombie.
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert _in(tmp_path) == []
    await demo.communicate()


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "shop.example"])
def test_the_page_is_for_this_machine_only(address: str) -> None:
    """Another bind is wrong usage, in one clear sentence; nothing is started."""
    result = CliRunner().invoke(app, ["demo", "--bind", address])
    assert result.exit_code == 2
    assert "127.0.0.1 only" in " ".join(result.output.split())


def test_the_bot_of_the_demo_inherits_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token in the environment of whoever tries the demo never reaches its bot."""
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", "a real one")
    told = environment({"ORDERBELL_TIMEZONE": "UTC"})
    assert [name for name in told if name.startswith("ORDERBELL_")] == ["ORDERBELL_TIMEZONE"]


def test_the_bot_of_the_demo_speaks_to_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even with a real server's address it does not start."""
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", DEFAULT_TOKEN)
    monkeypatch.setenv("ORDERBELL_TELEGRAM_API_URL", "https://api.telegram.org")
    assert child.main() == 2
    assert "this machine only" in capsys.readouterr().err


@contextmanager
def _taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


async def _address(demo: asyncio.subprocess.Process) -> str:
    """The first line that the demo prints."""
    assert demo.stdout is not None
    async with asyncio.timeout(WHOLE_S):
        return (await demo.stdout.readline()).decode().strip()


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def _started(
    temporary: Path, settings: dict[str, str] | None = None, *options: str
) -> asyncio.subprocess.Process:
    """The demo, without the page unless told, with its temporary data in a folder of ours."""
    return await asyncio.create_subprocess_exec(
        *COMMAND,
        *(options or ("--headless",)),
        env=environment({"TMPDIR": str(temporary), **(settings or {})}),
        cwd=(settings or {}).get("PWD", tempfile.gettempdir()),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )
