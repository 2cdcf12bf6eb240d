"""What the settings of SMS and e-mail must look like. Like `bot.setting_checks`, it says nothing."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from phonenumbers import SUPPORTED_REGIONS

from bot.setting_checks import matching, url

_TWILIO_ACCOUNT = re.compile(r"AC[0-9a-f]{32}")
#: A number or a messaging service, or else a name of up to 11 characters with a letter in it.
_TWILIO_NUMBER = re.compile(r"\+[1-9]\d{6,14}|MG[0-9a-f]{32}")
_TWILIO_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
#: Short before its "@", for a tag of ours goes there too; 64 is the most (RFC 5321, 4.5.3.1.1).
_REPLIES = re.compile(r"[A-Za-z0-9._-]{1,24}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class SmsLimits:
    """Segments of SMS: at most so many about one order, to one person a day, and in all a day."""

    per_order: int
    per_person: int
    per_day: int

    def __str__(self) -> str:
        return f"{self.per_order},{self.per_person},{self.per_day}"


def twilio_account(text: str) -> str:
    """A Twilio account SID."""
    return matching(_TWILIO_ACCOUNT, text)


def twilio_sender(text: str) -> str:
    """Whatever Twilio accepts as `From`."""
    return text if is_sms_number(text) else matching(_TWILIO_NAME, text)


def is_sms_number(sender: str) -> bool:
    """Whether it is a number or a messaging service: one can answer it, unlike a name."""
    return _TWILIO_NUMBER.fullmatch(sender) is not None


def word(text: str) -> str:
    """Anything of at least 8 characters without white space."""
    return matching(re.compile(r"\S{8,}"), text)


def long_word(text: str) -> str:
    """Anything of at least 16 characters without white space."""
    return matching(re.compile(r"\S{16,}"), text)


def countries(text: str) -> tuple[str, ...]:
    """ISO 3166 codes of countries that have telephones."""
    codes = tuple(item for item in re.split(r"[\s,]+", text.upper().strip(" ,")) if item)
    if not codes or not SUPPORTED_REGIONS.issuperset(codes):
        raise ValueError
    return tuple(dict.fromkeys(codes))


def sms_limits(text: str) -> SmsLimits:
    """Three numbers of at least 1."""
    numbers = text.split(",")
    if not all(re.fullmatch(r"\s*[1-9]\d{0,6}\s*", number, re.ASCII) for number in numbers):
        raise ValueError
    per_order, per_person, per_day = map(int, numbers)
    return SmsLimits(per_order, per_person, per_day)


def smtp_url(text: str) -> str:
    """A mail server, with TLS from the start (smtps) or without."""
    url(text, ("smtp", "smtps"))
    return text


def mail_address(text: str) -> str:
    """An address, with or without a name before it."""
    matching(_ADDRESS, parseaddr(text)[1])
    return text


def reply_address(text: str) -> str:
    """A bare address, with no tag yet."""
    return matching(_REPLIES, text)
