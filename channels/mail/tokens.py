"""What links and answers carry: who may do what, signed, so that nobody else makes one up. It does nothing.

An action's token and a reply's are as good as the letter that they came in: whoever has it may.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from orders.model import Party
from orders.states import Action, Actor

#: How long an action's link works.
LINK_LIFE = timedelta(days=14)
#: Of a signature, bytes: 128 bits in links; 80 in an address, whose local part has room for 64.
_LINK_BYTES, _REPLY_BYTES = 16, 10
_REPLY = re.compile(r"([sc])(\d{1,12})-(\d{1,16})-([a-z2-7]{16})", re.ASCII)
_ACTORS = {"s": Actor.SELLER, "c": Actor.CUSTOMER}
_LETTERS = {actor: letter for letter, actor in _ACTORS.items()}


class BadToken(ValueError):
    """Nobody here has made it, or it was cut off on its way."""


class Unwanted(StrEnum):
    """Of what somebody wants no more."""

    COPIES = "copies"
    BULLETINS = "bulletins"


@dataclass(frozen=True, slots=True)
class ActionLink:
    """This person may take this step while the order is in this version."""

    by: Party
    number: int
    action: Action
    version: int
    #: To the second.
    expires_at: datetime

    @property
    def request_id(self) -> str:
        """The same step of the same version is one intention, whichever letter it was chosen in."""
        by = self.by
        return f"mail:{self.number}:{self.version}:{self.action}:{by.actor}:{by.id}"


@dataclass(frozen=True, slots=True)
class UnsubscribeLink:
    """This person wants no more of these."""

    by: Party
    what: Unwanted


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """What is written there is this person's word about this."""

    by: Party
    #: Of an order, or of an enquiry.
    number: int


class Tokens:
    """Signs and reads them with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def action(self, link: ActionLink) -> str:
        """Of letters that a URL takes as they are."""
        by, expires = link.by, int(link.expires_at.timestamp())
        return self._signed("a", by.actor, by.id, link.number, link.action, link.version, expires)

    def read_action(self, token: str) -> ActionLink:
        """Also one that has expired. Raises `BadToken`."""
        actor, party, number, action, version, expires = self._read("a", token, 6)
        return ActionLink(
            Party(Actor(actor), int(party)),
            int(number),
            Action(action),
            int(version),
            datetime.fromtimestamp(int(expires), UTC),
        )

    def unsubscribe(self, link: UnsubscribeLink) -> str:
        """It does not expire: a letter may be read years later."""
        return self._signed("u", link.by.actor, link.by.id, link.what)

    def read_unsubscribe(self, token: str) -> UnsubscribeLink:
        """Raises `BadToken`."""
        actor, party, what = self._read("u", token, 3)
        return UnsubscribeLink(Party(Actor(actor), int(party)), Unwanted(what))

    def reply(self, address: ReplyAddress) -> str:
        """In small letters alone: some mail servers know no others."""
        said = f"{_LETTERS[address.by.actor]}{address.by.id}-{address.number}"
        return f"{said}-{self._reply_proof(said)}"

    def read_reply(self, token: str) -> ReplyAddress:
        """Raises `BadToken`."""
        found = _REPLY.fullmatch(token.lower())
        if found is None:
            raise BadToken("no reply's")
        letter, party, number, proof = found.groups()
        if not hmac.compare_digest(proof, self._reply_proof(f"{letter}{party}-{number}")):
            raise BadToken("not signed by us")
        return ReplyAddress(Party(_ACTORS[letter], int(party)), int(number))

    def _signed(self, *parts: object) -> str:
        said = ".".join(map(str, parts)).encode()
        return _base64(said + hmac.digest(self._key, said, hashlib.sha256)[:_LINK_BYTES])

    def _read(self, purpose: str, token: str, count: int) -> list[str]:
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        except (ValueError, binascii.Error):
            raise BadToken("unreadable") from None
        said, proof = raw[:-_LINK_BYTES], raw[-_LINK_BYTES:]
        wanted = hmac.digest(self._key, said, hashlib.sha256)[:_LINK_BYTES]
        # A token has one spelling: the last letter of base64 may hide bits that nobody signed.
        if not hmac.compare_digest(proof, wanted) or _base64(raw) != token:
            raise BadToken("not signed by us")
        found, *parts = said.decode().split(".")
        if found != purpose or len(parts) != count:
            raise BadToken("of another purpose")
        return parts

    def _reply_proof(self, said: str) -> str:
        digest = hmac.digest(self._key, f"r.{said}".encode(), hashlib.sha256)
        return base64.b32encode(digest[:_REPLY_BYTES]).decode().lower()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
