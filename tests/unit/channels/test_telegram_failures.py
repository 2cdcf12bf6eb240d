"""Every row of the error table means one thing for the work at hand."""

from datetime import timedelta

import pytest
from telegram import error as ptb

from channels.telegram.failures import is_harmless, translate
from channels.telegram.transport import UnsentError, UnsentTimedOut
from orders.errors import (
    ChannelError,
    Defect,
    Gone,
    Missing,
    PermanentFailure,
    Scope,
    Stop,
    TemporaryFailure,
    Unreachable,
)

TOKEN = "7654321:CANARY-canary-CANARY-canary-CANARY-x"

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"

GONE = [
    ("message to edit not found", Missing.CARD),
    ("message can't be edited", Missing.CARD),
    ("message to delete not found", Missing.CARD),
    ("message can't be deleted", Missing.CARD),
    ("message to be replied not found", Missing.REPLY),
    ("message to copy not found", Missing.REPLY),
    ("message thread not found", Missing.THREAD),
    ("TOPIC_DELETED", Missing.THREAD),
    ("TOPIC_CLOSED", Missing.THREAD),
    ("the chat is not a forum", Missing.THREAD),
    ("not enough rights to create a topic", Missing.THREAD),
    ("BOT_FORUM_CREATE_FORBIDDEN", Missing.THREAD),
]

DEFECTS = [
    'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    "message is too long",
    "message caption is too long",
    "message text is empty",
    "BUTTON_DATA_INVALID",
    "reply markup is too long",
    "some error nobody has seen yet",
]


@pytest.mark.parametrize(("text", "what"), GONE)
def test_what_is_gone_is_named(text: str, what: Missing) -> None:
    """A missing card, reply target or topic is told apart: each is mended differently."""
    failure = translate(ptb.BadRequest(f"Bad Request: {text}"))
    assert isinstance(failure, Gone)
    assert failure.what is what


@pytest.mark.parametrize("text", DEFECTS)
def test_a_refused_content_is_our_defect(text: str) -> None:
    """What Telegram refuses to take it will refuse again: never retried."""
    failure = translate(ptb.BadRequest(f"Bad Request: {text}"))
    assert type(failure) is Defect


@pytest.mark.parametrize(
    "text",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot was kicked from the supergroup chat",
        "Forbidden: something new",
    ],
)
def test_forbidden_means_next_channel(text: str) -> None:
    """A blocked bot is no reason to try again, and no defect of ours."""
    assert type(translate(ptb.Forbidden(text))) is Unreachable


@pytest.mark.parametrize(
    "text", ["chat not found", "PEER_ID_INVALID", "not enough rights to send text messages"]
)
def test_a_chat_that_cannot_be_written_to_means_next_channel(text: str) -> None:
    """Some unreachable recipients come as 400, not as 403."""
    assert type(translate(ptb.BadRequest(f"Bad Request: {text}"))) is Unreachable


def test_case_does_not_matter() -> None:
    """PTB re-capitalises what it strips: matching ignores case."""
    stripped = ptb.BadRequest("Bad Request: TOPIC_DELETED")
    assert stripped.message == "Topic_deleted"
    failure = translate(stripped)
    assert isinstance(failure, Gone)
    assert failure.what is Missing.THREAD


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
@pytest.mark.parametrize("setting", ["true", "false"])
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_a_flood_wait_is_kept(
    wait: int | timedelta, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 carries its seconds over, whichever type PTB is set to use."""
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    failure = translate(ptb.RetryAfter(wait))
    assert isinstance(failure, TemporaryFailure)
    assert (failure.retry_after_s, failure.maybe_sent, failure.scope) == (7.0, False, Scope.CHAT)


@pytest.mark.parametrize(
    ("error", "maybe_sent"),
    [
        (ptb.TimedOut(), True),
        (UnsentTimedOut("no connection"), False),
        (ptb.NetworkError("ServerDisconnectedError"), True),
        (UnsentError("refused"), False),
        (ptb.NetworkError("Bad Gateway"), True),
        (ptb.NetworkError("Internal Server Error: restart"), False),
        (ptb.NetworkError("Too Many Requests"), False),
        (ptb.TelegramError("Invalid server response"), True),
    ],
)
def test_network_failures_are_retried_and_honest_about_doubt(
    error: ptb.TelegramError, maybe_sent: bool
) -> None:
    """Only what certainly did not arrive is called unsent."""
    failure = translate(error)
    assert isinstance(failure, TemporaryFailure)
    assert failure.maybe_sent is maybe_sent
    assert failure.retry_after_s is None


def test_a_body_too_large_is_our_defect() -> None:
    """413 is a network error for PTB, yet no retry will shrink the file."""
    assert type(translate(ptb.NetworkError("Request Entity Too Large"))) is Defect


def test_a_second_poller_holds_up_the_bot() -> None:
    """409 is about the bot as a whole."""
    failure = translate(ptb.Conflict("Conflict: terminated by other getUpdates request"))
    assert isinstance(failure, TemporaryFailure)
    assert failure.scope is Scope.BOT


def test_a_migrated_chat_is_followed() -> None:
    """The new id travels with the failure."""
    failure = translate(ptb.ChatMigrated(-100200))
    assert isinstance(failure, Gone)
    assert (failure.what, failure.moved_to) == (Missing.CHAT, -100200)


def test_a_refused_token_stops_and_is_not_quoted() -> None:
    """401/404 stop the channel; PTB's text quotes the token, ours never does."""
    failure = translate(ptb.InvalidToken(f"The token `{TOKEN}` was rejected by the server."))
    assert isinstance(failure, Stop)
    assert TOKEN not in str(failure)
    assert "BotFather" in str(failure)


def test_an_unknown_method_is_our_defect() -> None:
    """A newer method on an older server does not stop the bot."""
    assert type(translate(ptb.EndPointNotFound("Endpoint not found"))) is Defect


@pytest.mark.parametrize("text", [NOT_MODIFIED, QUERY_TOO_OLD, "Bad Request: TOPIC_NOT_MODIFIED"])
def test_harmless_errors_are_success(text: str) -> None:
    """What is there already, or came too late for anybody, needs nothing more."""
    assert is_harmless(ptb.BadRequest(text))


@pytest.mark.parametrize(
    "error",
    [
        ptb.BadRequest("Bad Request: message to edit not found"),
        ptb.Forbidden("Forbidden: bot was blocked by the user"),
        ptb.TimedOut(),
        ptb.NetworkError("query is too old"),
    ],
)
def test_other_errors_are_not_harmless(error: ptb.TelegramError) -> None:
    """Only a refusal by Telegram itself can be harmless."""
    assert not is_harmless(error)


def test_every_error_of_ptb_has_a_meaning() -> None:
    """A new PTB release cannot bring an error that slips through untranslated."""
    for name in ptb.__all__:
        kind = getattr(ptb, name)
        error = kind(5) if kind in (ptb.RetryAfter, ptb.ChatMigrated) else kind("x")
        meaning = translate(error)
        assert isinstance(meaning, ChannelError)
        assert isinstance(meaning, TemporaryFailure | PermanentFailure | Stop)
