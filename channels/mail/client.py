"""One letter to the mail server: smtp:// with STARTTLS, or smtps://. It keeps no queue and tries once.

A connection for each letter: a few an hour are sent, and one kept open is one that is found closed.
"""

import asyncio
import contextlib
import ipaddress
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

from aiosmtplib import SMTP, SMTPException

from channels.mail.addresses import Mailbox
from channels.mail.failures import translate

#: For each answer of the server, seconds.
ANSWER_S = 20.0
#: For the whole of it, seconds: less than the lease of a row.
WHOLE_S = 45.0
#: Source: RFC 8314 (465, TLS from the start), RFC 6409 (587, submission).
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    #: TLS from the first byte on.
    tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_here(self) -> bool:
        """Whether nothing on the way could listen: a server on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @classmethod
    def read(cls, url: str) -> Self:
        """From smtp://user:password@host:port or smtps://…; raises `ValueError`."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or parts.hostname is None:
            raise ValueError("no smtp:// or smtps:// with a host")
        user, password = (
            None if v is None else unquote(v) for v in (parts.username, parts.password)
        )
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname, port, parts.scheme == "smtps", user, password)


class MailClient:
    """Hands letters to one server."""

    def __init__(
        self,
        server: MailServer,
        *,
        tls: ssl.SSLContext | None = None,
        answer_s: float = ANSWER_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._server = server
        self._tls = tls or ssl.create_default_context()
        self._answer_s = answer_s
        self._whole_s = whole_s

    async def send(self, letter: EmailMessage, sender: Mailbox, to: Mailbox) -> None:
        """Hand it in. Raises `ChannelError`."""
        smtp = self._connection()
        try:
            async with asyncio.timeout(self._whole_s):
                await smtp.connect()
                if to.is_ascii:
                    # Not as the library would write it: see `headers`.
                    await smtp.sendmail(sender.address, [to.address], letter.as_bytes())
                else:
                    # Only a server with SMTPUTF8 takes it; the library asks.
                    await smtp.send_message(letter, sender=sender.address, recipients=[to.address])
        except (SMTPException, OSError) as error:  # TimeoutError and SSLError are OSErrors
            raise translate(error) from error
        finally:
            await self._leave(smtp)

    async def _leave(self, smtp: SMTP) -> None:
        """Part politely, if the server still listens: the letter is its own by now, or is not."""
        with contextlib.suppress(SMTPException, OSError):
            if smtp.is_connected:
                await smtp.quit(timeout=2)
        smtp.close()

    def _connection(self) -> SMTP:
        server = self._server
        # Where a password would leave this machine, a server without STARTTLS is refused; elsewhere
        # it is taken as it is (None: encrypted where it offers that).
        start_tls = None if server.user is None or server.is_here else True
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            timeout=self._answer_s,
            use_tls=server.tls,
            start_tls=False if server.tls else start_tls,
            tls_context=self._tls,
        )
