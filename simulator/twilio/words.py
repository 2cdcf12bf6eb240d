"""Words that Twilio itself listens to: STOP, START, HELP and what means the same.

Source: help.twilio.com, "Twilio support for opt-out keywords": the whole message, in any case.
"""

from typing import Final, Literal

OptOut = Literal["STOP", "START", "HELP"]

_WORDS: Final[dict[OptOut, tuple[str, ...]]] = {
    "STOP": ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"),
    "START": ("START", "UNSTOP", "YES"),
    "HELP": ("HELP", "INFO"),
}
#: What it answers by itself; the account's own answer comes besides.
REPLIES: Final[dict[OptOut, str]] = {
    "STOP": "You are unsubscribed and get no more messages. Reply START to resubscribe.",
    "START": "You are subscribed again. Reply HELP for help, STOP to unsubscribe.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def opt_out_type(body: str) -> OptOut | None:
    """Which of them the whole text is; None for anything else."""
    said = body.strip().upper()
    return next((kind for kind, words in _WORDS.items() if said in words), None)
