"""A phone that takes and sends text messages. It has no Telegram and reads no mail."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from simulator.changes import Changes
from simulator.posting import Sending
from simulator.seeing import sees
from simulator.twilio.messages import Status, Text
from simulator.twilio.webhook import SIGNED, Signed

PATIENCE_S: Final = 10.0

#: What becomes of a message to a phone. "silent" stays queued, "sent" arrives without a receipt.
Fate = Literal["delivered", "sent", "undelivered", "failed", "silent"]
_STEPS: Final[dict[Fate, tuple[Status, ...]]] = {
    "delivered": ("sent", "delivered"),
    "sent": ("sent",),
    "undelivered": ("sent", "undelivered"),
    "failed": ("failed",),
    "silent": (),
}
_CODES: Final[dict[Fate, int]] = {"undelivered": 30003, "failed": 30006}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate, and the error code that explains a bad one."""

    fate: Fate
    error_code: int | None

    @property
    def steps(self) -> list[tuple[Status, int | None]]:
        """The statuses it leads through after "queued", each with its error code."""
        bad = ("undelivered", "failed")
        steps = _STEPS[self.fate]
        return [(status, self.error_code if status in bad else None) for status in steps]

    @property
    def arrives(self) -> bool:
        """Whether the phone gets the message."""
        return self.fate in ("delivered", "sent")


class Network(Protocol):
    """What a phone needs of Twilio."""

    changes: Changes
    opted_out: set[str]
    #: What becomes of messages to phones that have no fate of their own.
    fate: Fate

    def receives(self, phone: "Phone", body: str, media: Sequence[str], signed: Signed) -> Sending:
        """A text from `phone`, posted to the account's webhook."""
        ...

    def replays(self, sid: str, signed: Signed) -> Sending:
        """An inbound message, posted again."""
        ...


class Phone:
    """One number and who holds it."""

    def __init__(self, network: Network, number: str) -> None:
        self._network = network
        self.number = number
        #: What it got, oldest first.
        self.texts: list[Text] = []
        #: What it sent, oldest first.
        self.sent: list[Text] = []
        #: Both, as its screen shows them.
        self.talk: list[Text] = []
        #: What becomes of messages to it, until it is set anew; None: as everywhere.
        self.fate: Fate | None = None
        #: Why, where the fate is a bad one; None for the usual reason.
        self.error_code: int | None = None
        #: Twilio refuses to send to it, with this code of `errors.REFUSALS`.
        self.refused_with: int | None = None
        self._next: list[Outcome] = []

    def __repr__(self) -> str:
        return f"Phone({self.number})"

    @property
    def opted_out(self) -> bool:
        """Whether it said STOP last."""
        return self.number in self._network.opted_out

    @property
    def last_text(self) -> Text:
        """The newest it got; raises IndexError without one."""
        return self.texts[-1]

    def next_meets(self, fate: Fate, error_code: int | None = None) -> None:
        """The next message that has no fate yet meets this one, whatever `fate` says."""
        self._next.append(Outcome(fate, error_code or _CODES.get(fate)))

    def outcome(self) -> Outcome:
        """What becomes of a message that is sent now."""
        if self._next:
            return self._next.pop(0)
        fate = self.fate or self._network.fate
        return Outcome(fate, self.error_code or _CODES.get(fate))

    def gets(self, text: Text) -> None:
        """A message arrives; one that is there already does not come twice."""
        if text not in self.texts:
            self.texts.append(text)
            self.talk.append(text)

    def wrote(self, text: Text) -> None:
        """A message of its own is on its way."""
        self.sent.append(text)
        self.talk.append(text)

    async def sees(
        self,
        what: str | re.Pattern[str] | Callable[[Text], bool],
        within_s: float = PATIENCE_S,
    ) -> Text:
        """Wait for a text: words in it, a pattern, or a predicate; the newest that fits.

        Raises `NotSeen` after `within_s` seconds.
        """
        return await sees(self._network.changes, repr(self), self.texts, what, within_s)

    def sends(self, body: str, *, media: Sequence[str] = (), signed: Signed = SIGNED) -> Sending:
        """Text the account's number, MMS where `media` has URLs; awaited, once it is answered.

        It is under way at once, awaited or not. The post, with its answers, is what is awaited.
        Raises ValueError while the number has no sms_url.
        """
        return self._network.receives(self, body, media, signed)

    def repeats(self, *, signed: Signed = SIGNED) -> Sending:
        """Twilio posts the newest text of this phone once more, with the same MessageSid."""
        return self._network.replays(self.sent[-1].sid, signed)
