"""Where the clocks change: a day ends when it ends there, dates are those people read there, durations stay as long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from channels.days import parse
from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import heard, sleepless, taps
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

KYIV, NEW_YORK = "Europe/Kyiv", "America/New_York"
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    """A moment, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def scene(town: Town, at: datetime, zone: str) -> tuple[Person, Person, Placed]:
    """A seller in that zone with an order without a production term, placed then, and its customer."""
    town.clock.at = at
    olena = await town.seller()
    await sleepless(town)
    await town.shop.adds_seller(timezone=zone)
    placed = await town.shop.places(production_days=None)
    return olena, await town.customer(placed), placed


@pytest.mark.parametrize(
    ("zone", "placed_at", "day", "ends_at"),
    [
        # The clocks go forward on 28 March in Kyiv, on 14 March in New York.
        (KYIV, "2027-03-24T10:00", "20270327", "2027-03-27T21:59:59"),
        (KYIV, "2027-03-24T10:00", "20270328", "2027-03-28T20:59:59"),
        (KYIV, "2027-03-24T10:00", "20270329", "2027-03-29T20:59:59"),
        (NEW_YORK, "2027-03-10T10:00", "20270313", "2027-03-14T04:59:59"),
        (NEW_YORK, "2027-03-10T10:00", "20270314", "2027-03-15T03:59:59"),
        # And back on 25 October and 1 November; a year later in Kyiv on 31 October.
        (KYIV, "2026-10-20T10:00", "20261024", "2026-10-24T20:59:59"),
        (KYIV, "2026-10-20T10:00", "20261025", "2026-10-25T21:59:59"),
        (KYIV, "2027-10-27T10:00", "20271031", "2027-10-31T21:59:59"),
        (NEW_YORK, "2026-10-28T10:00", "20261031", "2026-11-01T03:59:59"),
        (NEW_YORK, "2026-10-28T10:00", "20261101", "2026-11-02T04:59:59"),
    ],
)
async def test_an_agreed_day_ends_when_it_ends_there(
    town: Town, zone: str, placed_at: str, day: str, ends_at: str
) -> None:
    """And the order closes two weeks after that second, not a second before."""
    olena, taras, placed = await scene(town, utc(placed_at), zone)
    await (await olena.taps_data(f"g:propose:{placed.number}:{day}")).answered()
    await town.settles()
    await taps(town, taras, "Agreed")
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    assert reply.document["agreed_delay_until"] == f"{ends_at}Z"
    await town.passes(utc(ends_at) + timedelta(days=14) - SECOND - town.clock.now())
    assert town.events(placed.number)[-1] == "delay_agreed"
    await town.passes(SECOND)
    assert town.events(placed.number)[-1] == "expired"


@pytest.mark.parametrize(
    ("zone", "placed_at", "closes"),
    [
        # Late in the evening: an hour more or less makes it another day.
        (KYIV, "2027-03-14T21:30", "29 Mar"),
        (KYIV, "2027-03-14T20:59", "28 Mar"),
        (KYIV, "2026-10-11T21:30", "25 Oct"),
        (KYIV, "2026-10-11T22:30", "26 Oct"),
        (NEW_YORK, "2027-03-01T04:30", "15 Mar"),
        (NEW_YORK, "2027-03-01T03:59", "14 Mar"),
        (NEW_YORK, "2026-10-19T04:30", "1 Nov"),
        (NEW_YORK, "2026-10-19T05:00", "2 Nov"),
    ],
)
async def test_the_closing_is_shown_by_its_date_there(
    town: Town, zone: str, placed_at: str, closes: str
) -> None:
    """On the card and in the warning; it comes after exactly fourteen times 24 hours."""
    olena, _, placed = await scene(town, utc(placed_at), zone)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert f"Closes by itself on {closes}" in read(card)
    await town.passes(timedelta(days=11))
    assert f"closes by itself on {closes}" in read(heard(olena, "closes by itself on")[-1])
    await town.passes(timedelta(days=3) - SECOND)
    assert town.events(placed.number) == ["placed"]
    await town.passes(SECOND)
    assert town.events(placed.number) == ["placed", "expired"]


@pytest.mark.parametrize(
    ("zone", "placed_at", "offered"),
    [
        (KYIV, "2027-03-26T10:00", ("29 Mar", "2 Apr", "9 Apr")),
        # Half an hour after midnight of the day that has 23 hours.
        (KYIV, "2027-03-27T22:30", ("31 Mar", "4 Apr", "11 Apr")),
        (KYIV, "2026-10-24T10:00", ("27 Oct", "31 Oct", "7 Nov")),
        # Half an hour before midnight of the day that has 25 hours.
        (KYIV, "2026-10-25T21:30", ("28 Oct", "1 Nov", "8 Nov")),
        (NEW_YORK, "2026-11-02T04:30", ("4 Nov", "8 Nov", "15 Nov")),
    ],
)
async def test_days_are_counted_by_the_calendar(
    town: Town, zone: str, placed_at: str, offered: tuple[str, str, str]
) -> None:
    """Three, seven and fourteen days on, whatever hours lie between; each can be asked for."""
    olena, _, placed = await scene(town, utc(placed_at), zone)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Agree a delay", on=card)).answered()
    await town.settles()
    for n, day in zip((3, 7, 14), offered, strict=True):
        assert card.button(f"+{n} days · {day}") is not None, read(card)
    await taps(town, olena, f"+3 days · {offered[0]}", "Ask the customer")
    assert town.events(placed.number)[-1] == "delay_proposed"


@pytest.mark.parametrize("at", ["2026-10-24T23:30", "2027-03-27T23:30"])
async def test_two_hours_are_two_hours_in_the_night_of_the_change(town: Town, at: str) -> None:
    """A reminder comes neither an hour early nor an hour late."""
    olena, _, _ = await scene(town, utc(at), KYIV)
    await town.passes(2 * HOUR - SECOND)
    assert heard(olena, "waits for your answer") == []
    await town.passes(SECOND)
    assert len(heard(olena, "waits for your answer")) == 1


@pytest.mark.parametrize(
    ("text", "at", "day"),
    [
        ("tomorrow", "2027-03-27T21:59", date(2027, 3, 28)),
        ("tomorrow", "2027-03-27T22:00", date(2027, 3, 29)),
        ("завтра", "2026-10-24T20:59", date(2026, 10, 25)),
        ("завтра", "2026-10-24T21:00", date(2026, 10, 26)),
        # The last minute of a day with 25 hours.
        ("tomorrow", "2026-10-25T21:59", date(2026, 10, 26)),
        ("in 3 days", "2026-10-24T20:59", date(2026, 10, 27)),
        ("next Sunday", "2027-03-27T21:59", date(2027, 3, 28)),
    ],
)
def test_words_are_read_by_the_clock_there(text: str, at: str, day: date) -> None:
    """A minute before midnight and at it, around the change."""
    assert parse(text, "uk", KYIV, utc(at)) == day
