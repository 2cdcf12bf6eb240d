"""What comes round to a seller: once a day what waits, quietly, at the hour that they chose."""

from datetime import UTC, datetime, timedelta

import pytest

from orders import rounds
from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.scenes import heard, taps
from tests.journeys.test_fees import plan
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

HOUR = timedelta(hours=1)
#: The town's clock begins at noon in Kyiv.
TO_MORNING = 20 * HOUR
SUMMARY = "What waits for you"


async def test_a_summary_comes_every_morning_at_its_second(town: Town) -> None:
    """At 8:00 where the seller lives: not a second before, once, without a sound; the next day again."""
    olena = await town.seller(rounds=True)
    placed = await town.shop.places()
    await town.passes(3 * HOUR)
    rings = olena.rings
    for wait, summaries in (
        (TO_MORNING - 3 * HOUR - SECOND, 0),
        (SECOND, 1),
        (SECOND, 1),
        (DAY - 2 * SECOND, 1),
        (SECOND, 2),
    ):
        await town.passes(wait)
        assert len(heard(olena, SUMMARY)) == summaries
    assert olena.rings == rings
    [_, summary] = heard(olena, SUMMARY)
    assert f"#{placed.number} · Clay mug · Olena Koval · 900.00 UAH" in read(summary)


async def test_a_summary_says_what_is_pressing_and_each_order_once(town: Town) -> None:
    """Closing soon with the fee, a customer's word, a paid order that was to be ready, one sent long ago."""
    olena = await town.seller(rounds=True)
    await plan(town)
    placed = [
        await town.shop.places(customer={"ref": f"c-{n}", "name": f"Petro {n}"}) for n in range(4)
    ]
    closing, word, sending, finish = (each.number for each in placed)
    petro = await town.customer(placed[1])
    for number, steps in ((sending, 2), (finish, 3)):
        for step in ("approve", "mark_paid", "mark_sent")[:steps]:
            await town.shop.caller.acts(number, step, "clay")
    await town.shop.caller.acts(word, "approve", "clay")
    await petro.says("How is my mug?")
    await town.settles()
    await town.passes(DAY - 4 * HOUR)
    [first] = heard(olena, SUMMARY)
    assert [line for line in read(first).splitlines() if "#" not in line and line] == [
        "☀️ What waits for you",
        "🆕 1 new order waits for your answer:",
        "💬 1 customer waits for a word from you:",
    ]
    await town.passes(20 * DAY)
    later = read(heard(olena, SUMMARY)[-1])
    assert "📦 1 paid order was to be ready by now:" in later
    assert "🏁 1 order was sent long ago and is still open:" in later
    await town.passes(DAY)
    lines = read(heard(olena, SUMMARY)[-1])
    assert "⏳ 4 orders close by themselves soon:" in lines
    assert "⌛ closes on 16 Dec, fee 90.00 UAH" in lines
    assert lines.count(f"#{closing} ·") == 1


async def test_no_summary_where_nothing_waits(town: Town) -> None:
    """An empty one would teach nobody anything; the next morning it is asked again."""
    olena = await town.seller(rounds=True)
    await town.passes(TO_MORNING)
    assert heard(olena, SUMMARY) == []
    await town.shop.places()
    await town.passes(DAY)
    assert len(heard(olena, SUMMARY)) == 1


async def test_another_hour_or_none(town: Town) -> None:
    """Chosen by buttons: it comes at the new hour, and no more at the old one; then not at all."""
    olena = await town.seller(rounds=True)
    await town.shop.places()
    await town.settles()
    await olena.says("/settings")
    await town.settles()
    await taps(town, olena, "Daily summary", "19:00")
    assert heard(olena, "Every day at 19:00")
    await town.passes(7 * HOUR)
    assert len(heard(olena, SUMMARY)) == 1
    await town.passes(DAY - 2 * HOUR)
    assert len(heard(olena, SUMMARY)) == 1
    await taps(town, olena, "Daily summary", "No daily summary")
    await town.passes(3 * DAY)
    assert len(heard(olena, SUMMARY)) == 1


