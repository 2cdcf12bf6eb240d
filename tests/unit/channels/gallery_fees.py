"""Every face of fees, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from datetime import datetime

from channels.telegram import cards, fees, notices
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.model import Fee
from orders.money import Money
from orders.notices import Overdue
from orders.ports import FeeLine, FeePage
from orders.statements import PAGE_SIZE, Month, Statement
from orders.states import FeeReason
from orders.tariffs import WHOLE, Tariff, charge
from tests.unit.channels.samples import (
    CLOSED,
    CONFIRMED,
    NEW,
    PAID,
    PLACED_AT,
    POLICY,
    SENT,
    SHOP,
)

#: Each way to a sum.
PLANS = (
    Tariff("a", "UAH", 1_000),
    Tariff("b", "UAH", 750, 200),
    Tariff("c", "UAH", 0, 1_500),
    Tariff("d", "UAH", 1_000, 0, 100_000),
    Tariff("e", "UAH", WHOLE, 0, None, 5_000),
    Tariff("f", "UAH"),
)
_MUG = Money(45_000, "UAH")


def fees_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """Cards of a seller with a plan, and statements."""
    for name, story in (("open", CONFIRMED), ("closed", CLOSED)):
        owing = story.with_order(tariff=PLANS[1])
        card = cards.seller_card(owing.view(), owing.events, voice, owing.now, POLICY)
        yield f"seller's card with a plan, {name}", card
    for story in (NEW, CONFIRMED, PAID, SENT):
        view = story.with_order(tariff=PLANS[0]).view()
        yield f"closes soon, {story.order.state}", notices.closing(view, voice, now)
    for what, story in ((Overdue.ANSWER, NEW), (Overdue.SENDING, PAID), (Overdue.CLOSING, SENT)):
        yield (
            f"overdue, {what}",
            notices.reminder(story.view(), what, story.events[-1].at, voice, now),
        )
    yield "closes soon, no plan", notices.closing(NEW.view(), voice, now)
    lines = tuple(
        FeeLine(Fee(1040 + n, 1, FeeReason.SALE, PLACED_AT, sum_), "Clay mug")
        for n, sum_ in enumerate((*(charge(plan, _MUG) for plan in PLANS), None))
    )
    sums = (Money(4_500, "EUR"), Money(124_500, "UAH"))
    zone = SHOP.timezone
    month = Month.of(PLACED_AT, zone)
    until = month.next.begins(zone) + POLICY.fee_payable_after

    def drawn(page: FeePage, number: int, *, running: bool) -> Face:
        since = month.begins(zone)
        return fees.page(Statement(month, page, number, since, until, running), voice, now)

    yield "statement", drawn(FeePage(lines, 2 * PAGE_SIZE, sums), 1, running=True)
    yield "statement, one free", drawn(FeePage(lines[-1:], 1, ()), 1, running=False)
    yield "statement, empty", drawn(FeePage((), 0, ()), 1, running=True)
    yield "statement, empty, past", drawn(FeePage((), 0, ()), 1, running=False)
    yield "statement, not the owner", fees.only_owner(voice)
