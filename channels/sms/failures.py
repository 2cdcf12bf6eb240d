"""What Twilio's refusals mean for an SMS. It decides nothing about retries or other ways."""

from dataclasses import dataclass

from twilio.base.exceptions import TwilioRestException

from orders.errors import ChannelError, PermanentFailure, TemporaryFailure
from orders.reach import Unfit
from orders.sendings import Because

#: Source: Twilio, error dictionary.
OPTED_OUT = 21610
_NO_NUMBER = frozenset({21211, 21217, 21401, 21612})
_LANDLINE = frozenset({21614, 21635})
_ABROAD = frozenset({21408})
#: Of an SMS that was accepted and did not arrive: unknown or dead number, landline or out-of-reach carrier.
UNFIT_LATER = {"30005": Unfit.INVALID, "30006": Unfit.LANDLINE}


@dataclass(eq=False)
class Barred(PermanentFailure):
    """No SMS goes to this number: take the next way."""

    because: Because = Because.SMS_FAILED
    #: What the number turned out to be.
    unfit: Unfit | None = None

    def __str__(self) -> str:
        return f"no SMS to this number: {self.reason}; next way"


def translate(error: TwilioRestException) -> ChannelError:
    """What the refusal means. Its text holds neither number nor credentials."""
    reason = f"Twilio {error.status}, code {error.code}"
    if error.status >= 500:
        return TemporaryFailure(maybe_sent=True, reason=reason)
    if error.code == OPTED_OUT:
        return Barred(reason, Because.OPTED_OUT)
    if error.code in _NO_NUMBER:
        return Barred(reason, Because.NO_PHONE, Unfit.INVALID)
    if error.code in _LANDLINE:
        return Barred(reason, Because.NO_PHONE, Unfit.LANDLINE)
    if error.code in _ABROAD:
        return Barred(reason, Because.ABROAD)
    return Barred(reason)
