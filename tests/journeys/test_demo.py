"""`orderbell demo --headless`: the story holds; when a step does not, it says so and fails."""

import asyncio
import io
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from bot.demo import child
from bot.demo.process import environment
from bot.demo.scenes import selling
from bot.demo.story import STEPS, Step, perform
from bot.demo.tale import Tale
from bot.demo.transcript import Scene, Transcript
from simulator.telegram.service import DEFAULT_TOKEN

DEMO = (sys.executable, "-m", "bot", "demo", "--headless")
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


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def _started(
    temporary: Path, settings: dict[str, str] | None = None
) -> asyncio.subprocess.Process:
    """The demo, with its temporary data in a folder of ours."""
    return await asyncio.create_subprocess_exec(
        *DEMO,
        env=environment({"TMPDIR": str(temporary), **(settings or {})}),
        cwd=tempfile.gettempdir(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )
