"""Copy a SQLite file while others use it. What copies are for is `backup` and `schema`."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import StorageError
from storage.sqlite import explained


def copy(source: Path, target: Path) -> None:
    """A consistent copy in one file, whole or not at all; replaces `target`. Raises `StorageError`."""
    if not source.is_file():
        raise StorageError(f"there is no database at {source}")
    partial = target.with_name(f"{target.name}.partial")
    try:
        _copy(source, partial)
        partial.replace(target)
    except sqlite3.Error as error:
        raise explained(error) from error
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def existing(path: Path) -> sqlite3.Connection:
    """Open a file that must be there, whatever its settings, and leave them alone."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)


def _copy(source: Path, partial: Path) -> None:
    # Made beforehand: SQLite's own message would not say which of the two cannot be opened.
    partial.touch(mode=0o600)
    with (
        closing(existing(source)) as running,
        closing(sqlite3.connect(partial)) as copied,
    ):
        running.backup(copied)
        # Alone on a disk or a stick it must not need a second file beside it.
        copied.execute("PRAGMA journal_mode=DELETE")
