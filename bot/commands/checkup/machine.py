"""This machine: key file, `.env`, disk space, and the port. It asks nobody outside."""

import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import aiohttp

from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.secrets import key_file
from bot.settings import Settings, SettingsError
from storage.engine import parsed, sqlite_path

#: SQLite needs room for its write-ahead log and for the copy before a migration.
LEAST_FREE_BYTES = 500 * 2**20
PATIENCE_S = 3.0


def database_file(settings: Settings) -> Path | None:
    """The SQLite file; None for PostgreSQL."""
    url = parsed(settings.database_url.get_secret_value())
    return sqlite_path(url) if url.get_backend_name() == "sqlite" else None


def files(settings: Settings, env_file: Path) -> Iterator[Finding]:
    """Whether files with secrets are ours alone, and whether there is room."""
    if env_file.is_file():
        yield _private(".env", env_file)
    database = database_file(settings)
    if settings.encryption_key is not None:
        yield fine("key", "ORDERBELL_ENCRYPTION_KEY is set")
    elif database is None:
        yield problem(
            "key",
            "ORDERBELL_ENCRYPTION_KEY is not set, and all who share a PostgreSQL need the same",
            "echo ORDERBELL_ENCRYPTION_KEY=$(openssl rand -base64 32) >> .env",
        )
    else:
        yield _key(database)
    if database is not None:
        yield _room(database.resolve().parent)


async def port(settings: Settings) -> Finding:
    """Whether orderbell answers at its address, nobody does, or somebody else."""
    bind = settings.http_bind
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{bind}/healthz") as reply,
        ):
            if await reply.read() == b'{"status":"ok"}':
                return fine("http", f"orderbell is running and answers at {bind}")
    except (aiohttp.ClientError, TimeoutError, OSError):
        if _free(bind.host, bind.port):
            return note("http", f"orderbell is not running (nobody is at {bind})", "orderbell run")
    return problem(
        "http",
        f"another program is at {bind}, so orderbell cannot start",
        f"ss -ltnp 'sport = :{bind.port}'  # stop that program, or set ORDERBELL_HTTP_BIND",
    )


def _free(host: str, number: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, number), family=family):
            return True
    except OSError:
        return False


def _key(database: Path) -> Finding:
    try:
        path = key_file(database.parent)
    except SettingsError as error:
        return problem("key", str(error), "mkdir data  # and move the database into it")
    if not path.exists():
        if database.exists():
            return problem(
                "key",
                f"the key file {path} is missing: links made before would stop working",
                f"cp YOUR-COPY-OF-IT {path} && chmod 600 {path}",
            )
        return note("key", f"{path} will be made at the first start; keep a copy elsewhere")
    return _private("key", path)


def _private(part: str, path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return problem(
            part, f"{path} holds secrets and others may read it ({mode:o})", f"chmod 600 {path}"
        )
    return fine(part, f"{path} is readable for its owner only")


def _room(folder: Path) -> Finding:
    if not folder.is_dir():
        return problem("disk", f"the database's folder {folder} does not exist", f"mkdir {folder}")
    free = shutil.disk_usage(folder).free
    size = f"{free / 2**30:.1f} GiB free at {folder}"
    if free < LEAST_FREE_BYTES:
        return problem("disk", f"only {size}", f"df -h {folder}  # then free some space")
    return fine("disk", size)
