"""Serve the HTTP side in the bot's own event loop. It knows no route."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI


class PortTaken(Exception):
    """The address to listen on cannot be had."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 means any free one. Raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        # `create_server` puts the address into `strerror` once more; a name not found has errno < 0.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise PortTaken(
            f"ORDERBELL_HTTP_BIND: {host}:{port} cannot be listened on ({why}): "
            "stop what uses it or choose another port"
        ) from None


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the whole process: it has more to stop than this server."""
        yield


class Web:
    """The HTTP server as a task."""

    def __init__(self, app: FastAPI, sock: socket.socket) -> None:
        self._sock = sock
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )

    @property
    def port(self) -> int:
        """The port that is listened on."""
        port: int = self._sock.getsockname()[1]
        return port

    async def run(self) -> None:
        """Serve until `stop`."""
        await self._server.serve(sockets=[self._sock])

    async def stop(self, running: "asyncio.Task[None]") -> None:
        """Finish the requests under way, then end."""
        self._server.should_exit = True
        await asyncio.wait({running}, timeout=10)
