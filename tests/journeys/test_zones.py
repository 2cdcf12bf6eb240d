"""A time zone that does not exist, or no longer: refused where it comes in, and no card is lost over it."""

from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from orders.states import Actor
from tests.journeys.scenes import both, taps
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True


async def test_a_zone_that_tzdata_no_longer_knows(town: Town) -> None:
    """It is read as the marketplace's, with one line in the log; cards, delays and the clock go on."""
    olena, taras, placed = await both(town)
    await town.closes()
    rows = create_engine(town.url.replace("+aiosqlite", ""))
    with rows.begin() as connection:
        connection.execute(text("UPDATE sellers SET timezone = 'Europe/Atlantis'"))
    with capture_logs() as said:
        await town.opens()
        await taps(town, olena, "Agree a delay", "+7 days · 9 Dec", "Ask the customer")
        await taps(town, taras, "Agreed")
        card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Delay agreed until 9 Dec" in read(card)
    known = [line for line in said if "tzdata" in str(line["event"])]
    assert [(line["timezone"], line["instead"]) for line in known] == [
        ("Europe/Atlantis", "Europe/Kyiv")
    ]
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    assert reply.document["agreed_delay_until"] == "2026-12-09T21:59:59Z"
    await town.passes(32 * DAY)
    assert town.events(placed.number)[-1] == "expired"
    with rows.connect() as connection:
        kept = connection.execute(text("SELECT timezone FROM sellers")).scalar_one()
    rows.dispose()
    assert kept == "Europe/Atlantis", "it may be known again after an update"


async def test_a_zone_that_does_not_exist_is_refused_where_it_comes_in(town: Town) -> None:
    """The seller's former one stays."""
    await town.seller()
    for zone in ("Europe/Atlantis", "Europe", "../Kyiv", "", "x" * 65):
        body = {"name": "Clay & Co", "timezone": zone}
        reply = await town.shop.caller.sends("PUT", "/sellers/clay", body)
        assert reply.status == 422, zone
    async with town.service.office.store.read() as uow:
        assert (await uow.people.seller_by_ref("clay")).timezone == "Europe/Kyiv"
