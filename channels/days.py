"""A day as people type it: "5 December", "next Friday", "через тиждень". What was understood is always asked back."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateparser import DateDataParser

from orders.errors import BadValue

#: Longer than any way to name a day.
MAX_TEXT = 60

#: Words before a day that say nothing more about it.
_BEFORE = re.compile(r"^(?:(?:next|on|until|till|by|this|до|на|у|в|наступн\w+|ц\w+)\s+)+(?=\S)")
#: What `dateparser` does not know, as what it knows.
_KNOWN = (
    (re.compile(r"\b(?:через|за)\s+тиждень\b"), "через 7 днів"),
    (re.compile(r"\b(?:next week|in a week)\b|^week$"), "in 7 days"),
    (re.compile(r"\bпонеділка\b"), "понеділок"),
    (re.compile(r"\bвівторка\b"), "вівторок"),
    (re.compile(r"\bсереди\b"), "середа"),
    (re.compile(r"\bчетверга\b"), "четвер"),
    (re.compile(r"\bп'ятниці\b"), "п'ятниця"),
    (re.compile(r"\bсуботи\b"), "субота"),
    (re.compile(r"\bнеділі\b"), "неділя"),
)
_DAY = re.compile(r"(\d{1,2})(?:[./](\d{1,2})\.?)?")


def parse(text: str, locale: str, timezone: str, now: datetime) -> date:
    """The day that `text` names there, in the future where it could be either. May take 0.1 s.

    Raises `BadValue` ("delay", "not_a_day").
    """
    text = " ".join(text.split()).casefold().replace("’", "'")
    if not text or len(text) > MAX_TEXT:
        raise BadValue("delay", "not_a_day")
    there = now.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    for pattern, known in _KNOWN:
        text = pattern.sub(known, text)
    text = _BEFORE.sub("", text)
    if match := _DAY.fullmatch(text):
        return _numbered(int(match[1]), match[2], there.date())
    return _worded(text, locale, there)


def _numbered(day: int, month: str | None, today: date) -> date:
    """The next day of this number, of this month or of any."""
    for later in range(1, 366 if month is None else 367):
        found = today + timedelta(days=later)
        if found.day == day and month in (None, str(found.month), f"{found.month:02}"):
            return found
    raise BadValue("delay", "not_a_day")


def _worded(text: str, locale: str, there: datetime) -> date:
    parser = DateDataParser(
        languages=list(dict.fromkeys((locale, "uk", "en"))),
        settings={
            "RELATIVE_BASE": there,
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    found = parser.get_date_data(text)
    # A month or a year alone is no day.
    if found.date_obj is None or found.period not in ("day", "time", "week"):
        raise BadValue("delay", "not_a_day")
    named: datetime = found.date_obj
    return named.date()
