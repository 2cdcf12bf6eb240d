"""Telegram as a way out: transport, failures, rendering, buttons. It knows no database."""

import os

# python-telegram-bot is moving durations from int to timedelta and warns on each use of an int
# (a RetryAfter alone warns twice); this is its own switch to have timedeltas now.
os.environ.setdefault("PTB_TIMEDELTA", "true")
