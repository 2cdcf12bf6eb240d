"""Where alembic starts: with the connection it is handed, or, for developers, with a URL."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from storage.engine import blocking_url
from storage.tables import metadata


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, compare_type=True, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    _migrate(given)
else:
    with create_engine(blocking_url(os.environ["ORDERBELL_DATABASE_URL"])).connect() as connection:
        _migrate(connection)
