"""What the administration looks for among all that happens: an index of the few events that ask for its word."""

from sqlalchemy import Index, text

from storage.kept_tables import events

#: A seller asks for another amount.
REQUESTED = text("what = 'amount_requested'")

ix_events_requests = Index(
    "ix_events_requests",
    events.c.at,
    events.c.order_number,
    events.c.version,
    sqlite_where=REQUESTED,
    postgresql_where=REQUESTED,
)
