"""The queue stays cheap however long it grows: the plans walk one index and sort nothing."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from orders.shelves import Filter, Sort
from orders.states import Actor
from orders.work import Kind
from storage.engine import conninfo
from storage.enquiries import ADOPT, BETWEEN
from storage.inbox import CLAIM as INBOX_CLAIM
from storage.inbox import RELEASE as INBOX_RELEASE
from storage.order_lists import PAGES
from storage.orders import ORDER_VIEW
from storage.patrons import ALL, TALLIES
from storage.rounds import PLACED
from storage.shelves import NUMBERS
from storage.statement import Statement
from storage.work import RELEASE as WORK_RELEASE
from storage.work import STATE
from storage.work_claim import CLAIM, HOLD, NEXT_DUE

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_LEASE = {"now": NOW, "limit": 5, "lease_until": NOW, "token": "t"}
#: Over an empty table PostgreSQL takes any index, and never executes it.
ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
CLAIMED = {"kind": Kind.TELEGRAM, **_LEASE}


def sqlite_plan(url: str, statement: Statement, **values: object) -> str:
    """SQLite's plan, one step a line."""
    with sqlite3.connect(make_url(url).database or "") as conn:
        conn.execute("ANALYZE")
        sql = f"EXPLAIN QUERY PLAN {statement.sqlite.sql}"
        plan = conn.execute(sql, statement.sqlite.values(values)).fetchall()
    conn.close()
    return "\n".join(step[3] for step in plan)


def postgres_plan(url: str, statement: Statement, **values: object) -> str:
    """PostgreSQL's plan with what it really touched."""
    with psycopg.connect(conninfo(make_url(url))) as conn:
        conn.execute("ANALYZE")
        query = b"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + statement.postgres.query
        plan = conn.execute(query, statement.postgres.named(values)).fetchall()
        conn.rollback()
    return "\n".join(str(step[0]) for step in plan)


@pytest.fixture
def filled(url: str) -> str:
    """5,000 rows due in one priority, 5,000 that are due tomorrow, 300 open updates among 20,300."""
    if url.startswith("sqlite"):
        _fill_sqlite(Path(make_url(url).database or ""))
    else:
        _fill_postgres(url)
    return url


def _fill_sqlite(path: Path) -> None:
    now, day = int(NOW.timestamp() * 1e6), 86_400_000_000
    with sqlite3.connect(path) as conn:
        conn.executemany(
            "INSERT INTO work (kind, topic, actor, party_id, due_at, priority, details, state,"
            " attempts, created_at, error)"
            " VALUES ('telegram', 'card', 'seller', 1, ?, 2, '{}', 'open', 0, 0, '')",
            [(now - n if n % 2 else now + day + n,) for n in range(10_000)],
        )
        conn.executemany(
            "INSERT INTO inbox (update_id, lane, raw, state, due_at, attempts, received_at, error)"
            " VALUES (?, 'chat:1', x'', ?, ?, 0, ?, '')",
            [(n, "done" if n < 20_000 else "open", now, now) for n in range(20_300)],
        )
    conn.close()


def _fill_postgres(url: str) -> None:
    with psycopg.connect(conninfo(make_url(url))) as conn:
        conn.execute(
            "INSERT INTO work (kind, topic, actor, party_id, due_at, priority, details, state,"
            " attempts, created_at, error) SELECT 'telegram', 'card', 'seller', 1,"
            " %(now)s::timestamptz + CASE n %% 2 WHEN 1 THEN -n ELSE 100000 + n END * '1 s'::interval,"
            " 2, '{}', 'open', 0, %(now)s, '' FROM generate_series(1, 10000) n",
            {"now": NOW},
        )
        conn.execute(
            "INSERT INTO inbox (update_id, lane, raw, state, due_at, attempts, received_at, error)"
            " SELECT n, 'chat:1', '', CASE WHEN n <= 20000 THEN 'done' ELSE 'open' END, %(now)s, 0,"
            " %(now)s, '' FROM generate_series(1, 20300) n",
            {"now": NOW},
        )


