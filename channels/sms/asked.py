"""The SMS that people ask for in /settings: a test, and the code that proves a number. It sends nothing."""

from channels.sms.wording import plain
from channels.texts import Voice


def code(digits: str, voice: Voice) -> str:
    """The code, first of all: that is what a telephone's notice shows."""
    return plain(voice.plain("sms.asked.code", code=digits))


def test(voice: Voice) -> str:
    """Nothing but that it has come."""
    return plain(voice.plain("sms.asked.test"))
