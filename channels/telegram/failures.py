"""Telegram's errors, translated into the channels' own: what they mean for the work at hand.

It decides nothing about retries or pauses. Matching is by text, because the Bot API has no codes
finer than HTTP's; PTB strips "Bad Request: " and re-capitalises, so it is case-insensitive.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram import error as ptb

from channels.telegram.transport import Unsent
from orders.errors import (
    ChannelError,
    Defect,
    Gone,
    Missing,
    Scope,
    Stop,
    TemporaryFailure,
    Unreachable,
)

#: Errors of an edit or of an answer that already say what we wanted.
HARMLESS = (
    "message is not modified",
    "topic_not_modified",
    "query is too old",
    "query id is invalid",
)

_CARD = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message to pin not found",
    "message_id_invalid",
)
_REPLY = (
    "message to be replied not found",
    "replied message not found",  # wording of older servers
    "reply message not found",
    "message to copy not found",
    "message to forward not found",
    "message can't be copied",
)
_THREAD = (
    "message thread not found",
    "topic_deleted",
    "topic_closed",
    "topic_id_invalid",
    "the chat is not a forum",
    "not enough rights to create a topic",
    "bot_forum_create_forbidden",
)
_UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "chat_restricted",
    "have no rights to send a message",
    "not enough rights to send",
    "group chat was deactivated",
    "group chat was upgraded to a supergroup",  # with the new id PTB raises ChatMigrated instead
    "voice_messages_forbidden",
    "input_user_deactivated",
    "user_is_blocked",
)
# Answers of other codes that PTB can only take for a broken network.
_TOO_LARGE = "request entity too large"  # HTTP 413
_FLOOD = "too many requests"  # HTTP 429 without `retry_after`
_NOT_DONE = "internal server error: restart"  # the server says so before it does anything


def translate(exc: ptb.TelegramError) -> ChannelError:
    """What `exc` means for a sending. Its text never holds the token.

    Ask `is_harmless` first where an edit or an answer to a tap failed: this one takes
    "message is not modified" for our defect.
    """
    # BadRequest and TimedOut are NetworkErrors for PTB: the order of the rows matters.
    for kind, meaning in _MEANINGS:
        if isinstance(exc, kind):
            return meaning(exc)
    return TemporaryFailure(maybe_sent=True, reason=exc.message)


def is_harmless(exc: ptb.TelegramError) -> bool:
    """True if nothing is left to do: the content is there already, or the tap's time is over."""
    return isinstance(exc, ptb.BadRequest) and _says(exc, HARMLESS)


@contextmanager
def translated() -> Iterator[None]:
    """PTB's errors as ours; those that say what we wanted anyway are none."""
    try:
        yield
    except ptb.TelegramError as error:
        if not is_harmless(error):
            raise translate(error) from error


def _says(exc: ptb.TelegramError, phrases: tuple[str, ...]) -> bool:
    text = exc.message.lower()
    return any(phrase in text for phrase in phrases)


def _bad_request(exc: ptb.TelegramError) -> ChannelError:
    if _says(exc, _CARD):
        return Gone(exc.message, Missing.CARD)
    if _says(exc, _REPLY):
        return Gone(exc.message, Missing.REPLY)
    if _says(exc, _THREAD):
        return Gone(exc.message, Missing.THREAD)
    if _says(exc, _UNREACHABLE):
        return Unreachable(exc.message)
    return Defect(exc.message)


def _network(exc: ptb.TelegramError) -> ChannelError:
    if _says(exc, (_TOO_LARGE,)):
        return Defect(exc.message)
    sure = isinstance(exc, Unsent) or _says(exc, (_NOT_DONE, _FLOOD))
    return TemporaryFailure(maybe_sent=not sure, reason=exc.message)


def _flood(exc: ptb.TelegramError) -> ChannelError:
    assert isinstance(exc, ptb.RetryAfter)
    wait = exc.retry_after
    wait_s = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    return TemporaryFailure(wait_s, reason="too many requests")


def _migrated(exc: ptb.TelegramError) -> ChannelError:
    assert isinstance(exc, ptb.ChatMigrated)
    return Gone("group became a supergroup", Missing.CHAT, exc.new_chat_id)


def _refused_token(_: ptb.TelegramError) -> ChannelError:
    # PTB's own text may quote the whole token.
    return Stop(
        "Telegram refuses the bot token; get a valid one from @BotFather (/mybots, API Token) "
        "and set ORDERBELL_TELEGRAM_TOKEN"
    )


def _second_poller(exc: ptb.TelegramError) -> ChannelError:
    return TemporaryFailure(scope=Scope.BOT, reason=exc.message)


_Meaning = Callable[[ptb.TelegramError], ChannelError]
_MEANINGS: tuple[tuple[type[ptb.TelegramError], _Meaning], ...] = (
    (ptb.RetryAfter, _flood),
    (ptb.ChatMigrated, _migrated),
    (ptb.InvalidToken, _refused_token),
    (ptb.Conflict, _second_poller),
    (ptb.Forbidden, lambda exc: Unreachable(exc.message)),
    (ptb.EndPointNotFound, lambda exc: Defect(exc.message)),
    (ptb.BadRequest, _bad_request),
    (ptb.NetworkError, _network),
)
