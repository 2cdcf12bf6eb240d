"""The log: one chain for everybody, and no secret in any line."""

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.logs import QUIET, RedactingFilter, configure, log_uncaught
from bot.redaction import Redactor
from channels.telegram.transport import AiohttpRequest

TOKEN = "7654321:CANARY-canary-CANARY-canary-CANARY-x"
PASSWORD = 'CANARY"pass\\word'


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(params=[False, True], ids=["console", "json"])
def out(request: pytest.FixtureRequest) -> io.StringIO:
    """Where the log goes, in both formats, with everything switched on."""
    stream = io.StringIO()
    configure(json=request.param, secrets=[PASSWORD], level="DEBUG", stream=stream)
    for name in QUIET:  # somebody turns the noise up after us
        logging.getLogger(name).setLevel(logging.DEBUG)
    return stream


async def fail_to_connect() -> TelegramError:
    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url="http://127.0.0.1:1/bot", request=request)
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()
    return caught.value


async def test_no_canary_sings(out: io.StringIO) -> None:
    """Whatever is logged, in whatever way, the token and the password are never in it."""
    log = structlog.get_logger("orderbell")
    std = logging.getLogger("some.library")
    bot = Bot(TOKEN)
    log.info("bot made", bot=bot, nested={"url": f"https://api.telegram.org/bot{TOKEN}/getMe"})
    log.info(f"event {TOKEN}", password=PASSWORD, both=[TOKEN, {TOKEN: PASSWORD}])
    std.info("bot %r, token %s", bot, TOKEN)
    std.info("as a dictionary %(token)s", {"token": TOKEN})
    std.info("too many arguments %s", TOKEN, PASSWORD)
    logging.getLogger("httpx").info('HTTP Request: POST https://x/bot%s/getMe "200 OK"', TOKEN)
    for error in (
        InvalidToken(f"The token `{TOKEN}` was rejected by the server."),
        ValueError(PASSWORD),
        KeyError(PASSWORD),  # whose text is a `repr`
        await fail_to_connect(),
    ):
        try:
            raise RuntimeError(f"around {TOKEN}") from error
        except RuntimeError as caught:
            log.exception("caught", error=caught)
            std.exception("caught")
            std.error("later", exc_info=caught)
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"lost {TOKEN}", "exception": ValueError(TOKEN)}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"beware of {TOKEN}", UserWarning, stacklevel=1)
    text = out.getvalue()
    assert "CANARY" not in text
    assert len(text.splitlines()) > 15
    assert "Traceback" in text


def test_nothing_of_a_line_is_lost_but_the_secret(out: io.StringIO) -> None:
    """What, which and why stay readable."""
    structlog.get_logger("orders.desk").warning("cannot approve", order=17, state="cancelled")
    logging.getLogger("uvicorn").warning("port %d in use", 8080)
    text = out.getvalue()
    assert "cannot approve" in text
    assert "17" in text
    assert "cancelled" in text
    assert "orders.desk" in text
    assert "port 8080 in use" in text
    assert "uvicorn" in text


def test_json_is_one_object_a_line() -> None:
    """For machines: each line parses, also one with a traceback."""
    stream = io.StringIO()
    configure(json=True, stream=stream)
    structlog.get_logger().info("замовлення", order=17)
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("x").exception("failed")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["order"], first["level"]) == ("замовлення", 17, "info")
    assert first["at"].endswith("Z")
    assert "ValueError: two\nlines" in second["exception"]


def test_chatty_libraries_are_quiet() -> None:
    """At INFO they print URLs with the token; only their warnings come through."""
    stream = io.StringIO()
    configure(json=False, level="DEBUG", stream=stream)
    for name in QUIET:
        logging.getLogger(f"{name}.deep.inside").info("chatter")
        logging.getLogger(f"{name}.deep.inside").warning("trouble")
    assert "chatter" not in stream.getvalue()
    assert stream.getvalue().count("trouble") == len(QUIET)


def test_the_level_holds_for_everybody() -> None:
    """ERROR means errors only, also from libraries."""
    stream = io.StringIO()
    configure(json=False, level="ERROR", stream=stream)
    structlog.get_logger().warning("no")
    logging.getLogger("telegram").warning("no")
    structlog.get_logger().error("yes")
    assert stream.getvalue().count("no ") == 0
    assert stream.getvalue().count("yes") == 1


def test_configuring_again_doubles_no_line() -> None:
    """The last configuration is the only one."""
    stream = io.StringIO()
    configure(json=False, stream=io.StringIO())
    configure(json=False, stream=stream)
    logging.getLogger("x").warning("once")
    assert stream.getvalue().count("once") == 1


def test_context_reaches_every_line(out: io.StringIO) -> None:
    """What is bound to the task stands in the lines of libraries too."""
    with structlog.contextvars.bound_contextvars(update_id=991):
        logging.getLogger("x").warning("from a library")
    assert "991" in out.getvalue()


def test_what_nobody_catches_is_logged_without_secrets(out: io.StringIO) -> None:
    """Python would print it with its secrets."""
    log_uncaught()
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(InvalidToken, error, None)

    def fail() -> None:
        raise ValueError(TOKEN)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    text = out.getvalue()
    assert "CANARY" not in text
    assert "InvalidToken" in text
    assert "ValueError" in text


def test_the_filter_serves_other_handlers() -> None:
    """A handler with its own format is made safe by the filter alone."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter(Redactor([PASSWORD])))
    logger = logging.getLogger("test.filter")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        raise ValueError(f"{TOKEN} {PASSWORD}")
    except ValueError:
        logger.exception("token %s", TOKEN)
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
    assert "CANARY" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
