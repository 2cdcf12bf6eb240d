"""`python -m simulator`: the world alone, as a process with levers under /control/."""

import argparse
import asyncio
import contextlib
import gc
import signal
import sys

from simulator.control import Control
from simulator.telegram.service import DEFAULT_TOKEN, DEFAULT_USERNAME
from simulator.world import World


async def serve(port: int, token: str, username: str) -> None:
    """Run until SIGINT or SIGTERM; the first line printed is the server's root."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with World.start(port=port, token=token, username=username) as world:
        world.serves(Control(world))
        sys.stdout.write(f"{world.telegram.api_url}\n")
        sys.stdout.flush()
        # The log of calls makes many long-lived objects: collect the young ones rarely.
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        await stop.wait()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="A strict Telegram Bot API on 127.0.0.1, with people to command.",
        epilog="example: python -m simulator --port 8081 --token 7000000001:AA…",
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token")
    parser.add_argument("--username", default=DEFAULT_USERNAME, help="the bot's username")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(given.port, given.token, given.username))


if __name__ == "__main__":
    main()
