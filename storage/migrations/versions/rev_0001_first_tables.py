"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment, RowId

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    _accounts()
    _api_keys()
    _customers()
    _dialogues()
    _inbox()
    _meta()
    _sellers()
    _http_answers()
    _invites()
    _orders()
    _products()
    _cards()
    _events()
    _fees()
    _work()


def _only(condition: str) -> dict[str, Any]:
    """A partial index, said to both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _accounts() -> None:
    op.create_table(
        "accounts",
        Column("telegram_id", RowId, autoincrement=False, nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("locale", sa.Text(), nullable=False),
        Column("met_at", Moment()),
        Column("blocked_at", Moment()),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_accounts"),
    )


def _api_keys() -> None:
    op.create_table(
        "api_keys",
        Column("id", RowId, nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("key_hash", sa.Text(), nullable=False),
        Column("created_at", Moment(), nullable=False),
        Column("revoked_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        Column("id", RowId, nullable=False),
        Column("ref", sa.Text()),
        Column("name", sa.Text(), nullable=False),
        Column("phone", sa.Text()),
        Column("email", sa.Text()),
        Column("locale", sa.Text(), nullable=False),
        Column("telegram_id", sa.BigInteger()),
        Column("registered_at", Moment()),
        Column("merged_into", RowId),
        sa.ForeignKeyConstraint(["merged_into"], ["customers.id"], name="fk_customers_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("ref", name="uq_customers_ref"),
        sa.UniqueConstraint("telegram_id", name="uq_customers_telegram_id"),
    )


def _dialogues() -> None:
    op.create_table(
        "dialogues",
        Column("telegram_id", RowId, autoincrement=False, nullable=False),
        Column("kind", sa.Text(), nullable=False),
        Column("step", sa.Text(), nullable=False),
        Column("expires_at", Moment(), nullable=False),
        Column("answers", Compact(), nullable=False),
        Column("message_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_dialogues"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        Column("seq", RowId, nullable=False),
        Column("update_id", sa.BigInteger(), nullable=False),
        Column("lane", sa.Text(), nullable=False),
        Column("raw", sa.LargeBinary(), nullable=False),
        Column("state", sa.Text(), nullable=False),
        Column("due_at", Moment(), nullable=False),
        Column("attempts", sa.Integer(), nullable=False),
        Column("received_at", Moment(), nullable=False),
        Column("leased_at", Moment()),
        Column("finished_at", Moment()),
        Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.UniqueConstraint("update_id", name="uq_inbox_update_id"),
    )
    op.create_index("ix_inbox_lane", "inbox", ["lane", "seq"], **_only("state = 'open'"))
    op.create_index(
        "ix_inbox_leased",
        "inbox",
        ["leased_at"],
        **_only("state = 'open' AND leased_at IS NOT NULL"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])


def _meta() -> None:
    op.create_table(
        "meta",
        Column("name", sa.Text(), nullable=False),
        Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )


def _sellers() -> None:
    op.create_table(
        "sellers",
        Column("id", RowId, nullable=False),
        Column("ref", sa.Text(), nullable=False),
        Column("name", sa.Text(), nullable=False),
        Column("phone", sa.Text()),
        Column("email", sa.Text()),
        Column("locale", sa.Text(), nullable=False),
        Column("timezone", sa.Text(), nullable=False),
        Column("telegram_id", sa.BigInteger()),
        Column("disabled_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_sellers"),
        sa.UniqueConstraint("ref", name="uq_sellers_ref"),
        sa.UniqueConstraint("telegram_id", name="uq_sellers_telegram_id"),
    )


def _http_answers() -> None:
    op.create_table(
        "http_answers",
        Column("key_id", RowId, autoincrement=False, nullable=False),
        Column("idempotency_key", sa.Text(), nullable=False),
        Column("digest", sa.Text(), nullable=False),
        Column("status", sa.Integer()),
        Column("body", sa.LargeBinary(), nullable=False),
        Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="fk_http_answers_key_id"),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key", name="pk_http_answers"),
    )
    op.create_index("ix_http_answers_created_at", "http_answers", ["created_at"])


def _invites() -> None:
    op.create_table(
        "invites",
        Column("token_hash", sa.Text(), nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("expires_at", Moment(), nullable=False),
        Column("used_by", sa.BigInteger()),
        Column("used_at", Moment()),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_invites_seller_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invites"),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        Column("number", RowId, sa.Identity(always=False, start=1001), nullable=False),
        Column("version", sa.Integer(), nullable=False),
        Column("state", sa.Text(), nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("customer_id", RowId, nullable=False),
        Column("items", Compact(), nullable=False),
        Column("amount_minor", sa.BigInteger(), nullable=False),
        Column("currency", sa.Text(), nullable=False),
        Column("contact_name", sa.Text(), nullable=False),
        Column("contact_phone", sa.Text()),
        Column("contact_email", sa.Text()),
        Column("shipping_address", sa.Text(), nullable=False),
        Column("comment", sa.Text(), nullable=False),
        Column("production_days", sa.Integer()),
        Column("placed_at", Moment(), nullable=False),
        Column("production_ends_at", Moment()),
        Column("agreed_delay_until", Moment()),
        Column("auto_close_at", Moment(), nullable=False),
        Column("last_action", sa.Text()),
        Column("last_actor", sa.Text()),
        Column("last_party_id", sa.BigInteger()),
        Column("last_source", sa.Text()),
        Column("last_at", Moment()),
        Column("last_version", sa.Integer()),
        Column("last_reason", sa.Text()),
        Column("last_text", sa.Text()),
        Column("key_id", RowId),
        Column("external_id", sa.Text()),
        Column("digest", sa.Text()),
        Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer_id"),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="fk_orders_key_id"),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_orders_seller_id"),
        sa.PrimaryKeyConstraint("number", name="pk_orders"),
        sa.UniqueConstraint("key_id", "external_id", name="uq_orders_key_id_external_id"),
        sqlite_autoincrement=True,
    )
    _orders_indexes()


def _orders_indexes() -> None:
    op.create_index("ix_orders_customer", "orders", ["customer_id", "number"])
    op.create_index("ix_orders_seller", "orders", ["seller_id", "state", "number"])
    op.create_index("ix_orders_seller_number", "orders", ["seller_id", "number"])
    op.create_index("ix_orders_state", "orders", ["state", "number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('orders', 1000)")


def _products() -> None:
    op.create_table(
        "products",
        Column("id", RowId, nullable=False),
        Column("ref", sa.Text(), nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("code", sa.Text(), nullable=False),
        Column("title", sa.Text(), nullable=False),
        Column("price_minor", sa.BigInteger(), nullable=False),
        Column("currency", sa.Text(), nullable=False),
        Column("production_days", sa.Integer()),
        Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_products_seller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
        sa.UniqueConstraint("code", name="uq_products_code"),
        sa.UniqueConstraint("ref", name="uq_products_ref"),
    )
    op.create_index("ix_products_seller_id", "products", ["seller_id"])


def _cards() -> None:
    op.create_table(
        "cards",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), autoincrement=False, nullable=False),
        Column("chat_id", sa.BigInteger(), nullable=False),
        Column("message_id", sa.BigInteger(), nullable=False),
        Column("thread_id", sa.BigInteger()),
        Column("version", sa.Integer(), nullable=False),
        Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_cards_order_number"),
        sa.PrimaryKeyConstraint("order_number", "actor", "party_id", name="pk_cards"),
    )


def _events() -> None:
    op.create_table(
        "events",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("version", sa.Integer(), autoincrement=False, nullable=False),
        Column("what", sa.Text(), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("state", sa.Text(), nullable=False),
        Column("request_id", sa.Text(), nullable=False),
        Column("reason", sa.Text()),
        Column("text", sa.Text(), nullable=False),
        Column("undoes", sa.Integer()),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_events_order_number"),
        sa.PrimaryKeyConstraint("order_number", "version", name="pk_events"),
        sa.UniqueConstraint("request_id", name="uq_events_request_id"),
    )


def _fees() -> None:
    op.create_table(
        "fees",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("reason", sa.Text(), nullable=False),
        Column("due_since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_fees_order_number"),
        sa.PrimaryKeyConstraint("order_number", name="pk_fees"),
    )


def _work() -> None:
    op.create_table(
        "work",
        Column("id", RowId, nullable=False),
        Column("kind", sa.Text(), nullable=False),
        Column("topic", sa.Text(), nullable=False),
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("due_at", Moment(), nullable=False),
        Column("priority", sa.Integer(), nullable=False),
        Column("order_number", RowId),
        Column("event", sa.Integer()),
        Column("merge_key", sa.Text()),
        Column("details", Compact(), nullable=False),
        Column("state", sa.Text(), nullable=False),
        Column("attempts", sa.Integer(), nullable=False),
        Column("token", sa.Text()),
        Column("created_at", Moment(), nullable=False),
        Column("finished_at", Moment()),
        Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_work_order_number"),
        sa.PrimaryKeyConstraint("id", name="pk_work"),
    )
    _work_indexes()


def _work_indexes() -> None:
    op.create_index("ix_work_dead", "work", ["id"], **_only("state = 'dead'"))
    op.create_index(
        "ix_work_leased",
        "work",
        ["order_number", "actor"],
        **_only("state = 'open' AND token IS NOT NULL"),
    )
    op.create_index(
        "ix_work_open", "work", ["kind", "priority", "due_at", "id"], **_only("state = 'open'")
    )
    op.create_index("ix_work_over", "work", ["finished_at"], **_only("finished_at IS NOT NULL"))
    op.create_index(
        "ix_work_told", "work", ["order_number", "topic", "event"], **_only("event IS NOT NULL")
    )
    op.create_index(
        "uq_work_waiting",
        "work",
        ["merge_key"],
        unique=True,
        **_only("merge_key IS NOT NULL AND state = 'open' AND token IS NULL"),
    )
