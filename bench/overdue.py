"""Fill a database with orders whose deadline has passed, as fast as SQL can, on either database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, text

from bench.seed import linked, purchase
from orders import desk
from orders.model import Seller
from orders.policy import Policy
from orders.tariffs import Tariff
from storage.columns import Moment
from storage.engine import parsed
from storage.schema import blocking_engine, migrate
from storage.tables import orders
from storage.unit import SqlStore

#: Shops among which the orders are spread, each with one customer who is not in Telegram.
SHOPS = 100
_SET = {"number", "placed_at", "auto_close_at", "key_id", "external_id", "digest"}
_COPIED = ", ".join(c.name for c in orders.c if c.name not in _SET)
_SERIES = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)",
    "postgresql": "WITH n (i) AS (SELECT generate_series(1, CAST(:count AS bigint)))",
}
#: The i-th order's deadline; `over` is the time in which all of them passed.
_DUE = {
    "sqlite": ":since + :over * n.i / :count",
    "postgresql": ":since + :over * n.i / :count * interval '1 microsecond'",
}
_AGO = {"sqlite": "- :term", "postgresql": "- :term * interval '1 microsecond'"}
_FILL = (
    "INSERT INTO orders (number, placed_at, auto_close_at, {copied}) {series}"
    " SELECT :first + n.i, {due} {ago}, {due}, {copied}"
    " FROM n JOIN orders ON number = :template + n.i % :shops",
    "INSERT INTO events (order_number, version, what, actor, party_id, at, state, request_id, text)"
    " SELECT number, 1, 'placed', 'administration', 0, placed_at, 'new', 'bulk:' || number, ''"
    " FROM orders WHERE number > :first",
    "INSERT INTO work (kind, topic, actor, party_id, due_at, priority, order_number, merge_key,"
    " details, state, attempts, created_at, error)"
    " SELECT 'clock', 'expire', 'clock', 0, auto_close_at, 3, number, 'expire:' || number, '{{}}',"
    " 'open', 0, placed_at, '' FROM orders WHERE number > :first ORDER BY number",
    # What these were copied from is over: it is not to be measured.
    "UPDATE work SET state = 'done', finished_at = created_at"
    " WHERE order_number <= :first AND state = 'open'",
)
_COUNT_ON = "SELECT setval(pg_get_serial_sequence('orders', 'number'), max(number)) FROM orders"


async def overdue(
    url: str, count: int, since: datetime, over: timedelta, people: Sequence[int] = ()
) -> range:
    """So many orders whose deadlines passed evenly during `over` from `since` on; their numbers.

    They are copies of orders that were placed through the desk, so their rows hold what those hold.
    `people` are the accounts of the sellers; without them the shops are not linked.
    """
    await migrate(url, since)
    term = timedelta(days=5) + Policy().auto_close_after
    numbers = []
    async with SqlStore(url) as store, store.write() as uow:
        await uow.tariffs.put(Tariff("standard", "UAH", 1000, minimum=500))
        for n in range(len(people) or SHOPS):
            shop = Seller(0, f"o{n}", f"Shop {n}", None, None, "en", "UTC", None, None, "standard")
            if people:
                shop = replace(await linked(uow, people[n], since), tariff_ref="standard")
            seller, _ = await uow.people.put_seller(shop)
            wanted = purchase(seller.id, f"overdue-{n}")
            placed = await desk.place_within(uow, wanted, since - term, Policy())
            numbers.append(placed.order.number)
    engine = blocking_engine(parsed(url))
    try:
        with engine.begin() as connection:
            _fill(connection, numbers, count, since, over=over, term=term)
    finally:
        engine.dispose()
    return range(numbers[-1] + 1, numbers[-1] + count + 1)


def _fill(
    connection: Connection,
    templates: list[int],
    count: int,
    since: datetime,
    *,
    over: timedelta,
    term: timedelta,
) -> None:
    kind, micro = connection.dialect.name, timedelta(microseconds=1)
    values = {
        "count": count,
        "since": since,
        "over": over // micro,
        "term": term // micro,
        "first": templates[-1],
        "template": templates[0],
        "shops": len(templates),
    }
    words = {"copied": _COPIED, "series": _SERIES[kind], "due": _DUE[kind], "ago": _AGO[kind]}
    for form in _FILL:
        statement = text(form.format(**words))
        needed = {name: values[name] for name in statement._bindparams}
        if "since" in needed:
            statement = statement.bindparams(bindparam("since", type_=Moment()))
        connection.execute(statement, needed)
    if kind == "postgresql":
        connection.execute(text(_COUNT_ON))
        connection.execute(text("ANALYZE"))
