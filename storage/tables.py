"""Every table, once, for both databases. `storage/migrations` must lead to exactly this."""

from storage.channel_tables import arrivals, choices, fates, phones, sendings, sms_requests
from storage.complaint_tables import complaints
from storage.feedback_tables import feedback, feedback_asks, ratings
from storage.heard_days import heard_days
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
    tariffs,
)
from storage.note_tables import note_versions, notes, templates
from storage.oversight_tables import ix_events_requests
from storage.patron_tables import patrons
from storage.queue_tables import inbox, work
from storage.shelf_tables import deeds, order_counts, shelves
from storage.talk_tables import (
    enquiries,
    focuses,
    message_versions,
    messages,
    posts,
    relays,
    strays,
)
from storage.time_tables import rhythms, timings
from storage.venue_tables import assistants, hushes, rooms, venues

__all__ = [
    "FIRST_ORDER_NUMBER",
    "accounts",
    "api_keys",
    "arrivals",
    "assistants",
    "cards",
    "choices",
    "complaints",
    "customers",
    "deeds",
    "dialogues",
    "enquiries",
    "events",
    "fates",
    "feedback",
    "feedback_asks",
    "fees",
    "focuses",
    "heard_days",
    "http_answers",
    "hushes",
    "inbox",
    "invites",
    "ix_events_requests",
    "message_versions",
    "messages",
    "meta",
    "metadata",
    "note_versions",
    "notes",
    "order_counts",
    "orders",
    "patrons",
    "phones",
    "posts",
    "products",
    "ratings",
    "relays",
    "rhythms",
    "rooms",
    "sellers",
    "sendings",
    "shelves",
    "sms_requests",
    "strays",
    "tariffs",
    "templates",
    "timings",
    "venues",
    "work",
]
