"""What stands in the database after the chaos, read behind the bot's back."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import text

from storage.engine import parsed
from storage.schema import blocking_engine


@dataclass(frozen=True)
class Books:
    """Everything the tests look at, as it stood at one moment."""

    #: (number, external id, state, version)
    orders: list[tuple[int, str, str, int]]
    #: (order, version, what)
    events: list[tuple[int, int, str]]
    #: Order -> (chat, message) of the seller's card.
    cards: dict[int, tuple[int, int]]
    #: (order, work row, process) of sellers' cards under way: claimed and not settled.
    in_flight: set[tuple[int, int, str]]
    #: (message, work row, process) of what is said, under way.
    talk_in_flight: set[tuple[int, int, str]]
    #: (message, order, by, content as it is kept), in the order they were taken down.
    said: list[tuple[int, int, str, str]]
    #: Updates that are not handled, and those that were parked.
    inbox_open: int
    inbox_parked: int
    dead: int


def read(url: str) -> Books:
    """Read them; call it while no bot runs, or it may have moved on already."""
    engine = blocking_engine(parsed(url))
    try:
        with engine.begin() as connection:

            def rows(statement: str) -> list[Any]:
                return [tuple(row) for row in connection.execute(text(statement))]

            def count(statement: str) -> int:
                return int(rows(f"SELECT count(*) FROM {statement}")[0][0])

            return Books(
                rows("SELECT number, external_id, state, version FROM orders ORDER BY number"),
                rows("SELECT order_number, version, what FROM events ORDER BY 1, 2"),
                {
                    number: (chat, message)
                    for number, chat, message in rows(
                        "SELECT order_number, chat_id, message_id FROM cards WHERE actor = 'seller'"
                    )
                },
                set(
                    rows(
                        "SELECT order_number, id, token FROM work WHERE state = 'open'"
                        " AND topic = 'card' AND actor = 'seller' AND token IS NOT NULL"
                    )
                ),
                {
                    (int(orjson.loads(details)["message"]), work_id, token)
                    for details, work_id, token in rows(
                        "SELECT details, id, token FROM work WHERE state = 'open'"
                        " AND topic = 'message' AND token IS NOT NULL"
                    )
                },
                rows("SELECT id, order_number, actor, content FROM messages ORDER BY id"),
                count("inbox WHERE state = 'open'"),
                count("inbox WHERE state = 'parked'"),
                count("work WHERE state = 'dead'"),
            )
    finally:
        engine.dispose()