async def test_after_a_week_away_one_summary_comes_and_not_seven(town: Town) -> None:
    """In the morning, if the service came back at night."""
    olena = await town.seller(rounds=True)
    await town.shop.places()
    await town.closes()
    town.clock.passes(7 * DAY + 12 * HOUR)
    await town.opens()
    await town.settles()
    assert heard(olena, SUMMARY) == []
    await town.passes(8 * HOUR)
    assert len(heard(olena, SUMMARY)) == 1


async def test_a_summary_opens_each_order(town: Town) -> None:
    """A button brings the card, which works."""
    olena = await town.seller(rounds=True)
    placed = await town.shop.places()
    await town.passes(TO_MORNING)
    await taps(town, olena, str(placed.number), "Approve")
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Confirmed" in card.text


@pytest.mark.parametrize(
    ("day", "before_utc", "after_utc"),
    [("2027-03-27", 6, 5), ("2027-10-30", 5, 6)],
    ids=["clocks go forward", "clocks go back"],
)
async def test_the_summary_keeps_its_hour_when_the_clocks_are_changed(
    town: Town, day: str, before_utc: int, after_utc: int
) -> None:
    """Eight in the morning stays eight in the morning: an hour earlier or later for the machine."""
    olena = await town.seller(rounds=True)
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    town.clock.at = midnight - 12 * HOUR
    await town.shop.places(production_days=60)
    await town.passes(12 * HOUR)
    said = len(heard(olena, SUMMARY))
    for begins, hour in ((midnight, before_utc), (midnight + DAY, after_utc)):
        await town.passes(begins + hour * HOUR - SECOND - town.clock.at)
        assert len(heard(olena, SUMMARY)) == said
        await town.passes(SECOND)
        said += 1
        assert len(heard(olena, SUMMARY)) == said


async def test_a_seller_who_was_linked_before_gets_summaries_too(town: Town) -> None:
    """The tick begins the rounds of everybody who has none coming; doing it again changes nothing."""
    olena = await town.seller(rounds=True)
    await town.shop.places()
    office = town.service.office
    async with office.store.write() as uow:
        for topic in rounds.ROUNDS:
            assert await uow.work.withdraw(f"{topic}:seller:1")
    for _ in range(2):
        await rounds.ensure(office)
    assert len(town.works("digest", "open")) == 1
    assert len(town.works("weekly", "open")) == 1
    await town.passes(TO_MORNING)
    assert len(heard(olena, SUMMARY)) == 1


async def test_the_week_in_numbers_comes_on_monday_with_a_picture(town: Town) -> None:
    """Of the whole week before, from Monday to Sunday where the seller lives; without a sound, once."""
    olena = await town.seller(rounds=True)
    await plan(town)
    first = await town.shop.places()
    await town.passes(HOUR / 2)
    for step in ("approve", "mark_paid", "close"):
        await town.shop.caller.acts(first.number, step, "clay")
    rings = olena.rings
    await town.passes(TO_MORNING - HOUR / 2 - SECOND)
    assert pictures(olena) == []
    await town.passes(SECOND)
    [week] = pictures(olena)
    assert read(week).splitlines() == [
        "📊 Your week from 16 Nov",
        "🆕 Orders: 1 · the week before: 0",
        "🏁 Closed: 1 · the week before: 0",
        "💰 Closed for 900.00 UAH",
        "⚡ Half of the orders had an answer within 30 minutes",
        "🧾 Fees: 90.00 UAH",
    ]
    assert olena.rings == rings
    await town.passes(7 * DAY)
    assert len(pictures(olena)) == 1, "nothing happened in the week that followed"


async def test_no_numbers_for_who_does_not_want_them(town: Town) -> None:
    """One tap in /settings; another one brings them back."""
    olena = await town.seller(rounds=True)
    await town.shop.places()
    await town.settles()
    await olena.says("/settings")
    await town.settles()
    await taps(town, olena, "No weekly numbers")
    await town.passes(TO_MORNING)
    assert pictures(olena) == []
    await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await taps(town, olena, "Weekly numbers")
    await town.passes(7 * DAY)
    assert len(pictures(olena)) == 1


def pictures(person: Person) -> list[Message]:
    """The weeks in numbers that the person was sent."""
    return [message for message in heard(person, "Your week from") if message.kind == "photo"]
