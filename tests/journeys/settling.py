"""What a town still waits for. It is asked many thousands of times in a run of tests, so the driver alone asks."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import bindparam, exists, make_url, select

from handlers.telegram.intake import LEASE_S
from storage.engine import conninfo
from storage.statement import Statement, given
from storage.tables import inbox, work

_NOW = given(work.c.due_at, "now")
# A message waits for an earlier one of its conversation, which may be put off.
_earlier = work.alias()
_behind = exists().where(
    _earlier.c.topic == "message",
    _earlier.c.state == "open",
    _earlier.c.order_number == work.c.order_number,
    _earlier.c.actor == work.c.actor,
    _earlier.c.id < work.c.id,
    _earlier.c.due_at > _NOW,
    _earlier.c.token.is_(None),
)
_WORK = Statement(
    select(work.c.topic, work.c.actor, work.c.order_number).where(
        work.c.state == "open",
        (work.c.due_at <= _NOW) | work.c.token.is_not(None),
        (work.c.topic != "message") | ~_behind,
    )
)
_open = select(inbox.c.update_id).where(inbox.c.state == "open")
_UPDATES = {
    False: Statement(_open),
    # One that is put off says why; one at work is leased to the end of this minute.
    True: Statement(
        _open.where(
            (inbox.c.error == bindparam("nothing"))
            | (inbox.c.due_at <= _NOW)
            | (inbox.c.due_at == given(inbox.c.due_at, "leased_to"))
        )
    ),
}


class Waiting:
    """A look into the database, past the service, on a connection of its own."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._sqlite: sqlite3.Connection | None = None
        self._postgres: psycopg.Connection[Any] | None = None

    def rows(self, now: datetime, *, retried: bool) -> list[Any]:
        """Work that is due or under way, and updates; `retried`: without those put off to a next try."""
        values = {"now": now, "leased_to": now + timedelta(seconds=LEASE_S), "nothing": ""}
        return [row for each in (_WORK, _UPDATES[retried]) for row in self._asked(each, values)]

    def close(self) -> None:
        """Let go of the database; the next look opens it again."""
        for connection in (self._sqlite, self._postgres):
            if connection is not None:
                connection.close()
        self._sqlite = self._postgres = None

    def _asked(self, statement: Statement, values: dict[str, Any]) -> list[Any]:
        if self._url.get_backend_name() == "sqlite":
            if self._sqlite is None:
                self._sqlite = sqlite3.connect(self._url.database or "", isolation_level=None)
            sqlite = statement.sqlite
            return self._sqlite.execute(sqlite.sql, sqlite.values(values)).fetchall()
        if self._postgres is None:
            self._postgres = psycopg.connect(conninfo(self._url), autocommit=True)
        postgres = statement.postgres
        return self._postgres.execute(postgres.query, postgres.named(values)).fetchall()
