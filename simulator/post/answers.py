"""People's letters to the product, posted as a mail provider posts them: Mailgun's routes.

Source: documentation.mailgun.com, "Receiving messages via HTTP through a forward() action" and
"Securing webhooks": the fields, HMAC-SHA256 over timestamp and token, and when it tries again.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from html import escape
from typing import Final

from simulator.changes import Changes
from simulator.post.letters import Letter
from simulator.posting import Form, Post, Postman, Sending

#: Minutes between tries; 200 and 406 end them.
_PAUSES_MIN: Final = (10, 15, 30, 60, 120, 240)
_ANSWER_WITHIN_S: Final = 15.0
_TAKEN: Final = frozenset({200, 406})
_TOKEN_BYTES: Final = 25  # 50 hexadecimal digits
_SUBJECT = re.compile(r"re:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Genuine:
    """How an inbound post is signed."""

    #: The key instead of the right one; None for the right one.
    key: str | None = None
    #: False: the three fields of the signature are left out.
    at_all: bool = True
    #: Seconds that the signature's timestamp lies in the past.
    age_s: int = 0


GENUINE: Final = Genuine()
FORGED: Final = Genuine(key="somebody-elses-key")
UNSIGNED: Final = Genuine(at_all=False)


class Answers:
    """The provider's side: where it posts to, with which key, and what it posted."""

    def __init__(self, now: Callable[[], datetime], changes: Changes) -> None:
        self._now = now
        #: Where the product listens; empty: nowhere.
        self.url = ""
        self.signing_key = "key-of-the-simulated-provider"
        #: Posted as multipart/form-data, as with attachments, instead of urlencoded.
        self.multipart = False
        self.postman = Postman(
            now,
            changes,
            answer_within_s=_ANSWER_WITHIN_S,
            pauses_s=[60.0 * minutes for minutes in _PAUSES_MIN],
            taken=lambda status: status in _TAKEN,
        )

    @property
    def posts(self) -> list[Post]:
        """What was posted, oldest first."""
        return self.postman.posts

    def replies(self, written: "Written", letter: Letter, genuine: Genuine = GENUINE) -> Sending:
        """Post an answer to `letter`."""
        to = parseaddr(letter.header("Reply-To") or letter.sender)[1]
        before = f"{letter.header('References')} {letter.id}".strip()
        headers = [
            ("In-Reply-To", letter.id),
            ("References", before),
            ("Subject", "Re: " + _SUBJECT.sub("", letter.subject, count=1)),
            ("To", to),
        ]
        return self._send(written.form(self._now(), headers, letter), genuine)

    def writes(
        self, written: "Written", to: str, subject: str, genuine: Genuine = GENUINE
    ) -> Sending:
        """Post a letter that answers nothing."""
        headers = [("Subject", subject), ("To", to)]
        return self._send(written.form(self._now(), headers, None), genuine)

    def replays(self, post: Post) -> Sending:
        """Post the very same form again: the same Message-Id, token and signature."""
        return self.postman.sends(Post(post.url, post.form, multipart=post.multipart))

    def _send(self, form: Form, genuine: Genuine) -> Sending:
        if not self.url:
            raise ValueError("nobody listens for mail: set world.post.answers.url")
        form = [*form, *self._signature(genuine)]
        return self.postman.sends(Post(self.url, form, multipart=self.multipart))

    def _signature(self, genuine: Genuine) -> Form:
        if not genuine.at_all:
            return []
        timestamp = str(int(self._now().timestamp()) - genuine.age_s)
        token = secrets.token_hex(_TOKEN_BYTES)
        key = (self.signing_key if genuine.key is None else genuine.key).encode()
        digest = hmac.new(key, (timestamp + token).encode(), hashlib.sha256).hexdigest()
        return [("timestamp", timestamp), ("token", token), ("signature", digest)]


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, from which address and under which name."""

    address: str
    name: str
    text: str
    #: None without an HTML part; with no `text` either, it is HTML alone.
    html: str | None = None

    def form(
        self, now: datetime, headers: Sequence[tuple[str, str]], quoted: Letter | None
    ) -> Form:
        """The parsed fields; stripped ones are left out where the provider cannot strip."""
        sender = formataddr((self.name, self.address))
        domain = self.address.rpartition("@")[2].encode("idna").decode()
        headers = [
            ("Message-Id", make_msgid(domain=domain)),
            *headers,
            ("Date", format_datetime(now)),
            ("From", sender),
        ]
        known = dict(headers)
        found = [
            ("recipient", known["To"]),
            ("sender", self.address),
            ("from", sender),
            ("subject", known["Subject"]),
            ("body-plain", self._plain(quoted)),
        ]
        if self.text:
            found.append(("stripped-text", self.text))
        if self.html is not None:
            found += [("body-html", self.html + _quotation(quoted)), ("stripped-html", self.html)]
        return [*found, ("message-headers", json.dumps(headers)), *headers]

    def _plain(self, quoted: Letter | None) -> str:
        if not self.text or quoted is None:
            return self.text
        lines = (f"> {line}" for line in quoted.text.splitlines())
        return "\r\n".join([self.text, "", f"{quoted.sender}:", *lines])


def _quotation(quoted: Letter | None) -> str:
    return "" if quoted is None else f"<blockquote>{escape(quoted.text)}</blockquote>"
