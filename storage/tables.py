"""Every table, once, for both databases. `storage/migrations` must lead to exactly this."""

from storage.kept_tables import (
    FIRST_ORDER_NUMBER,
    accounts,
    api_keys,
    cards,
    customers,
    dialogues,
    events,
    fees,
    http_answers,
    invites,
    meta,
    metadata,
    orders,
    products,
    sellers,
)
from storage.queue_tables import inbox, work

__all__ = [
    "FIRST_ORDER_NUMBER",
    "accounts",
    "api_keys",
    "cards",
    "customers",
    "dialogues",
    "events",
    "fees",
    "http_answers",
    "inbox",
    "invites",
    "meta",
    "metadata",
    "orders",
    "products",
    "sellers",
    "work",
]
