"""The mail server on loopback: SMTP by aiosmtpd on the running loop. What it takes, the post has."""

import asyncio
import logging
import ssl
from types import SimpleNamespace
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from simulator.post.faults import Fault
from simulator.post.service import Post

# The library warns of an attribute of its own with every login.
logging.getLogger("mail.log").setLevel(logging.ERROR)

_HOSTNAME = "post.simulator.example"
_LOGIN_FIRST = "530 5.7.0 Authentication required"
_TLS_FIRST = "530 5.7.0 Must issue a STARTTLS command first"


class PostServer:
    """Serves one `Post` on 127.0.0.1."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._servers: list[asyncio.Server] = []
        self.connections: set[Connection] = set()
        self.mute: set[_Mute] = set()

    @property
    def is_open(self) -> bool:
        """Whether it listens."""
        return bool(self._servers)

    async def opens(self, port: int = 0) -> None:
        """Listen on `port`, by default on the one it had; raises OSError if it is taken."""
        self._post.port = await self._listen(port or self._post.port, None)

    async def speaks_tls(self, context: ssl.SSLContext, port: int = 0) -> str:
        """Listen with TLS from the first byte too; the URL to reach it by."""
        self._post.tls_port = await self._listen(port, context)
        return self._post.tls_url

    async def shuts(self) -> None:
        """Refuse connections from now on, and drop those that there are."""
        for server in self._servers:
            server.close()
        waiting = [connection.drops() for connection in list(self.connections)]
        for mute in list(self.mute):
            mute.transport.abort()
        await asyncio.gather(*waiting, return_exceptions=True)
        for server in self._servers:
            await server.wait_closed()
        self._servers.clear()

    async def close(self) -> None:
        """Shut it, and stop posting answers."""
        await self._post.answers.postman.close()
        await self.shuts()

    async def _listen(self, port: int, context: ssl.SSLContext | None) -> int:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: self._connection(encrypted=context is not None), "127.0.0.1", port, ssl=context
        )
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    def _connection(self, *, encrypted: bool) -> asyncio.BaseProtocol:
        post = self._post
        post.connections += 1
        fault = post.faults.pick("CONNECT")
        if fault is not None:
            return _Mute(self, fault)
        return Connection(self, post, encrypted=encrypted)


class _Mute(asyncio.Protocol):
    """A connection that never comes to a dialogue."""

    def __init__(self, server: PostServer, fault: Fault) -> None:
        self._server = server
        self._fault = fault

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say what the fault says, if anything."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.mute.add(self)
        if self._fault.line:
            transport.write(f"{self._fault.line}\r\n".encode())
        if self._fault.way == "drop":
            transport.abort()
        elif self._fault.way != "hang":
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Forget it."""
        self._server.mute.discard(self)


class Connection(SMTP):
    """One dialogue."""

    def __init__(self, server: PostServer, post: Post, *, encrypted: bool) -> None:
        super().__init__(
            _Dialogue(post, self, encrypted=encrypted).hooks,
            data_size_limit=post.size_limit,
            enable_SMTPUTF8=post.utf8,
            hostname=_HOSTNAME,
            ident="Simulator",
            tls_context=None if encrypted else post.tls,
            # Checked in the dialogue: aiosmtpd warns of a log-in that is wanted without TLS.
            auth_required=False,
            auth_require_tls=False,
            authenticator=_Door(post),
            loop=asyncio.get_running_loop(),
        )
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember it, so that it can be dropped."""
        self._server.connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Forget it."""
        self._server.connections.discard(self)
        super().connection_lost(error)

    def closes(self) -> None:
        """End the connection once everything is said."""
        if self.transport is not None:
            self.transport.close()

    def hangs_up(self) -> None:
        """Break the connection without a word."""
        transport = self._original_transport or self.transport
        if isinstance(transport, asyncio.Transport):
            transport.abort()

    async def drops(self) -> None:
        """Break it, and wait until the dialogue is over."""
        dialogue = self._handler_coroutine
        self.hangs_up()
        if dialogue is not None:
            await asyncio.wait((dialogue,))


class _Door:
    """Compares user and password."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def __call__(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
    ) -> AuthResult:
        """AUTH PLAIN and LOGIN."""
        wanted = LoginPassword(self._post.user.encode(), self._post.password.encode())
        if login == wanted:
            return AuthResult(success=True)
        self._post.failed_logins += 1
        return AuthResult(success=False, handled=False)


class _Dialogue:
    """Decides at each stage; aiosmtpd speaks."""

    def __init__(self, post: Post, connection: Connection, *, encrypted: bool) -> None:
        self._post = post
        self._connection = connection
        self._encrypted = encrypted

    @property
    def hooks(self) -> SimpleNamespace:
        """The stages, under the names that aiosmtpd looks for."""
        return SimpleNamespace(
            handle_MAIL=self._mail, handle_RCPT=self._recipient, handle_DATA=self._letter
        )

    async def _mail(
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._post.wants_tls and not (self._encrypted or session.ssl):
            return _TLS_FIRST
        if self._post.wants_login and not session.authenticated:
            return _LOGIN_FIRST
        if (fault := self._post.faults.pick("MAIL", address)) is not None:
            return await self._carry_out(fault)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def _recipient(
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if (fault := self._post.faults.pick("RCPT", address)) is not None:
            return await self._carry_out(fault)
        if "@" not in address:
            return "501 5.1.3 Bad recipient address syntax"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def _letter(self, _: SMTP, session: Session, envelope: Envelope) -> str:
        fault = self._post.faults.pick("DATA")
        if fault is None or fault.after:
            raw = envelope.original_content or b""
            recipients = [str(address) for address in envelope.rcpt_tos]
            utf8 = bool(envelope.smtp_utf8)
            self._post.takes(envelope.mail_from or "", recipients, raw, utf8=utf8)
        return "250 2.0.0 OK: queued" if fault is None else await self._carry_out(fault)

    async def _carry_out(self, fault: Fault) -> str:
        if fault.way == "answer":
            return fault.line
        if fault.way == "goodbye":
            await self._connection.push(fault.line)
            self._connection.closes()
        elif fault.way == "drop":
            self._connection.hangs_up()
        # Nothing more is said: the end of the connection cancels this.
        await asyncio.get_running_loop().create_future()
        return ""
