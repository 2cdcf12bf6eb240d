"""Numbers, money and dates as people in each language write them."""

from datetime import UTC, datetime, timedelta

import pytest

from channels.texts import Html
from orders.money import Money
from tests.unit.channels.samples import TEXTS, voice

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "money", "written"),
    [
        ("en", Money(123_450, "UAH"), "1,234.50\xa0UAH"),
        ("uk", Money(123_450, "UAH"), "1\xa0234,50\xa0₴"),
        ("en", Money(45_000, "EUR"), "450.00\xa0€"),
        ("en", Money(1_500, "JPY"), "1,500\xa0JP¥"),
        ("uk", Money(1_500, "KWD"), "1,500\xa0KWD"),
        ("en", Money(100_000_000_000, "USD"), "1,000,000,000.00\xa0US$"),
    ],
)
def test_money_is_written_as_people_write_it(locale: str, money: Money, written: str) -> None:
    """With the currency's own digits, exactly."""
    assert voice(locale).money(money) == written


def test_a_day_is_the_persons_own() -> None:
    """Late in the evening in UTC it is tomorrow in Kyiv."""
    late = NOON.replace(hour=22, minute=30)
    assert voice("en").moment(late, NOON) == "23 Nov, 00:30"
    assert voice("en", "UTC").moment(late, NOON) == "22 Nov, 22:30"
    assert voice("uk").day(late, NOON) == "23 листопада"


def test_the_year_is_written_only_where_it_is_another() -> None:
    """At New Year in the person's own time zone, not in UTC."""
    new_year = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    assert voice("en").day(new_year, NOON) == "1 Jan 2027"
    assert voice("en").day(new_year, new_year) == "1 Jan"
    assert voice("uk").day(new_year, NOON) == "1 січня 2027 р."
    assert voice("en", "UTC").day(new_year, NOON) == "31 Dec"


def test_a_month_stands_after_since() -> None:
    """In Ukrainian in the genitive."""
    assert voice("en").month(NOON) == "November 2026"
    assert voice("uk").month(NOON) == "листопада 2026 року"


@pytest.mark.parametrize(
    ("ago", "en", "uk"),
    [
        (timedelta(seconds=-5), "1 minute ago", "1 хвилину тому"),
        (timedelta(seconds=1), "1 minute ago", "1 хвилину тому"),
        (timedelta(minutes=5), "5 minutes ago", "5 хвилин тому"),
        (timedelta(hours=3), "3 hours ago", "3 години тому"),
        (timedelta(days=2), "2 days ago", "2 дні тому"),
    ],
)
def test_an_age_is_said_in_words(ago: timedelta, en: str, uk: str) -> None:
    """Never less than a minute, and never in the future."""
    assert voice("en").age(NOON - ago, NOON) == en
    assert voice("uk").age(NOON - ago, NOON) == uk


@pytest.mark.parametrize(
    ("count", "uk"),
    [
        (1, "Раніше у вас: 1 замовлення"),
        (3, "Раніше у вас: 3 замовлення"),
        (5, "Раніше у вас: 5 замовлень"),
        (11, "Раніше у вас: 11 замовлень"),
        (21, "Раніше у вас: 21 замовлення"),
        (112, "Раніше у вас: 112 замовлень"),
    ],
)
def test_ukrainian_plurals_are_right(count: int, uk: str) -> None:
    """Three forms, and the teens are not what they seem."""
    assert voice("uk")("record.orders", count=count) == uk


def test_values_are_escaped_in_html_and_bare_on_buttons() -> None:
    """Escaping happens once, where there is HTML; buttons and toasts know none."""
    speak = voice("en")
    assert speak("customer.from", seller="<b>&") == "from &lt;b&gt;&amp;"
    assert speak("customer.from", seller=Html("<i>x</i>")) == "from <i>x</i>"
    assert speak.plain("buy.use", value="<b>&") == "<b>&"


def test_a_value_is_never_a_template() -> None:
    """Braces in a person's text stay braces."""
    assert voice("en")("customer.from", seller="{number} {0.__class__}") == (
        "from {number} {0.__class__}"
    )


def test_voices_are_kept() -> None:
    """One voice per language and time zone, however often it is asked for."""
    assert TEXTS.voice("uk-UA", "UTC") is TEXTS.voice("uk", "UTC")
    assert TEXTS.voice("uk", "UTC") is not TEXTS.voice("uk", "Europe/Kyiv")
