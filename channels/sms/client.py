"""Send an SMS through Twilio, and look for one of which it is not known whether it went out. It keeps no rows."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from channels.sms.failures import translate
from channels.sms.transport import Transport
from orders.sendings import SmsFate

_log = structlog.get_logger(__name__)

#: Messages to one number looked through for one that may have gone out.
_LOOKED_AT = 50
#: How far Twilio's clock may be behind ours.
_SKEW = timedelta(minutes=1)
#: Some statuses are only another way to say it. Source: Twilio, message status values.
_FATES = {fate.value: fate for fate in SmsFate} | {
    "scheduled": SmsFate.ACCEPTED,
    "read": SmsFate.DELIVERED,
    "canceled": SmsFate.FAILED,
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """An SMS as Twilio has it."""

    sid: str
    fate: SmsFate
    #: Twilio's code of why it did not arrive.
    error: str = ""


def fate_of(status: str) -> SmsFate | None:
    """What a status means; None for one that Twilio has come to have since."""
    return _FATES.get(status)


class Texter:
    """One Twilio account and the sender that people see."""

    def __init__(
        self, account: str, token: str, sender: str, root: str, report_to: str | None = None
    ) -> None:
        self._transport = Transport(root)
        # The environment's proxies, regions and edges are not for us: the root says where Twilio is.
        self._client = Client(account, token, http_client=self._transport, environment={})
        # The library loads this half of itself (most of a second) when it is first asked for.
        self._messages = self._client.messages
        self._from = {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}
        self._callback = {} if report_to is None else {"status_callback": report_to}
        #: Whether people can answer: a name cannot be written to.
        self.takes_replies = sender.startswith(("+", "MG"))

    async def send(self, to: str, body: str) -> Told:
        """Hand it to Twilio. Raises `ChannelError`; `maybe_sent` where it may have gone out."""
        message = await _asked(
            lambda: self._messages.create_async(to=to, body=body, **self._from, **self._callback)
        )
        return _told(message)

    async def sent_before(self, to: str, body: str, since: datetime) -> Sequence[Told]:
        """Messages of this text that went to the number since about then, the newest first."""
        found = await _asked(
            lambda: self._messages.list_async(to=to, limit=_LOOKED_AT, page_size=_LOOKED_AT)
        )
        return [
            _told(message)
            for message in found
            if message.body == body
            and str(message.direction).startswith("outbound")
            and message.date_created >= since - _SKEW
        ]

    async def look(self, sid: str) -> Told:
        """What Twilio knows of it now. Raises `ChannelError`."""
        return _told(await _asked(lambda: self._messages(sid).fetch_async()))

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()


async def _asked(call: Callable[[], Awaitable[T]]) -> T:
    try:
        return await call()
    except TwilioRestException as error:
        raise translate(error) from None


def _told(message: object) -> Told:
    status = str(getattr(message, "status", ""))
    fate = fate_of(status)
    if fate is None:
        _log.warning("Twilio has a status that is new to us", status=status)
        fate = SmsFate.ACCEPTED
    code = getattr(message, "error_code", None)
    return Told(str(getattr(message, "sid", "")), fate, "" if code is None else str(code))
