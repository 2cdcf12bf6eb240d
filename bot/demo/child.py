"""`python -m bot.demo.child OFFSET [FOLDER]`: the bot's own process in the demo, on a clock its parent moves.

Settings, start and stop are those of `orderbell run`; only the clock is another. A line on standard
input is the clock's new offset and is repeated on standard output once it is in force; the end of
the input ends the process. FOLDER is the demo's temporary folder: it is removed by its parent, or
here when the parent is gone without a chance to.
"""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from bot.app import run
from bot.demo import clock
from bot.demo.clock import ShiftedClock
from bot.demo.process import FOLDER_PREFIX
from bot.settings import SettingsError, load_settings


def main() -> int:
    """Run the bot; its exit status. 2: these settings are not the demo's."""
    try:
        # No `.env`: the settings of a real shop may lie in the folder where somebody tries the demo.
        settings = load_settings(required=("telegram_token",), env_file=None)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if urlsplit(settings.telegram_api_url).hostname != "127.0.0.1":
        print("the demo speaks to the simulator on this machine only", file=sys.stderr)
        return 2
    moved = ShiftedClock(clock.read(sys.argv[1]))
    parent = os.getppid()
    threading.Thread(target=_obey, args=(moved, sys.stdin), daemon=True).start()
    status = run(settings, clock=moved)
    if os.getppid() != parent:
        _tidy(sys.argv[2:])
    return status


def _tidy(folders: Sequence[str]) -> None:
    """Remove what the demo would have removed, had it not been killed."""
    for folder in map(Path, folders):
        if folder.name.startswith(FOLDER_PREFIX):
            shutil.rmtree(folder, ignore_errors=True)


def _obey(moved: ShiftedClock, orders: TextIO) -> None:
    for line in orders:
        moved.offset = clock.read(line)
        sys.stdout.write(line)
        sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
