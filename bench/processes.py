"""The processes a benchmark measures: the simulated world, the product, and what they cost.

It measures nothing by itself; every process is ended when its block ends.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

#: The simulator's own default token; not a real one.
TOKEN = "7000000001:AAorderbellSimulatorTokenForTests00"
_START_S = 30.0


@dataclass(frozen=True, slots=True)
class WorldProcess:
    """A simulator in a process of its own."""

    api_url: str

    def pull(self, lever: str, **body: object) -> Any:
        """Pull a lever of the simulator; what it answers. Raises `OSError`."""
        return self._post(f"control/{lever}", body)

    def people(self, count: int) -> list[int]:
        """So many people who pressed Start; nobody has to answer that any more."""
        made = [person["id"] for person in self.pull("people/create", count=count)]
        for person in made:
            self.pull("start", person=person)
        seen = self.call("getUpdates", offset=-1)
        if seen:
            self.call("getUpdates", offset=seen[-1]["update_id"] + 1)
        return made

    def call(self, method: str, **arguments: object) -> Any:
        """Call the Bot API in the bot's name; the result."""
        return self._post(f"bot{TOKEN}/{method}", arguments)

    def _post(self, path: str, body: Mapping[str, object]) -> Any:
        request = urllib.request.Request(
            f"{self.api_url}/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["result"]

    def calls(self, method: str) -> int:
        """How many calls of a method were accepted."""
        counts: Mapping[str, int] = self.pull("counts")["calls"].get(method, {})
        return counts.get("200", 0)

    def wait_for_calls(self, method: str, wanted: int, within_s: float = 120.0) -> None:
        """Wait until so many calls of a method were accepted. Raises `TimeoutError`."""
        ends_at = time.monotonic() + within_s
        while (seen := self.calls(method)) < wanted:
            if time.monotonic() > ends_at:
                raise TimeoutError(f"{method}: {seen} of {wanted} calls in {within_s:g} s")
            time.sleep(0.05)


@contextmanager
def world() -> Iterator[WorldProcess]:
    """A simulated Telegram without flood limits, in a process of its own."""
    with _process([sys.executable, "-m", "simulator", "--token", TOKEN]) as process:
        assert process.stdout is not None
        running = WorldProcess(process.stdout.readline().decode().strip())
        running.pull("flood", strictness="off")
        yield running


@contextmanager
def product(world: WorldProcess, database: Path, **settings: str) -> Iterator[psutil.Process]:
    """`orderbell run` on this database against this world."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ORDERBELL_")}
    environment |= {
        "ORDERBELL_TELEGRAM_TOKEN": TOKEN,
        "ORDERBELL_TELEGRAM_API_URL": world.api_url,
        "ORDERBELL_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "ORDERBELL_HTTP_BIND": "127.0.0.1:0",
        "ORDERBELL_RATE_PER_S": "1000",
        **{f"ORDERBELL_{name.upper()}": value for name, value in settings.items()},
    }
    with (
        tempfile.TemporaryFile() as log,
        _process(
            [sys.executable, "-m", "bot", "run"],
            env=environment,
            cwd=str(database.parent),
            stderr=log,
        ) as process,
    ):
        try:
            yield psutil.Process(process.pid)
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode()[-4000:])
            raise


def free_port() -> int:
    """A port that nobody listens on, and that no outgoing connection is given.

    It is listened on again after each kill: meanwhile a port of the system's own choice (32768 and
    above, Linux's `ip_local_port_range`) may well be the near end of somebody's connection.
    """
    while True:
        port = random.randint(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def cpu_s(process: psutil.Process) -> float:
    """Seconds of CPU the process has used, user and system."""
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def _process(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    root = str(Path(__file__).resolve().parent.parent)
    options["env"] = {**options.get("env", os.environ), "PYTHONPATH": root}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_START_S)
            except subprocess.TimeoutExpired:
                process.kill()
