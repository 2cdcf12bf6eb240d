"""Speaking to one person: catalogue texts with values put in, money, dates and ages in their locale."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta, get_timezone_location
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from channels.texts.html import Html, escape
from orders.money import CURRENCIES, Money

#: CLDR locales that format for ours: "en" alone is American, with months first and AM/PM.
_CLDR = {"en": "en_150", "uk": "uk"}


#: Zones that were renamed. Source: tzdata, backward.
_FORMER = {"Europe/Kyiv": "Europe/Kiev", "Asia/Kolkata": "Asia/Calcutta"}
#: Seconds of each unit, from the longest.
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


class Source(Protocol):
    """Where texts come from; see `catalogues.Texts`."""

    def raw(self, key: str, locale: str, count: int | None = None) -> str:
        """The text with its placeholders."""

    def has(self, key: str) -> bool:
        """Whether there is such a key."""


class Voice:
    """Texts bound to a locale and a time zone."""

    __slots__ = ("_known", "_source", "_zone", "locale", "timezone")

    def __init__(self, source: Source, locale: str, timezone: str) -> None:
        self._source = source
        self._known: dict[str, str] = {}
        self._zone = ZoneInfo(timezone)
        self.locale = locale
        self.timezone = timezone

    def __call__(self, key: str, *, count: int | None = None, **values: str | int) -> Html:
        """The text as HTML; plain values are escaped here, once, `Html` ones are put in as they are.

        Raises `UnknownText` for a key that no catalogue has, `KeyError` for a value not given.
        """
        for name, value in values.items():
            if type(value) is str:
                values[name] = escape(value)
        return Html(self._template(key, count).format(count=count, **values))

    def plain(self, key: str, *, count: int | None = None, **values: str | int) -> str:
        """The text for places that know no HTML: buttons, toasts, menus. Values go in as they are."""
        return self._template(key, count).format(count=count, **values)

    def has(self, key: str) -> bool:
        """Whether there is a text for `key`."""
        return self._source.has(key)

    def money(self, amount: Money) -> Html:
        """An amount with its currency, e.g. "1,250.00 UAH" or "1 250,00 ₴"."""
        return _money(_CLDR[self.locale], amount.minor, amount.currency)

    def plain_money(self, amount: Money) -> str:
        """The same for places that know no HTML."""
        value = Decimal(amount.minor).scaleb(-CURRENCIES[amount.currency])
        return format_currency(value, amount.currency, locale=_CLDR[self.locale])

    def number(self, decimal: str) -> Html:
        """A decimal with a point as people write it, e.g. "7.5" or "7,5"."""
        return escape(format_decimal(Decimal(decimal), locale=_CLDR[self.locale]))

    def day(self, at: datetime, now: datetime) -> Html:
        """A date in the person's time zone; the year only where it is not the present one."""
        there = at.astimezone(self._zone)
        same_year = there.year == now.astimezone(self._zone).year
        return self._date(there, "format.day" if same_year else "format.day_year")

    def short_day(self, at: datetime) -> str:
        """A date there in two short lines, e.g. "16" and "Nov"."""
        there = at.astimezone(self._zone)
        return str(_date(_CLDR[self.locale], "d\nMMM", there.year, there.month, there.day))

    def weekday(self, at: datetime) -> Html:
        """The day of the week there, in full."""
        there = at.astimezone(self._zone)
        return _date(_CLDR[self.locale], "EEEE", there.year, there.month, there.day)

    def moment(self, at: datetime, now: datetime) -> Html:
        """A date and time of day in the person's time zone."""
        time = at.astimezone(self._zone).strftime("%H:%M")
        return self("format.moment", day=self.day(at, now), time=time)

    def dated(self, at: datetime) -> Html:
        """The same with its year, for what is kept longer than a chat is looked at."""
        there = at.astimezone(self._zone)
        day = self._date(there, "format.day_year")
        return self("format.moment", day=day, time=there.strftime("%H:%M"))

    def month(self, at: datetime) -> Html:
        """A month and year, e.g. "March 2024", as it stands after "since"."""
        return self._date(at.astimezone(self._zone), "format.month")

    def month_name(self, at: datetime) -> Html:
        """A month and year on their own, e.g. as a heading."""
        there = at.astimezone(self._zone)
        return _date(_CLDR[self.locale], "LLLL y", there.year, there.month, there.day)

    def clock(self, at: datetime, timezone: str | None = None) -> str:
        """The time of day there, or in another time zone, e.g. "14:05"."""
        zone = self._zone if timezone is None else ZoneInfo(timezone)
        return at.astimezone(zone).strftime("%H:%M")

    def city(self, timezone: str) -> str:
        """Where that time zone is, by its best-known city."""
        locale = _CLDR[self.locale]
        # CLDR has some names under the zone's former one, and Babel does not look there.
        former = Locale.parse(locale).time_zones.get(_FORMER.get(timezone, ""), {}).get("city")
        return former or get_timezone_location(timezone, locale=locale, return_city=True)

    def age(self, at: datetime, now: datetime) -> Html:
        """How long ago, e.g. "5 minutes ago"; never less than a minute."""
        ago = max(now - at, timedelta(minutes=1))
        locale = _CLDR[self.locale]
        return Html(format_timedelta(-ago, threshold=1, add_direction=True, locale=locale))

    def duration(self, time: timedelta) -> Html:
        """How long, in its best unit, e.g. "25 minutes"; never less than a minute."""
        time, locale = max(time, timedelta(minutes=1)), _CLDR[self.locale]
        return Html(format_timedelta(time, threshold=2, granularity="minute", locale=locale))

    def span(self, time: timedelta) -> Html:
        """How long exactly, in the largest unit that it is whole in, e.g. "14 days"."""
        seconds, locale = int(time.total_seconds()), _CLDR[self.locale]
        unit, length = next((u, n) for u, n in _UNITS if seconds % n == 0 and (seconds or n == 1))
        return Html(format_unit(seconds // length, f"duration-{unit}", locale=locale))

    def brief(self, time: timedelta) -> str:
        """How long, as short as it can be said, e.g. "25m"."""
        locale = _CLDR[self.locale]
        return format_timedelta(time, threshold=1.5, format="narrow", locale=locale)

    def percent(self, part: int, whole: int) -> str:
        """A share, e.g. "48 %"."""
        return format_percent(part / max(whole, 1), locale=_CLDR[self.locale])

    def _template(self, key: str, count: int | None) -> str:
        # A card asks for some forty texts, and is drawn on every tap.
        known = self._known.get(key)
        if known is None:
            known = self._source.raw(key, self.locale, count)
            if count is None:
                self._known[key] = known
        return known

    def _date(self, there: datetime, pattern: str) -> Html:
        wanted = self._template(pattern, None)
        return _date(_CLDR[self.locale], wanted, there.year, there.month, there.day)


# Babel parses patterns and CLDR data anew on every call; a card shows the same few values again and again.
@lru_cache(maxsize=4096)
def _money(locale: str, minor: int, currency: str) -> Html:
    value = Decimal(minor).scaleb(-CURRENCIES[currency])
    return escape(format_currency(value, currency, locale=locale))


@lru_cache(maxsize=4096)
def _date(locale: str, pattern: str, year: int, month: int, day: int) -> Html:
    there = datetime(year, month, day)  # noqa: DTZ001 - already in the person's time zone
    return escape(format_date(there, pattern, locale=locale))
