"""A marketplace of any size, written by a few statements, for benchmarks of what is read. SQLite only."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bench.seed import linked, url_of
from orders.states import State
from storage.schema import migrate
from storage.unit import SqlStore

#: Every tenth order is the seller's whose lists are measured.
SHARE = 10
#: So many other sellers, and customers, whatever the size.
_OTHERS, _CUSTOMERS = 500, 50_000
_DAY = 86_400 * 1_000_000
#: Of a hundred orders: most have ended, as after years of work.
_STATE = """CASE WHEN n / 10 % 100 < 2 THEN 'new' WHEN n / 10 % 100 < 5 THEN 'confirmed'
  WHEN n / 10 % 100 < 10 THEN 'paid' WHEN n / 10 % 100 < 15 THEN 'sent'
  WHEN n / 10 % 100 < 90 THEN 'closed' ELSE 'cancelled' END"""
_NAMES = "olena koval,taras melnyk,ірина мельник,петро шевченко,anna bondar,john smith,ganna tkach"
_TITLES = (
    "clay mug,tea bowl,wool socks,вишита сорочка,oak board,silver ring,linen bag,vase,plate,candle"
)


def _pick(words: str, by: str) -> str:
    options = words.split(",")
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(options))
    return f"CASE {by} % {len(options)} {cases} END"


_PHONE = "'+38050' || substr(cast(10000000 + n * 7919 % 9999991 AS TEXT), -7)"
_TITLE = f"CASE WHEN n % 33330 = 0 THEN 'unicorn' ELSE {_pick(_TITLES, 'n / 10')} END"
_NAME = _pick(_NAMES, "n / 70")
_ORDERS = f"""
WITH RECURSIVE seq(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seq WHERE n < :orders),
made AS (SELECT n, {_STATE} AS state, {_NAME} AS name, {_PHONE} AS phone, {_TITLE} AS title,
  :now - (:orders - n) * 60 * 1000000 AS placed_at FROM seq)
INSERT INTO orders (number, version, state, seller_id, customer_id, items, amount_minor, currency,
  contact_name, contact_phone, shipping_address, comment, production_days, placed_at,
  production_ends_at, auto_close_at, search)
SELECT 1000 + n, 2, state, CASE WHEN n % {SHARE} = 0 THEN :own ELSE 2 + n % {_OTHERS} END,
  1 + n % {_CUSTOMERS}, '[["' || title || '",2,45000,"UAH",null]]', 90000, 'UAH', name, phone,
  'Kyiv, Khreshchatyk 1', 'Blue, please', 5, placed_at, :now + (n / 10 % 13 - 3) * {_DAY},
  :now + (n / 10 % 13 + 1) * {_DAY}, name || x'1f' || phone || x'1f' || title FROM made
"""
_MESSAGES = """
INSERT INTO messages (order_number, actor, party_id, at, version, content, request_id)
SELECT number, CASE WHEN number / 10 % 7 = 0 THEN 'customer' ELSE 'seller' END, 1, placed_at, 1,
  '{}', 'bench-' || number FROM orders WHERE state NOT IN ('closed', 'cancelled')
"""
_PATRONS = """
INSERT INTO patrons (seller_id, customer_id, last_number, search)
SELECT seller_id, customer_id, max(number), contact_name || x'1f' || contact_phone
FROM orders GROUP BY seller_id, customer_id
"""
_NOTES = """
INSERT INTO notes (order_number, seller_id, text, at, search)
SELECT number, seller_id, 'note', placed_at, 'зателефонувати ' || number FROM orders
WHERE seller_id = :own AND number / 10 % 50 = 0
"""

_STATES = [state.value for state in State]
_COUNTS = f"""
INSERT INTO order_counts (seller_id, {", ".join(_STATES)})
SELECT seller_id, {", ".join(f"sum(state = '{state}')" for state in _STATES)}
FROM orders GROUP BY seller_id
"""


async def shelf(database: Path, orders: int) -> int:
    """So many orders, a tenth of them one seller's, whose id is returned."""
    now = datetime.now(UTC)
    await migrate(url_of(database), now)
    async with SqlStore(url_of(database)) as store, store.write() as uow:
        own = (await linked(uow, 1, now)).id
        for other in range(_OTHERS):
            await linked(uow, 10 + other, now)
    _fill(database, orders, own, int(now.timestamp() * 1e6))
    return own


def _fill(database: Path, orders: int, own: int, now: int) -> None:
    conn = sqlite3.connect(database)
    conn.execute("PRAGMA synchronous=OFF")
    conn.executemany(
        "INSERT INTO customers (ref, name, locale) VALUES (?, 'Olena Koval', 'en')",
        [(f"c{n}",) for n in range(_CUSTOMERS)],
    )
    conn.execute(_ORDERS, {"orders": orders, "now": now, "own": own})
    conn.execute(_COUNTS)
    conn.execute(_MESSAGES)
    conn.execute(_PATRONS)
    conn.execute(_NOTES, {"own": own})
    conn.commit()
    conn.close()
