"""A statement is compiled once for both databases, and its values are converted on the way."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, bindparam, select, update

from storage.columns import Compact, Moment
from storage.dialects import holds, picked
from storage.statement import POSTGRES, SQLITE, Statement, given

NOW = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC)
_things = Table(
    "things",
    MetaData(),
    Column("id", BigInteger, primary_key=True),
    Column("at", Moment),
    Column("data", Compact),
    Column("name", Text),
)
_BY_TIME = Statement(
    select(_things.c.id, _things.c.at, _things.c.data)
    .where(_things.c.at <= given(_things.c.at, "now"), _things.c.name == "x")
    .limit(bindparam("limit"))
)


def test_values_go_in_the_order_of_the_placeholders() -> None:
    """Constants of the statement need not be given."""
    micros = int(NOW.timestamp()) * 1_000_000 + 5
    assert _BY_TIME.sqlite.values({"limit": 3, "now": NOW}) == [micros, "x", 3, 0]
    named = _BY_TIME.postgres.named({"limit": 3, "now": NOW})
    assert (named["now"], named["limit"]) == (NOW, 3)


def test_a_value_that_was_not_given_is_missed_at_once() -> None:
    """Not silently null."""
    with pytest.raises(KeyError, match="now"):
        _BY_TIME.sqlite.values({"limit": 3})


def test_columns_come_back_converted() -> None:
    """Moments as aware UTC, JSON as values; null stays null."""
    (raw_at,) = _BY_TIME.sqlite.values({"limit": 3, "now": NOW})[:1]
    rows = _BY_TIME.sqlite.rows([(1, raw_at, '{"a":"ї"}'), (2, None, "[]")])
    assert rows == [(1, NOW, {"a": "ї"}), (2, None, [])]
    kyiv = NOW.astimezone(timezone(timedelta(hours=2)))
    ((_, at, data),) = _BY_TIME.postgres.rows([(1, kyiv, "[1]")])
    assert (at, at.tzinfo, data) == (NOW, UTC, [1])


def test_json_is_stored_compactly() -> None:
    """No spaces, no escapes: rows stay small and readable."""
    for dialect in (SQLITE, POSTGRES):
        assert Compact().bind_processor(dialect)({"ї": [1, None]}) == '{"ї":[1,null]}'


def test_a_naive_moment_is_refused_on_both() -> None:
    """Nobody knows which moment it is."""
    for dialect in (SQLITE, POSTGRES):
        with pytest.raises(ValueError, match="naive"):
            Moment().bind_processor(dialect)(NOW.replace(tzinfo=None))


def test_picked_rows_are_asked_for_so_that_an_index_answers() -> None:
    """Nothing may follow IN on SQLite; PostgreSQL gets an array."""
    few = select(_things.c.id).limit(1).scalar_subquery()
    statement = Statement(update(_things).where(picked(_things.c.id, few)).values(name="y"))
    assert " = 1" not in statement.sqlite.sql
    assert "things.id IN (SELECT" in statement.sqlite.sql
    assert "things.id = ANY (ARRAY (SELECT" in statement.postgres.sql


def test_holds_is_no_pattern() -> None:
    """Each database's own search for a part of a text."""
    statement = Statement(select(_things.c.id).where(holds(_things.c.name, bindparam("part"))))
    assert "instr(things.name, ?) > 0" in statement.sqlite.sql
    assert "strpos(things.name, %(part)s" in statement.postgres.sql