def plan_of(url: str, statement: Statement, **values: object) -> str:
    """The plan, whichever database."""
    explain = sqlite_plan if url.startswith("sqlite") else postgres_plan
    return explain(url, statement, **values)


def test_a_claim_walks_the_index_and_sorts_nothing(filled: str) -> None:
    """With 5,000 rows due in one priority it touches the five it takes."""
    plan = plan_of(filled, CLAIM, **CLAIMED)
    assert plan.count("ix_work_open") == 4
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "SCAN work" not in plan
    assert "Seq Scan on work" not in plan
    touched = [int(n) for n in re.findall(r"ix_work_open on work[^(]*\(actual rows=(\d+)", plan)]
    assert max(touched, default=0) <= 5


def test_to_hold_walks_the_index_and_sorts_nothing(filled: str) -> None:
    """As to claim; the order in which the rows come is the index's own."""
    plan = plan_of(filled, HOLD, kind=Kind.TELEGRAM, now=NOW, limit=5)
    assert plan.count("ix_work_open") == 4
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "Seq Scan on work" not in plan
    touched = [int(n) for n in re.findall(r"ix_work_open on work[^(]*\(actual rows=(\d+)", plan)]
    assert max(touched, default=0) <= 5


def test_an_empty_tick_touches_no_row(filled: str) -> None:
    """Nothing is due: the index says so at once, whatever lies ahead."""
    plan = plan_of(filled, CLAIM, **{**CLAIMED, "now": NOW - timedelta(days=9)})
    assert plan.count("ix_work_open") == 4
    touched = [int(n) for n in re.findall(r"ix_work_open on work[^(]*\(actual rows=(\d+)", plan)]
    assert sum(touched) == 0


@pytest.fixture
def talkative(filled: str) -> str:
    """5,000 messages of one conversation wait besides, with one of each of three others behind them."""
    into = (
        "INSERT INTO work (kind, topic, actor, party_id, due_at, priority, details, state,"
        " attempts, created_at, error, order_number)"
    )
    if filled.startswith("sqlite"):
        now = int(NOW.timestamp() * 1e6)
        with sqlite3.connect(make_url(filled).database or "") as conn:
            conn.executemany(
                f"{into} VALUES ('telegram', 'message', 'seller', 1, ?, 1, '{{}}', 'open', 0, 0, '', ?)",
                [(now - 5_003 + n, max(1001, n - 3_998)) for n in range(5_003)],
            )
        conn.close()
        return filled
    with psycopg.connect(conninfo(make_url(filled))) as server:
        # That these orders exist is not what is tried.
        server.execute("SET session_replication_role = replica")
        server.execute(
            f"{into} SELECT 'telegram', 'message', 'seller', 1,"
            " %(now)s::timestamptz - (5003 - n) * '1 s'::interval, 1, '{}', 'open', 0, %(now)s, '',"
            " greatest(1001, n - 3998) FROM generate_series(0, 5002) n".encode(),
            {"now": NOW},
        )
    return filled


def test_a_long_conversation_is_not_sorted_for_its_next_message(talkative: str) -> None:
    """Whether a message is next is one look into the index of what is to be said."""
    plan = plan_of(talkative, CLAIM, **CLAIMED)
    assert plan.count("ix_work_open") == 4
    assert plan.count("ix_work_talk") == 4
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "SCAN work" not in plan
    assert "SCAN earlier" not in plan
    assert "Seq Scan on work" not in plan
    looks = re.findall(r"ix_work_talk on work[^(]*\(actual rows=([\d.]+)", plan)
    assert max(map(float, looks), default=0) <= 1


def test_the_next_due_time_is_four_looks_into_the_index(filled: str) -> None:
    """One per priority, one entry each."""
    plan = plan_of(filled, NEXT_DUE, kind=Kind.TELEGRAM)
    assert plan.count("ix_work_open") == 4
    assert "TEMP B-TREE" not in plan
    assert "Seq Scan on work" not in plan
    touched = [int(n) for n in re.findall(r"ix_work_open on work[^(]*\(actual rows=(\d+)", plan)]
    assert max(touched, default=0) <= 1


