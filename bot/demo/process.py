"""The bot as a process of its own: start it, watch its log, kill it. It knows nothing of orders."""

import asyncio
import json
import os
import signal
import sys
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from pathlib import Path

#: `orderbell run`, as anybody starts it.
RUN = (sys.executable, "-m", "bot", "run")
#: Where this product lies: the bot's process must find it from any folder.
HOME = Path(__file__).resolve().parents[2]

#: By this a bot's process knows the folder that it may remove, see `bot.demo.child`.
FOLDER_PREFIX = "orderbell-demo-"

RUNNING, CONNECTED = "orderbell is running", "connected to Telegram"
#: A start takes three seconds; ten times that and more where others use the machine.
_START_S, _STOP_S = 60.0, 10.0
_KEPT_LINES = 60
#: A traceback is one line of the log.
_LONGEST_LINE = 1 << 20


class BotDied(Exception):
    """The bot's process ended by itself. The message has the end of its log."""


class BotProcess:
    """One run of the bot, from `start` to its end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._tail: deque[str] = deque(maxlen=_KEPT_LINES)
        self._heard: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._said: dict[str, Mapping[str, object]] = {}
        #: Lines of the log that say error or worse.
        self.errors: list[str] = []
        self._reader = asyncio.create_task(self._read_log())

    @classmethod
    async def launch(
        cls, command: Sequence[str], settings: Mapping[str, str], folder: Path
    ) -> "BotProcess":
        """Start `command` in `folder` with these settings and no others; `ready` is up to the caller."""
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(settings),
            cwd=folder,
            limit=_LONGEST_LINE,
            # Ctrl-C in a terminal goes to the whole group: this process is stopped in order instead.
            start_new_session=True,
        )
        return cls(process)

    async def ready(self) -> None:
        """Wait until it serves HTTP and is connected to Telegram. Raises `BotDied`."""
        await self.listening()
        await self.until(CONNECTED)

    async def listening(self) -> int:
        """Wait until it serves HTTP; the port. Raises `BotDied`."""
        said = await self.until(RUNNING)
        return int(str(said["http"]).rpartition(":")[2])

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.returncode is None

    @property
    def connected(self) -> bool:
        """Whether it has reached Telegram at least once."""
        return CONNECTED in self._said

    @property
    def root(self) -> str:
        """The root of its HTTP side, `http://127.0.0.1:PORT`."""
        return f"http://{self._said[RUNNING]['http']}"

    async def until(self, event: str, within_s: float = _START_S) -> Mapping[str, object]:
        """Wait for a line of the log by its event. Raises `BotDied`: it ended, or it is silent."""
        heard = asyncio.create_task(self._heard[event].wait())
        await asyncio.wait(
            {heard, self._reader}, timeout=within_s, return_when=asyncio.FIRST_COMPLETED
        )
        heard.cancel()
        if self._reader.done():
            # Its log has ended, so it is about to: `alive` must not say otherwise.
            await self._process.wait()
        if event not in self._said:
            raise BotDied(f"the bot did not say {event!r}; its log:\n" + "\n".join(self._tail))
        return self._said[event]

    async def asks(self, line: str) -> str:
        """Write a line to its standard input; the line that it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n".encode())
        await self._process.stdin.drain()
        return (await self._process.stdout.readline()).decode().rstrip("\n")

    def strike(self) -> None:
        """`kill -9`, now; `kill` waits for the end as well."""
        if self.alive:
            self._process.kill()

    async def kill(self) -> None:
        """`kill -9`, and wait until nothing is left of it."""
        self.strike()
        await self.ended()

    async def stop(self) -> int:
        """Ask it to stop, as a service manager does; its exit status."""
        if self.alive:
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_STOP_S):
                await self.ended()
        except TimeoutError:
            await self.kill()
        assert self._process.returncode is not None
        return self._process.returncode

    async def ended(self) -> None:
        """Wait until nothing is left of it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await asyncio.wait({self._reader})

    async def gone(self) -> None:
        """Wait until the process has ended, by itself or by somebody's hand."""
        await asyncio.wait({self._reader})
        await self._process.wait()

    async def _read_log(self) -> None:
        assert self._process.stderr is not None
        async for raw in self._process.stderr:
            line = raw.decode(errors="replace").rstrip("\n")
            self._tail.append(line)
            self._note(line)

    def _note(self, line: str) -> None:
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            return
        if said.get("level") in ("error", "critical"):
            self.errors.append(line)
        event = str(said.get("event"))
        self._said[event] = said
        self._heard[event].set()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `settings` in place of every ORDERBELL_ variable."""
    kept = {name: v for name, v in os.environ.items() if not name.upper().startswith("ORDERBELL_")}
    return {**kept, **settings, "PYTHONPATH": str(HOME)}
