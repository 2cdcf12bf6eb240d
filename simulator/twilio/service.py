"""The state of one simulated Twilio account with one number. It does not read or answer requests."""

import secrets
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.listening import Listener
from simulator.posting import Post, Postman, Sending
from simulator.twilio.callbacks import Callbacks
from simulator.twilio.calls import Request
from simulator.twilio.faults import Faults
from simulator.twilio.messages import Direction, Status, Text
from simulator.twilio.phones import Fate, Phone
from simulator.twilio.twiml import NoTwiML, replies
from simulator.twilio.webhook import SIGNED, Signed, form_of, post_of
from simulator.twilio.words import REPLIES, opt_out_type

DEFAULT_SID: Final = "AC" + "5117a1c0" * 4
DEFAULT_TOKEN: Final = "d0d0cafe" * 4
DEFAULT_NUMBER: Final = "+15005550006"
#: Source: twilio.com/docs/messaging/guides/webhook-request: a webhook has this long to answer.
ANSWER_WITHIN_S: Final = 15.0
#: Between tries. Twilio tries again after a failed connection, and elsewhere as its settings say.
PAUSES_S: Final = (1.0, 5.0, 15.0)
KEPT_REQUESTS: Final = 50_000


class Twilio:
    """The account, its messages, the phones of the world, and the switches that tests turn."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self.clock = clock
        self.changes = changes
        self.account_sid = DEFAULT_SID
        self.auth_token = DEFAULT_TOKEN
        self.messaging_service_sid = "MG" + DEFAULT_SID.removeprefix("AC")
        self.number = DEFAULT_NUMBER
        #: Where texts to the number are posted; the number's own setting.
        self.sms_url = ""
        #: Whether the number may send texts at all.
        self.sms_capable = True
        #: Names that the account may send from instead of its number.
        self.sender_names: set[str] = set()
        #: OptOutType is in the webhook of Twilio's own words.
        self.advanced_opt_out = True
        #: Twilio answers its own words itself.
        self.answers_words = True
        self.opted_out: set[str] = set()
        #: What becomes of messages to phones that have no fate of their own.
        self.fate: Fate = "delivered"
        self.phones: dict[str, Phone] = {}
        #: Every message by sid, oldest first.
        self.messages: dict[str, Text] = {}
        self.requests: deque[Request] = deque(maxlen=KEPT_REQUESTS)
        #: Called with each request from now on.
        self.listeners: list[Callable[[Request], None]] = []
        #: Departures from the specification, one line each; a sound client leaves it empty.
        self.violations: list[str] = []
        self.faults = Faults()
        self.inbound = self._postman()
        self.inbound.listeners.append(self._answered)
        self.callbacks = Callbacks(self._postman(), lambda: self.auth_token)
        #: Set when it listens: shut it, and connections are refused.
        self.door: Listener | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is in reach."""
        return self.door is not None and self.door.is_open

    @property
    def api_url(self) -> str:
        """Root of the server, "http://127.0.0.1:PORT"."""
        return self.door.url if self.door is not None else ""

    def now(self) -> datetime:
        """The world's time."""
        return self.clock.now()

    def phone(self, number: str) -> Phone:
        """The phone with this number, E.164; made when first asked for."""
        if number not in self.phones:
            self.phones[number] = Phone(self, number)
        return self.phones[number]

    async def refuses_connections(self) -> None:
        """Be out of reach, from now on."""
        assert self.door is not None
        await self.door.shuts()

    async def accepts_connections(self) -> None:
        """Be in reach again, at the same address."""
        assert self.door is not None
        await self.door.opens()

    def takes(
        self,
        to: str,
        body: str,
        *,
        sender: str = "",
        media: Sequence[str] = (),
        callback_url: str = "",
        direction: Direction = "outbound-api",
    ) -> Text:
        """Queue a message of the account; what becomes of it begins with `sends_on`."""
        text = self._text(sender or self.number, to, body, media, direction, "queued")
        text.callback_url = callback_url
        return text

    def sends_on(self, text: Text) -> None:
        """Let a queued message meet the fate that its phone has for it."""
        phone = self.phone(text.to)
        outcome = phone.outcome()
        for status, code in outcome.steps:
            text.turns(status, self.now(), code)
        if outcome.arrives:
            phone.gets(text)
        self.callbacks.tells(text, outcome.steps)
        self.changes.notify()

    def reports(self, text: Text, status: Status, error_code: int | None = None) -> None:
        """Let a message enter a status by hand, with its callback: a late receipt."""
        text.turns(status, self.now(), error_code)
        if status in ("sent", "delivered"):
            self.phone(text.to).gets(text)
        self.callbacks.tells(text, [(status, error_code)])
        self.changes.notify()

    def releases(self, *, reversed: bool = False) -> None:
        """Post the callbacks that were held."""
        self.callbacks.releases(reversed=reversed)

    def receives(self, phone: Phone, body: str, media: Sequence[str], signed: Signed) -> Sending:
        """A text from `phone` to the number: posted to sms_url. Raises ValueError without one."""
        if not self.sms_url:
            raise ValueError(f"{self.number} has no sms_url")
        text = self._text(phone.number, self.number, body, media, "inbound", "received")
        text.sent_at = text.at
        phone.wrote(text)
        self._hears(phone, body)
        return self.replays(text.sid, signed)

    def replays(self, sid: str, signed: Signed = SIGNED) -> Sending:
        """Post an inbound message, the same MessageSid again. Raises KeyError for no sid of ours."""
        form = form_of(self.messages[sid], advanced=self.advanced_opt_out)
        post = post_of(self.sms_url, form, self.auth_token, signed)
        self.messages[sid].post = post
        return self.inbound.sends(post)

    def note(self, request: Request) -> None:
        """Record a request and tell the listeners."""
        self.requests.append(request)
        for listener in self.listeners:
            listener(request)
        self.changes.notify()

    @property
    def busy(self) -> bool:
        """Whether a webhook is under way."""
        return self.inbound.busy or self.callbacks.postman.busy

    async def settles(self) -> None:
        """Wait until no webhook is under way."""
        await self.inbound.settles()
        await self.callbacks.postman.settles()

    async def close(self) -> None:
        """Stop posting, stop listening."""
        await self.inbound.close()
        await self.callbacks.postman.close()
        if self.door is not None:
            await self.door.shuts()

    def _postman(self) -> Postman:
        return Postman(
            self.now,
            self.changes,
            answer_within_s=ANSWER_WITHIN_S,
            pauses_s=PAUSES_S,
            # A refusal is an answer: only what failed is tried again.
            taken=lambda status: 0 < status < 500,
        )

    def _text(
        self,
        sender: str,
        to: str,
        body: str,
        media: Sequence[str],
        direction: Direction,
        status: Status,
    ) -> Text:
        sid = ("MM" if media else "SM") + secrets.token_hex(16)
        text = Text(
            sid, self.account_sid, sender, to, body, direction, self.now(), status, list(media)
        )
        self.messages[sid] = text
        self.changes.notify()
        return text

    def _hears(self, phone: Phone, body: str) -> None:
        kind = opt_out_type(body)
        if kind == "STOP":
            self.opted_out.add(phone.number)
        elif kind == "START":
            self.opted_out.discard(phone.number)
        if kind is None or not self.answers_words:
            return
        reply = Text(
            "SM" + secrets.token_hex(16),
            self.account_sid,
            self.number,
            phone.number,
            REPLIES[kind],
            "outbound-reply",
            self.now(),
            "delivered",
            by_twilio=True,
        )
        phone.gets(reply)

    def _answered(self, post: Post) -> None:
        """Send what the webhook answered with, as TwiML asks."""
        if post.last is None or not post.over:
            return
        try:
            bodies = replies(post.last)
        except NoTwiML as wrong:
            self.violations.append(str(wrong))
            return
        sender = post.fields["From"]
        for body in bodies:
            if sender not in self.opted_out:
                self.sends_on(self.takes(sender, body, direction="outbound-reply"))
