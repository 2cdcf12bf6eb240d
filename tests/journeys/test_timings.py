"""The administration sets the marketplace's timings by buttons, and they hold from then on."""

from datetime import timedelta

from tests.journeys.scenes import both, heard, taps
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True

HOUR, MOMENT = timedelta(hours=1), timedelta(milliseconds=1)


async def test_another_time_for_closing_holds_for_orders_placed_from_now_on(town: Town) -> None:
    """Four weeks instead of two; the order that was there keeps its day, also over a restart."""
    ada = town.administrator
    _, _, before = await both(town)
    await ada.says("/settings")
    await town.settles()
    assert "Automatic closing: 14 days" in read(ada.last_message)
    await taps(town, ada, "Automatic closing", "28 days")
    assert "Automatic closing: 28 days" in read(ada.last_message)
    after = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.restarts()
    await town.passes(24 * DAY)
    assert (town.events(before.number)[-1], town.events(after.number)) == ("expired", ["placed"])
    third = await town.shop.places(customer={"ref": "c-3", "name": "Ivan"})
    await town.passes(14 * DAY)
    assert town.events(after.number)[-1] == "expired"
    await town.passes(14 * DAY - MOMENT + 10 * DAY)
    assert town.events(third.number) == ["placed"]
    await town.passes(MOMENT)
    assert town.events(third.number)[-1] == "expired"


async def test_a_reminder_sooner(town: Town) -> None:
    """After one hour instead of two."""
    ada = town.administrator
    olena = await town.seller()
    await ada.says("/settings")
    await town.settles()
    await taps(town, ada, "Reminder to answer", "1 hour")
    await town.shop.places()
    await town.passes(HOUR - MOMENT)
    assert heard(olena, "waits for your answer") == []
    await town.passes(MOMENT)
    assert len(heard(olena, "waits for your answer")) == 1


async def test_nobody_else_may(town: Town) -> None:
    """A forged button of a seller changes nothing, and tells nothing."""
    olena, _, _ = await both(town)
    await town.settles()
    tap = await olena.taps_data("j:0:4")
    assert (await tap.answered()).text
    await town.settles()
    assert town.service.office.policy.auto_close_after == 14 * DAY
    await olena.says("/settings")
    await town.settles()
    assert heard(olena, "timings") == []


async def test_a_forged_choice_is_refused(town: Town) -> None:
    """A place that no timing has, a choice that is not offered, no number at all."""
    ada = town.administrator
    await ada.says("/settings")
    await town.settles()
    for data in ("j:99", "j:0:99", "j:-1", "j:0:4:1", "j:x", "z:digest:1441", "z:ring"):
        tap = await ada.taps_data(data)
        assert (await tap.answered()).show_alert
    assert town.service.office.policy.auto_close_after == 14 * DAY
