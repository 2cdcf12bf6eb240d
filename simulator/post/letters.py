"""One letter as a mailbox holds it: parsed, and judged for what no sound mailer sends."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage
from email.policy import default
from typing import Final

_REQUIRED: Final = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version")
#: RFC 5322, section 3.6: these come once at most.
_ONCE: Final = (*_REQUIRED, "Sender", "Reply-To", "Cc", "Bcc", "In-Reply-To", "References")
#: RFC 5322, section 2.1.1: without the CRLF.
_LONGEST_LINE: Final = 998
_LINK = re.compile(r"""https?://[^\s<>"']+[^\s<>"'.,;:!?)]""")
_HREF = re.compile(r"""href\s*=\s*["'](https?://[^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """A letter and its envelope."""

    #: Its place among all letters of the post, from 1.
    number: int
    at: datetime
    #: The envelope: who sent it (empty: nobody wants it back), and to whom this copy goes.
    envelope_from: str
    envelope_to: str
    raw: bytes
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        """The From header, decoded: "Olena <olena@example.org>"."""
        return str(self.message["From"] or "")

    @property
    def id(self) -> str:
        """The Message-ID with its angle brackets."""
        return str(self.message["Message-ID"] or "").strip()

    @property
    def text(self) -> str:
        """The plain text part; empty without one."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part; empty without one."""
        return self._part("html")

    @property
    def words(self) -> str:
        """Subject and text (else HTML): what eyes see of it."""
        return f"{self.subject}\n{self.text or self.html}"

    @property
    def links(self) -> list[str]:
        """Every http(s) address in it, each once, those of the HTML part first."""
        hrefs = (link.replace("&amp;", "&") for link in _HREF.findall(self.html))
        return list(dict.fromkeys([*hrefs, *_LINK.findall(self.text)]))

    def header(self, name: str) -> str:
        """A header, decoded; empty without one."""
        return str(self.message[name] or "")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        if part is None:
            return ""
        content = part.get_content()
        return content.replace("\r\n", "\n") if isinstance(content, str) else ""


def parsed(raw: bytes, *, utf8: bool) -> EmailMessage:
    """The letter in `raw` bytes; `utf8`: its headers are UTF-8 where they are not ASCII."""
    message = email.message_from_bytes(raw, policy=default)
    for name, value in list(message.raw_items()) if utf8 else []:
        read = value.encode("ascii", "surrogateescape").decode(errors="replace")
        if not read.isascii():
            message.replace_header(name, " ".join(read.split()))
    return message


def faults_of(raw: bytes, message: EmailMessage, *, utf8: bool) -> Iterator[str]:
    """What is wrong with it, one line each; `utf8`: it was announced as SMTPUTF8."""
    yield from _of_headers(message)
    for part in message.walk():
        defects = [*part.defects, *(d for h in part.values() for d in getattr(h, "defects", ()))]
        for defect in defects:
            if utf8 and isinstance(defect, NonASCIILocalPartDefect):
                continue  # RFC 6531 allows it; the parser knows RFC 5321 alone.
            yield f"{type(defect).__name__}: {defect}"
    head, _, _ = raw.partition(b"\r\n\r\n")
    if not utf8 and not head.isascii():
        yield "8-bit headers without SMTPUTF8"
    if max(map(len, raw.split(b"\r\n"))) > _LONGEST_LINE:
        yield f"a line longer than {_LONGEST_LINE} bytes"
    if re.search(rb"[\r\n]", raw.replace(b"\r\n", b"")):
        yield "a line that does not end with CR LF"


def _of_headers(message: EmailMessage) -> Iterator[str]:
    for name in _ONCE:
        count = len(message.get_all(name, []))
        if count > 1:
            yield f"{count} headers {name}"
        elif not count and name in _REQUIRED:
            yield f"no header {name}"
