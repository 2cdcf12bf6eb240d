"""Files of messages, kept in a folder on this machine under names that are safe there."""

import re
from pathlib import Path

from bot.commands.terminal import Refused, readable

#: Of a file's own name: even in letters of four bytes the whole stays within 255 bytes.
MAX_LETTERS = 40
_PART = ".part"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_UNSAFE = re.compile(r"[^\w.\- ]+")


class Folder:
    """A folder of fetched files, each named after the order and the message: `ORDER-ID-NAME`."""

    def __init__(self, path: Path) -> None:
        """Make the folder where there is none. Raises `Refused`."""
        self._path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            names = [found.name for found in path.iterdir()]
        except OSError as error:
            raise self._refused(path, error) from None
        self._known = {_stem(name) for name in names if not name.endswith(_PART)}

    def has(self, order: int, message: int) -> bool:
        """Whether the message's file is there, whole."""
        return f"{order}-{message}" in self._known

    def keep(self, order: int, message: int, name: str, content: bytes) -> None:
        """Write the message's file, whole or not at all. Raises `Refused`."""
        path = self._path / f"{order}-{message}-{name}"
        part = path.with_name(path.name + _PART)
        try:
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            raise self._refused(path, error) from None
        self._known.add(f"{order}-{message}")

    def _refused(self, path: Path, error: OSError) -> Refused:
        return Refused(f"{readable(str(path))}: {error.strerror}")


def safe_name(name: str, suffix: str) -> str:
    """A stranger's `name` without anything that leads elsewhere; `suffix` where it has no ending.

    Left are letters, digits, `_`, `-`, single spaces and points, of which none stand outside.
    """
    last = _clean(re.split(r"[/\\]", name)[-1])
    ending = _ENDING.search(last) or _ENDING.search(suffix)
    stem = last[: ending.start()] if ending and ending.string is last else last
    shown = stem[:MAX_LETTERS].strip(" .-") or "file"
    return shown + (ending[0] if ending else "")


def _clean(text: str) -> str:
    return _UNSAFE.sub("_", " ".join(text.split())).strip(" .-")


def _stem(name: str) -> str:
    return "-".join(name.split("-", 2)[:2])
