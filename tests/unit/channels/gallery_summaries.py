"""Every face of what comes round and of when people are written to, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from channels.charts import Chart
from channels.telegram import rhythm, summaries, timings, weeks
from channels.telegram.faces import Face
from channels.telegram.time_taps import Part
from channels.texts import Voice
from channels.texts.html import escape
from orders.model import Order
from orders.money import Money
from orders.numbers import Numbers, Week
from orders.ratings import Rating
from orders.rhythm import Rhythm
from orders.rounds import Waiting, Waits
from orders.states import State
from orders.timings import TIMINGS
from tests.unit.channels.gallery_fees import PLANS
from tests.unit.channels.samples import CONFIRMED, NEW, PAID, PLACED_AT, POLICY, SENT

DAY = timedelta(days=1)
#: Every choice the other way round.
OTHER = Rhythm("Europe/Warsaw", None, rings=False, digest_at=None, weekly=False)

BEFORE = Week(PLACED_AT - 14 * DAY, 0, 1, None, (), ())
BUSY = Week(
    PLACED_AT - 7 * DAY,
    12,
    8,
    timedelta(minutes=25),
    (Money(4_500, "EUR"), Money(720_000, "UAH")),
    (Money(72_000, "UAH"),),
)


def summaries_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """Daily summaries, and the settings of time."""
    for counted in (1, 3, 7):
        orders = tuple(_orders())[counted == 1 :]
        waiting = Waiting(dict.fromkeys(Waits, counted), orders)
        yield f"daily summary, {counted} of each", summaries.digest(waiting, voice, now)
    for name, past, rating in (
        ("busy", (BEFORE, BUSY), Rating(12, 57, 58)),
        ("quiet", (BUSY, BEFORE), Rating()),
        ("empty", (BEFORE, BEFORE), Rating()),
        ("rich", (BUSY, replace(BUSY, income=(Money(1_234_500, "UAH"),))), Rating()),
    ):
        states = {State.NEW: 1, State.CLOSED: 11} if name != "empty" else {}
        numbers = Numbers(past, states, 2 if states else 0)
        chart = weeks.chart(numbers, voice)
        yield f"the chart's words, {name}", Face(escape("\n".join(_words(chart))))
        yield f"week in numbers, {name}", Face(summaries.weekly(past, rating, voice, now))
        yield f"weeks in numbers, {name}", Face(weeks.caption(numbers, voice))
    for who, sells in (("seller", True), ("customer", False)):
        for name, chosen in (
            ("as it is", Rhythm()),
            ("nothing rings", replace(Rhythm(), rings=False)),
            ("other choices", OTHER),
        ):
            yield f"rhythm, {who}, {name}", rhythm.page(chosen, voice, now, sells=sells)
    yield "timings", timings.page(POLICY, voice)
    for place, timing in enumerate(TIMINGS):
        yield f"timing, {timing.name}", timings.choices(place, POLICY, voice)
    for count in (2, 12):
        came = [NEW.order] * count
        yield f"meanwhile, {count} orders", summaries.meanwhile(came, voice)
    for part in (Part.FROM, Part.UNTIL, Part.DIGEST, Part.ZONE):
        yield f"rhythm, {part}", rhythm.choices(part, Rhythm(), voice, now)


def _words(chart: Chart) -> Iterator[str]:
    yield from (chart.title, chart.came, chart.succeeded, *chart.labels)
    for bars in (chart.income, chart.answers):
        yield from (bars.title, *bars.labels, bars.nothing)
    yield chart.shares_title
    yield from (f"{share.name}: {share.label}" for share in chart.shares)


def _orders() -> Iterator[tuple[Waits, Order]]:
    yield Waits.CLOSING, NEW.with_order(tariff=PLANS[0]).order
    yield Waits.CLOSING, CONFIRMED.order
    yield Waits.ANSWER, NEW.order
    yield Waits.WORD, CONFIRMED.order
    yield Waits.SENDING, PAID.order
    yield Waits.FINISH, SENT.order
