"""ROWS: what the rules remember, on SQLite or PostgreSQL. Decides nothing."""
