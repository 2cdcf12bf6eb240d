"""ROWS: tables, unit of work, work queue, inbox, migrations, on SQLite and PostgreSQL."""
