"""The state of one simulated mail server: mailboxes, letters, switches. It speaks no SMTP."""

import contextlib
import ssl
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.post.answers import Answers
from simulator.post.faults import Faults
from simulator.post.letters import Letter, faults_of, parsed
from simulator.post.mailboxes import Mailbox

SIZE_LIMIT: Final = 10_000_000


class Post:
    """The mail server of the world, and everybody's mailboxes behind it."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self.clock = clock
        self.changes = changes
        self.user = "orderbell"
        self.password = "letters-only"
        #: Letters are taken from who logged in alone.
        self.wants_login = True
        #: Bytes; announced, and larger ones are refused.
        self.size_limit = SIZE_LIMIT
        #: STARTTLS is offered with this certificate; None: it is not.
        self.tls: ssl.SSLContext | None = None
        #: Nothing is taken before STARTTLS.
        self.wants_tls = False
        #: SMTPUTF8 is offered.
        self.utf8 = True
        self.port = 0
        #: Where TLS is spoken from the first byte; 0: nowhere.
        self.tls_port = 0
        self.mailboxes: dict[str, Mailbox] = {}
        #: Every letter taken, oldest first, once for each recipient.
        self.letters: list[Letter] = []
        #: Called with each letter from now on.
        self.listeners: list[Callable[[Letter], None]] = []
        #: What no sound mailer sends, one line each.
        self.violations: list[str] = []
        self.faults = Faults()
        #: Connections made, and log-ins that failed.
        self.connections = 0
        self.failed_logins = 0
        self.answers = Answers(clock.now, changes)

    @property
    def url(self) -> str:
        """How the product reaches it: smtp://user:password@127.0.0.1:port."""
        return f"smtp://{self._login}@127.0.0.1:{self.port}"

    @property
    def tls_url(self) -> str:
        """The same where TLS is spoken from the first byte."""
        return f"smtps://{self._login}@127.0.0.1:{self.tls_port}"

    @property
    def _login(self) -> str:
        return f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"

    def mailbox(self, address: str) -> Mailbox:
        """The mailbox of an address; made when first asked for, or written to."""
        name = canonical(address)
        if name not in self.mailboxes:
            self.mailboxes[name] = Mailbox(self.changes, self.answers, address)
        return self.mailboxes[name]

    def takes(self, sender: str, recipients: list[str], raw: bytes, *, utf8: bool) -> None:
        """Put a letter into the mailboxes of its recipients."""
        message = parsed(raw, utf8=utf8)
        about = str(message["Subject"] or "")
        self.violations += [
            f"letter {about!r}: {what}" for what in faults_of(raw, message, utf8=utf8)
        ]
        for recipient in recipients:
            letter = Letter(
                len(self.letters) + 1, self.clock.now(), sender, recipient, raw, message
            )
            self.letters.append(letter)
            self.mailbox(recipient).letters.append(letter)
            for listener in list(self.listeners):
                listener(letter)
        self.changes.notify()


def canonical(address: str) -> str:
    """One spelling for one mailbox: lower case, the domain in ASCII."""
    local, _, domain = address.strip().rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}".casefold()
