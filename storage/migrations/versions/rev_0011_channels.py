"""What goes out and comes in by SMS and e-mail; people by their number."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment, RowId

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MEANWHILE = sa.text("because = 'out_of_reach' AND topic = 'card' AND seen_at IS NULL")


def upgrade() -> None:
    """Go to this schema."""
    op.create_index("ix_sellers_phone", "sellers", ["phone"])
    op.create_index("ix_customers_phone", "customers", ["phone"])
    op.create_index("ix_inbox_heard", "inbox", ["lane", "received_at"])
    _sendings()
    _requests()
    op.create_table(
        "fates",
        Column("sid", sa.Text(), nullable=False),
        Column("fate", sa.Text(), nullable=False),
        Column("rank", sa.Integer(), nullable=False),
        Column("error", sa.Text(), nullable=False),
        Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sid", name="pk_fates"),
    )
    op.create_table(
        "arrivals",
        Column("kind", sa.Text(), nullable=False),
        Column("sid", sa.Text(), nullable=False),
        Column("sender", sa.Text(), nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("received_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "sid", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_sender", "arrivals", ["sender", "received_at"])
    op.create_table(
        "phones",
        Column("number", sa.Text(), nullable=False),
        Column("opted_out_at", Moment()),
        Column("unfit", sa.Text()),
        Column("greeted_at", Moment()),
        Column("proved_at", Moment()),
        sa.PrimaryKeyConstraint("number", name="pk_phones"),
    )
    op.create_table(
        "choices",
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        Column("copies", sa.Boolean(), nullable=False),
        Column("bulletins", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "party_id", name="pk_choices"),
    )


def _requests() -> None:
    op.create_table(
        "sms_requests",
        Column("id", RowId, nullable=False),
        Column("what", sa.Text(), nullable=False),
        Column("telegram_id", sa.BigInteger(), nullable=False),
        Column("number", sa.Text(), nullable=False),
        Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sms_requests"),
    )
    op.create_index("ix_sms_requests_person", "sms_requests", ["telegram_id", "at"])
    op.create_index("ix_sms_requests_number", "sms_requests", ["number", "at"])
    op.create_index("ix_sms_requests_at", "sms_requests", ["at"])


def _sendings() -> None:
    op.create_table(
        "sendings",
        Column("id", RowId, nullable=False),
        Column("kind", sa.Text(), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("address", sa.Text(), nullable=False),
        Column("topic", sa.Text(), nullable=False),
        Column("because", sa.Text(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("sid", sa.Text(), nullable=False),
        Column("order_number", RowId),
        Column("event", sa.Integer()),
        Column("message_id", RowId),
        Column("details", Compact(), nullable=False),
        Column("segments", sa.Integer(), nullable=False),
        Column("seen_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_sendings"),
    )
    op.create_index("ix_sendings_sid", "sendings", ["sid"])
    op.create_index("ix_sendings_order", "sendings", ["order_number", "actor"])
    op.create_index("ix_sendings_person", "sendings", ["actor", "party_id", "at"])
    op.create_index("ix_sendings_address", "sendings", ["address", "id"])
    op.create_index("ix_sendings_at", "sendings", ["at"])
    op.create_index(
        "ix_sendings_meanwhile",
        "sendings",
        ["actor", "party_id", "order_number"],
        sqlite_where=_MEANWHILE,
        postgresql_where=_MEANWHILE,
    )
