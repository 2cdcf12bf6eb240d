"""What customer and seller say about an order."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment, RowId

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    _messages()
    _message_versions()
    _relays()
    _posts()
    _strays()
    _focuses()
    op.create_index("ix_cards_spot", "cards", ["chat_id", "message_id"])
    op.create_index(
        "ix_work_talk",
        "work",
        ["order_number", "actor", "id"],
        **_only("state = 'open' AND topic = 'message'"),
    )


def _only(condition: str) -> dict[str, Any]:
    """A partial index, said to both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _messages() -> None:
    op.create_table(
        "messages",
        Column("id", RowId, nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("version", sa.Integer(), nullable=False),
        Column("content", Compact(), nullable=False),
        Column("chat_id", sa.BigInteger()),
        Column("message_id", sa.BigInteger()),
        Column("album", sa.Text()),
        Column("answers", RowId),
        Column("request_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_messages_order_number"
        ),
        sa.ForeignKeyConstraint(["answers"], ["messages.id"], name="fk_messages_answers"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("request_id", name="uq_messages_request_id"),
    )
    op.create_index("ix_messages_order", "messages", ["order_number", "id"])
    op.create_index("ix_messages_spot", "messages", ["chat_id", "message_id"])


def _message_versions() -> None:
    op.create_table(
        "message_versions",
        Column("message_id", RowId, autoincrement=False, nullable=False),
        Column("version", sa.Integer(), autoincrement=False, nullable=False),
        Column("replaced_at", Moment(), nullable=False),
        Column("content", Compact(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_message_versions_message_id"
        ),
        sa.PrimaryKeyConstraint("message_id", "version", name="pk_message_versions"),
    )


def _relays() -> None:
    op.create_table(
        "relays",
        Column("message_id", RowId, autoincrement=False, nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("fate", sa.Text(), nullable=False),
        Column("version", sa.Integer(), nullable=False),
        Column("why", sa.Text(), nullable=False),
        Column("at", Moment()),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_relays_message_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_relays"),
    )
    op.create_index(
        "ix_relays_undelivered",
        "relays",
        ["actor", "party_id", "message_id"],
        **_only("fate = 'undelivered'"),
    )


def _posts() -> None:
    op.create_table(
        "posts",
        Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("message_id", RowId),
        Column("part", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_posts_order_number"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_posts_message_id"),
        sa.PrimaryKeyConstraint("chat_id", "post_id", name="pk_posts"),
    )
    op.create_index("ix_posts_message", "posts", ["message_id", "part"])


def _strays() -> None:
    op.create_table(
        "strays",
        Column("id", RowId, nullable=False),
        Column("telegram_id", sa.BigInteger(), nullable=False),
        Column("request_id", sa.Text(), nullable=False),
        Column("received_at", Moment(), nullable=False),
        Column("message", Compact(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_strays"),
        sa.UniqueConstraint("request_id", name="uq_strays_request_id"),
    )
    op.create_index("ix_strays_telegram_id", "strays", ["telegram_id"])


def _focuses() -> None:
    op.create_table(
        "focuses",
        Column("telegram_id", RowId, autoincrement=False, nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_focuses_order_number"
        ),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_focuses"),
    )