def test_the_state_of_a_notice_is_found_by_its_order(filled: str) -> None:
    """A tap must not search the whole queue for the notice it takes back."""
    plan = plan_of(filled, STATE, number=1001, topic="notice", event=2)
    assert "ix_work_told" in plan


def test_leases_are_given_back_without_looking_at_what_waits(filled: str) -> None:
    """A start with a million waiting rows is as quick as one with none."""
    assert "ix_work_leased" in plan_of(filled, WORK_RELEASE, now=NOW, ends_after=NOW)
    assert "ix_inbox_leased" in plan_of(filled, INBOX_RELEASE, now=NOW, ends_after=NOW)


@ON_SQLITE
def test_an_order_takes_a_question_over_without_looking_at_all_that_is_said(url: str) -> None:
    """Placing an order must not cost more the more people talk, nor the more ask one seller."""
    plan = plan_of(url, BETWEEN, customer_id=1, seller_id=1, since=NOW, limit=9)
    assert "ix_enquiries_customer" in plan
    _, said, waiting = ADOPT
    assert "ix_messages_order" in plan_of(url, said, taken=1, by=2)
    assert "ix_work_talk" in plan_of(url, waiting, taken=1, by=2)


@ON_SQLITE
def test_a_customers_record_looks_at_that_customers_orders_only(url: str) -> None:
    """A card must not cost more the more orders everybody else has closed."""
    plan = plan_of(url, ORDER_VIEW, number=1001)
    assert "ix_orders_state" not in plan
    assert "ix_orders_seller" not in plan
    assert plan.count("SEARCH earlier USING COVERING INDEX ix_orders_customer") == 5
    assert plan.count("SEARCH earlier USING INDEX ix_orders_customer") == 1


@ON_SQLITE
def test_a_customers_tab_looks_at_that_customers_orders_only(url: str) -> None:
    """Not at all orders of that state."""
    for statement in PAGES[Actor.CUSTOMER, True]:
        plan = plan_of(url, statement, party_id=1, state="new", limit=6, offset=0)
        assert "ix_orders_state" not in plan
        assert "ix_orders_customer" in plan


def test_an_update_claim_stays_within_the_open_ones(filled: str) -> None:
    """Two days of handled updates cost it nothing."""
    plan = plan_of(filled, INBOX_CLAIM, **_LEASE)
    assert "ix_inbox_lane" in plan
    assert "SCAN inbox" not in plan
    assert "Seq Scan" not in plan


@ON_SQLITE
def test_a_sellers_customers_are_listed_without_sorting(url: str) -> None:
    """Their first page costs the same however many there are; a record is counted from an index alone."""
    page, _ = ALL
    plan = plan_of(url, page, seller_id=1, text="", limit=6, offset=0)
    assert "SEARCH patrons USING INDEX ix_patrons_last" in plan
    assert "TEMP B-TREE" not in plan
    record = plan_of(url, TALLIES, seller_id=1, customer_id=1)
    assert record.count("SEARCH orders USING COVERING INDEX ix_orders_customer") == 1


@ON_SQLITE
@pytest.mark.parametrize(("of", "sort"), NUMBERS)
def test_a_filter_reads_an_index_alone(url: str, of: Filter, sort: Sort) -> None:
    """Of a seller's open orders; the many that have ended cost nothing."""
    plan = plan_of(url, NUMBERS[of, sort], seller_id=1, now=NOW, closing_by=NOW)
    sought = [step for step in plan.splitlines() if " orders " in step]
    assert sought
    assert all(
        "SEARCH orders USING COVERING INDEX ix_orders_shelf (seller_id=? AND state=?" in step
        for step in sought
    )


@ON_SQLITE
def test_the_past_weeks_cost_nothing_for_the_years_before(url: str) -> None:
    """The picture of a seller who has sold for ten years is drawn from eight weeks."""
    plan = plan_of(url, PLACED, seller_id=1, since=NOW)
    assert "SEARCH orders USING INDEX ix_orders_placed (seller_id=? AND placed_at>?)" in plan
    assert "SCAN" not in plan
