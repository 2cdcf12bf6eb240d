"""Copy a SQLite file while it is in use, and put a copy back. PostgreSQL has its own tools."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.sqlite import connect, explained


def copy(source: Path, target: Path) -> None:
    """A consistent copy, made while others may write. Raises `StorageError`."""
    try:
        with (
            closing(connect(source, writes=True)) as running,
            closing(sqlite3.connect(target)) as copied,
        ):
            running.backup(copied)
    except sqlite3.Error as error:
        raise explained(error) from error
