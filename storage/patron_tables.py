"""The table of sellers' customers: who ordered from whom, as they are listed and looked for."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from storage.columns import RowId
from storage.kept_tables import metadata

#: Kept beside the orders: a list by last order would else group all orders of the seller.
patrons = Table(
    "patrons",
    metadata,
    Column("seller_id", RowId, ForeignKey("sellers.id"), primary_key=True, autoincrement=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("last_number", RowId, ForeignKey("orders.number"), nullable=False),
    # Names and phones that they gave here, as they are searched.
    Column("search", Text, nullable=False),
    Index("ix_patrons_last", "seller_id", "last_number"),
    Index("ix_patrons_customer", "customer_id"),
)
