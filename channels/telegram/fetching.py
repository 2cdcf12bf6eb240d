"""Get back the files that Telegram keeps. It stores nothing and retries nothing."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from telegram import Bot

from channels.telegram.failures import translated
from orders.errors import ChannelError, PermanentFailure, Stop, TemporaryFailure


class NotFetched(Exception):
    """Telegram did not give the file; the message says why, in few words."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as Telegram gave it."""

    content: bytes
    #: The end of Telegram's own name for it, such as `.jpg`; empty where it has none.
    suffix: str


async def fetch(bot: Bot, file_id: str) -> Fetched:
    """The file. Raises `NotFetched`; `Stop` when the token is refused.

    Bots get files of up to 20 MB. Source: Bot API, getFile.
    """
    try:
        with translated():
            file = await bot.get_file(file_id)
    except Stop:
        raise
    except ChannelError as error:
        raise NotFetched(_why(error)) from None
    try:
        with translated():
            content = await file.download_as_bytearray()
    except Stop:
        # The token was taken a moment ago: here "not found" speaks of the file.
        raise NotFetched("Telegram no longer has it") from None
    except ChannelError as error:
        raise NotFetched(_why(error)) from None
    return Fetched(bytes(content), PurePosixPath(file.file_path or "").suffix)


def _why(error: ChannelError) -> str:
    told = isinstance(error, PermanentFailure | TemporaryFailure) and error.reason
    return f"Telegram says: {told}" if told else str(error)
