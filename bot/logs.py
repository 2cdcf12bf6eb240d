"""Logging: structlog over the standard library, one chain for both, and no secret in any line.

It decides how a line looks and where it goes, never what is worth a line.
"""

import logging
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import Redactor

#: Chatty, and at DEBUG or INFO they print the bot's token. (httpx: each URL at INFO.)
QUIET = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "sqlalchemy",
    "telegram",
    "uvicorn.access",
)


class RedactingFilter(logging.Filter):
    """Takes secrets out of a standard record: message, arguments and traceback.

    For handlers that do not format with our chain; put it on a handler, not on a logger, whose
    filters are not asked for what comes from its children.
    """

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always lets it through."""
        if isinstance(record.msg, dict):  # structlog's event on its way to our formatter
            return True
        record.msg = self._redactor.text(_message(record))
        record.args = None
        if record.exc_info:
            record.exc_text = self._redactor.text(_EXCEPTIONS.formatException(record.exc_info))
        return True


class RedactingFormatter(logging.Formatter):
    """Runs another formatter and takes secrets out of the finished line, traceback included."""

    def __init__(self, inner: logging.Formatter, redactor: Redactor) -> None:
        super().__init__()
        self._inner = inner
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """One line, or one line and a traceback."""
        return self._redactor.text(self._inner.format(record))


def configure(
    *,
    json: bool,
    secrets: Iterable[str] = (),
    level: str = "INFO",
    stream: TextIO | None = None,
) -> None:
    """Set up all logging of this process; may be called again.

    `json` gives one JSON object a line, for machines; else lines for people, coloured on a
    terminal. `secrets` are hidden wherever they turn up, besides anything that looks like a bot
    token or like a password in a URL. Give uvicorn `log_config=None`, or it sets up its own.
    """
    redactor = Redactor(secrets)
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter(redactor))
    handler.setFormatter(RedactingFormatter(_formatter(json, stream, redactor), redactor))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        quiet = logging.getLogger(name)
        quiet.setLevel(max(root.level, logging.WARNING))
        # A server without an access log cuts that logger off, warnings and all.
        quiet.propagate = True
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(redactor),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def log_uncaught() -> None:
    """Log what nobody catches, which Python would print with every secret in it.

    For the process's entry point only: it replaces hooks of the interpreter.
    """
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _shared(redactor: Redactor) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _Redaction(redactor),
    ]


def _formatter(json: bool, stream: TextIO, redactor: Redactor) -> logging.Formatter:
    last: list[Processor]
    if json:
        last = [
            structlog.processors.format_exc_info,
            _Redaction(redactor),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        last = [
            structlog.dev.ConsoleRenderer(
                colors=stream.isatty(),
                timestamp_key="at",
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(redactor),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )


class _Redaction:
    """The processor: every value of an event, before anything renders it.

    The finished line is redacted once more: a renderer may quote a secret beyond recognition, or
    join two values into one; and exceptions become text only there.
    """

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if not key.startswith("_") and key not in ("exc_info", "stack_info"):
                event[key] = self._redactor.value(value)
        return event


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a log call with the wrong number of arguments
        return f"{record.msg} {record.args!r}"


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("uncaught exception", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


_EXCEPTIONS = logging.Formatter()
