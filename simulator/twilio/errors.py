"""Refusals in Twilio's own words and numbers. It does not decide when one is due.

Source: twilio.com/docs/api/errors, a page for each number.
"""

from typing import Final

NOT_A_PHONE: Final = 21211
NOT_A_MOBILE: Final = 21614
OPTED_OUT: Final = 21610
LANDLINE: Final = 21635
REGION_CLOSED: Final = 21408
UNREACHABLE: Final = 21612
_MORE: Final = "https://www.twilio.com/docs/errors/{}"

#: What it says of a number that it does not send to, by code; {} is the number.
REFUSALS: Final = {
    NOT_A_PHONE: "Invalid 'To' Phone Number: {}",
    REGION_CLOSED: "Permission to send an SMS has not been enabled for the region indicated by the"
    " 'To' number: {}",
    OPTED_OUT: "Attempt to send to unsubscribed recipient",
    UNREACHABLE: "Message cannot be sent with the current combination of 'To' ({}) and 'From'"
    " parameters",
    NOT_A_MOBILE: "To number: {}, is not a mobile number",
    LANDLINE: "'To' number cannot be a landline: {}",
}
#: What it says of a message that did not arrive, by code.
FAILURES: Final = {
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
}


class Refusal(Exception):
    """A refused request: the HTTP status, Twilio's number for it, and its sentence."""

    def __init__(self, status: int, code: int, message: str, *, violation: bool = False) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        #: Whether a sound client never asks so, whatever people do.
        self.violation = violation

    def wire(self) -> dict[str, object]:
        """The JSON of it."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": _MORE.format(self.code),
            "status": self.status,
        }


def malformed(code: int, message: str, status: int = 400) -> Refusal:
    """What only a defect of the client brings about."""
    return Refusal(status, code, message, violation=True)


def refused(code: int, number: str) -> Refusal:
    """A number that is not sent to: something about the person who has it."""
    return Refusal(400, code, REFUSALS[code].format(number))
