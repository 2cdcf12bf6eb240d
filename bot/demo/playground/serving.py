"""`orderbell demo`: the page until Ctrl-C or SIGTERM, on this machine only."""

import asyncio
import os
import signal
import sys
import webbrowser

from bot.demo.playground.host import Playground
from bot.demo.playground.levers import levers
from bot.demo.process import BotDied
from bot.demo.transcript import Broken
from simulator.page import Page

#: Ports tried one after the other, the wanted one first.
TRIED = 10


class NoPort(Exception):
    """The page cannot listen on any of the ports. The message says which."""


def serve(port: int, language: str, *, opens: bool) -> int:
    """Serve the page until asked to stop; 0, or 1 with the reason."""
    try:
        return asyncio.run(_serve(port, language, opens=opens))
    except (NoPort, BotDied, Broken) as error:
        print(error, file=sys.stderr)
        return 1


async def _serve(port: int, language: str, *, opens: bool) -> int:
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked_to_stop.set)
    stop = asyncio.create_task(asked_to_stop.wait())
    play = Playground()
    play.levers = levers(play)
    try:
        taken = await listens(play.page, port)
        playing = asyncio.create_task(_play(play, f"http://127.0.0.1:{taken}", language, opens))
        await asyncio.wait({stop, playing}, return_when=asyncio.FIRST_COMPLETED)
        if playing.done():
            await playing
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
    finally:
        stop.cancel()
        await play.page.close()
        await play.closes()
    print("Stopped. The bot’s process has ended and the temporary data is removed.")
    return 0


async def _play(play: Playground, address: str, language: str, opens: bool) -> None:
    if sys.stderr.isatty():
        print("Starting the bot and its simulated Telegram …", file=sys.stderr, flush=True)
    async with play.lock:
        await play.begins(language)
    print(address)
    print("Open it in a browser; Ctrl-C here stops it and removes its data.")
    print("A seller, a customer and the administration on one page: the bot is real, Telegram is")
    print("simulated on this machine, and no token is needed.", flush=True)
    if opens and _has_desktop():
        await asyncio.to_thread(webbrowser.open, address)
    await play.watches()


async def listens(page: Page, port: int) -> int:
    """Let the page listen on `port`, or on the next that is free. Raises `NoPort`."""
    last = port if port == 0 else min(port + TRIED - 1, 65_535)
    for tried in range(port, last + 1):
        try:
            return await page.start(tried)
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            more = f"; trying {tried + 1}" if tried < last else ""
            print(f"Port {tried} cannot be had ({why}){more}.", file=sys.stderr, flush=True)
    raise NoPort("No port for the page: choose a free one with --port, or --port 0 for any.")


def _has_desktop() -> bool:
    """Whether a browser that is opened would be seen by somebody."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
