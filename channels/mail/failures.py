"""What goes wrong on the way to a mail server, as the runner knows it. It decides no wait.

Replies: RFC 5321, 4.2; enhanced codes: RFC 3463 (x.1: addresses, x.2: mailboxes).
"""

import re

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from orders.errors import ChannelError, PermanentFailure, Scope, TemporaryFailure, Unreachable

#: What an operator has to mend; the answer of the mail server follows.
LOGIN = "the mail server refuses the user or password of ORDERBELL_SMTP_URL"
#: Of a reply that is kept: some are whole pages.
_REPLY_CHARS = 200
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
#: Replies to RCPT that are about the recipient even without an enhanced code (RFC 5321, 4.2.3).
_OF_RECIPIENT = frozenset({550, 551, 553})


class Refused(TemporaryFailure):
    """The mail server does not take us at all: nobody's letter goes out before that is mended."""


def translate(error: SMTPException | OSError) -> ChannelError:
    """Each failure, as what follows from it: try again, give up, or the person is out of reach."""
    match error:
        case SMTPRecipientsRefused():
            refused = error.recipients[0]
            return _reply(refused.code, refused.message, of_recipient=True)
        case SMTPAuthenticationError():
            return Refused(scope=Scope.BOT, reason=f"{LOGIN}: {_said(error.code, error.message)}")
        case SMTPNotSupported():
            return Unreachable("the address needs SMTPUTF8, which the mail server does not have")
        case SMTPResponseException():
            return _reply(error.code, error.message, of_recipient=False)
        case SMTPConnectError():
            return TemporaryFailure(scope=Scope.BOT, reason=_name(error))
        case SMTPServerDisconnected() | TimeoutError():
            return TemporaryFailure(maybe_sent=True, scope=Scope.BOT, reason=_name(error))
        case SMTPException():
            # No STARTTLS where a password would go out, or no way to log in that both know.
            return Refused(scope=Scope.BOT, reason=_name(error))
        case _:
            return TemporaryFailure(scope=Scope.BOT, reason=_name(error))


def _reply(code: int, message: str, *, of_recipient: bool) -> ChannelError:
    said = _said(code, message)
    if code == 421:  # RFC 5321, 3.8: the server is closing, whoever the letter is for
        return TemporaryFailure(scope=Scope.BOT, reason=said)
    if code < 500:
        return TemporaryFailure(reason=said)
    enhanced = _ENHANCED.search(message)
    about_them = enhanced[2] in ("1", "2") if enhanced else code in _OF_RECIPIENT
    return Unreachable(said) if of_recipient and about_them else PermanentFailure(said)


def _said(code: int, message: str) -> str:
    return f"{code} {' '.join(message.split())}"[:_REPLY_CHARS]


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_REPLY_CHARS]
