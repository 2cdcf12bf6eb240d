"""What SMS bring: orders to sellers without Telegram, and what Telegram does not bring, each once and with its reason."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from orders.model import Party
from orders.rhythm import Rhythm
from orders.rounds import choose
from orders.states import Actor
from simulator.telegram.faults import Fault
from simulator.twilio.phones import Phone
from storage.tables import sendings
from tests.journeys.scenes import sleepless
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, SECOND, Town

PHONES = True
ONE_WAY = True

NUMBER = "+380501112233"
#: The customer's number in the marketplace's orders.
CUSTOMER = "+380501234567"
MINUTE = timedelta(minutes=1)
#: A customer whom the marketplace knows by number alone.
BY_PHONE = {"name": "Taras Shevchuk", "phone": CUSTOMER, "locale": "en"}


async def test_a_seller_without_telegram_hears_of_an_order_at_once(town: Town) -> None:
    """One segment with the number, the amount and what to reply; the customer gets none for ordering."""
    phone = await shop_by_phone(town)
    placed = await town.shop.places()
    await town.settles()
    [text] = phone.texts
    assert text.body == (
        f"New order {placed.number}: 900 UAH. "
        f"Reply {placed.number} OK to approve, or {placed.number} CANCEL and why."
    )
    assert text.segments == 1
    assert why(town, placed) == [("sms", "seller", "card", "no_telegram")]
    assert town.world.phone(CUSTOMER).texts == []


async def test_a_seller_who_blocked_the_bot_is_told_within_a_second(town: Town) -> None:
    """Telegram refuses for good: the SMS goes out in the machine's next moment, and says why it comes."""
    olena = await town.seller()
    phone = town.world.phone(NUMBER)
    olena.blocks_bot()
    # What told of it is lost: the bot learns it from the refusal.
    await town.settles()
    began, at = perf_counter(), town.clock.now()
    placed = await town.shop.places()
    text = await phone.sees(str(placed.number))
    # How fast this machine is shows with `-s`; that nothing waits for the clock is what holds.
    print(f"order placed, refused by Telegram, SMS there: {perf_counter() - began:.2f} s")
    assert town.clock.now() == at
    assert text.body.startswith("Telegram cannot reach you. New order")
    await town.settles()
    assert why(town, placed) == [("sms", "seller", "card", "blocked")]


async def test_telegram_is_out_of_reach_and_the_seller_is_told_within_15_seconds(
    town: Town,
) -> None:
    """Not at the first failure, for that may be a moment's; and Telegram, back again, does not ring once more."""
    olena = await town.seller()
    phone = town.world.phone(NUMBER)
    fault = town.world.telegram.faults.add(Fault("cut", None, None, None))
    placed = await town.shop.places()
    told_after = await seconds_until(town, lambda: bool(phone.texts))
    print(f"order placed, Telegram out of reach, SMS there: {told_after} s of the story")
    assert 2 <= told_after <= 15
    [text] = phone.texts
    assert text.body.startswith(f"Telegram does not answer now. New order {placed.number}")
    town.world.telegram.faults.remove(fault)
    rings = olena.rings
    await town.may_wait(MINUTE)
    await town.may_wait(5 * SECOND)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "New order" in card.text
    assert olena.rings == rings
    await town.passes(10 * MINUTE)
    assert len(phone.texts) == 1
    assert why(town, placed) == [("sms", "seller", "card", "out_of_reach")]


async def test_a_moment_without_telegram_costs_no_sms(town: Town) -> None:
    """It answers again before the wait is over: what was to go by SMS is no longer wanted."""
    olena = await town.seller()
    town.world.telegram.faults.add(Fault("cut", "sendMessage", olena.id, 1))
    placed = await town.shop.places()
    await town.settles()
    await town.passes(4 * SECOND)
    await olena.sees(f"#{placed.number}")
    await town.passes(MINUTE)
    assert town.world.phone(NUMBER).texts == []


async def test_an_order_that_nobody_looks_at_is_told_by_sms_after_ten_minutes(town: Town) -> None:
    """To the second; whoever has tapped or written anything since has seen it."""
    olena = await town.seller()
    phone = town.world.phone(NUMBER)
    placed = await town.shop.places()
    await town.settles()
    await town.passes(10 * MINUTE - SECOND)
    assert phone.texts == []
    await town.passes(SECOND)
    [text] = phone.texts
    assert text.body.startswith(f"Not yet opened in Telegram. New order {placed.number}")
    assert why(town, placed) == [("sms", "seller", "card", "unopened")]
    other = await town.shop.places()
    await town.passes(5 * MINUTE)
    await olena.says("/orders")
    await town.settles()
    await town.passes(DAY)
    assert len(phone.texts) == 1
    assert why(town, other) == []


async def test_orders_that_nobody_looks_at_are_told_in_one_sms(town: Town) -> None:
    """Three in a minute are three numbers in one message, not three messages."""
    await town.seller()
    phone = town.world.phone(NUMBER)
    placed = [await town.shop.places() for _ in range(3)]
    await town.passes(10 * MINUTE)
    [text] = phone.texts
    assert "3 new orders: " + ", ".join(str(p.number) for p in placed) in text.body
    assert [why(town, p) for p in placed] == [[("sms", "seller", "card", "unopened")]] * 3


async def test_an_order_that_is_dealt_with_is_told_no_more(town: Town) -> None:
    """The customer cancels, or the shop acts over HTTP, before the ten minutes are over."""
    await town.seller()
    placed = await town.shop.places()
    reply = await town.shop.caller.sends(
        "POST", f"/orders/{placed.number}/actions/approve", {"by": "clay"}
    )
    assert reply.status == 200
    await town.passes(DAY)
    assert town.world.phone(NUMBER).texts == []


async def test_a_customer_without_telegram_follows_the_order_by_sms(town: Town) -> None:
    """Each step once its seconds of Undo are over, with the link that leads into Telegram."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    phone = town.world.phone(CUSTOMER)
    await olena.sees("New order")
    for label, words in (
        ("Approve", "confirmed"),
        ("Mark as paid", "paid"),
        ("Mark as sent", "way"),
    ):
        await (await olena.taps(label)).answered()
        await town.settles()
        await town.passes(10 * SECOND)
        assert words in phone.last_text.body
        assert phone.last_text.body.endswith(placed.link)
        assert phone.last_text.segments == 1
    assert len(phone.texts) == 3
    await (await olena.taps("Close order")).answered()
    await town.settles()
    await (await olena.taps("Undo")).answered()
    await town.passes(MINUTE)
    assert len(phone.texts) == 3


async def test_another_amount_is_told_by_sms(town: Town) -> None:
    """One segment with both amounts; what the customer answers is for the seller."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    await olena.sees("New order")
    await (await olena.taps("Change amount")).answered()
    await olena.says("850 discount for two")
    await (await olena.taps("Change the amount")).answered()
    await town.settles()
    text = town.world.phone(CUSTOMER).last_text
    assert text.body == (
        f"Order {placed.number}: the amount is now 850 UAH, not 900 UAH. {placed.link}"
    )
    assert text.segments == 1


async def test_the_sellers_words_reach_a_customer_without_telegram(town: Town) -> None:
    """The whole message, and its change as one that was changed; the seller is not told that it waits."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    phone = town.world.phone(CUSTOMER)
    await (await olena.taps("Message")).answered()
    said = await olena.says("The mug is in the kiln — ready on Friday.")
    await town.settles()
    assert phone.last_text.body == (
        f"Order {placed.number}, the seller writes:\n"
        f"The mug is in the kiln - ready on Friday.\n{placed.link}"
    )
    await olena.edits(said, "The mug is in the kiln, ready on Saturday.")
    await town.settles()
    assert "(changed)" in phone.last_text.body
    assert "Saturday" in phone.last_text.body
    await town.passes(MINUTE)
    assert len(phone.texts) == 2
    assert not any("did not arrive" in m.text for m in olena.messages)


async def test_a_lost_reply_is_looked_for_before_anything_is_sent_again(town: Town) -> None:
    """Accepted and delivered, but the connection was cut before the answer: one SMS, not two."""
    phone = await shop_by_phone(town)
    town.world.twilio.faults.lost_reply()
    placed = await town.shop.places()
    await town.settles()
    assert len(phone.texts) == 1
    assert why(town, placed) == []
    await town.passes(5 * SECOND)
    assert len(phone.texts) == 1
    [(sid,)] = town.rows(select(sendings.c.sid))
    assert sid == phone.texts[0].sid


@pytest.mark.parametrize("status", [500, 503])
async def test_a_refusal_of_the_moment_is_tried_again(town: Town, status: int) -> None:
    """5xx: nothing went out, so looking finds nothing, and it is sent."""
    phone = await shop_by_phone(town)
    town.world.twilio.faults.server_error("CreateMessage", status=status)
    await town.shop.places()
    await town.settles()
    assert phone.texts == []
    await town.passes(5 * SECOND)
    assert len(phone.texts) == 1


async def test_slow_down_is_heard(town: Town) -> None:
    """429: later, without looking and without counting as a try."""
    phone = await shop_by_phone(town)
    town.world.twilio.faults.too_many_requests("CreateMessage", times=3)
    await town.shop.places()
    for _ in range(3):
        await town.settles()
        assert phone.texts == []
        await town.passes(3 * SECOND)
    assert len(phone.texts) == 1
    listed = [r for r in town.world.twilio.requests if r.operation == "ListMessage"]
    assert listed == []


async def test_who_said_stop_gets_no_sms_and_others_learn_of_it(town: Town) -> None:
    """21610 is for good: it is remembered, and nothing is sent there again."""
    phone = await shop_by_phone(town)
    town.world.twilio.opted_out.add(NUMBER)
    town.errors_expected = True
    await town.shop.places()
    await town.settles()
    async with town.service.office.store.read() as uow:
        assert (await uow.reaches.phone(NUMBER)).opted_out_at == town.clock.now()
    asked = len(town.world.twilio.requests)
    await town.shop.places()
    await town.settles()
    assert len(town.world.twilio.requests) == asked
    assert phone.texts == []
    # Nobody else can tell the seller: the administration hears of both orders.
    assert sum("reached" in m.text for m in town.administrator.messages) == 2


async def test_numbers_that_are_none_and_countries_that_are_far_cost_nothing(town: Town) -> None:
    """Not Ukrainian: no request at all. Refused by Twilio as a landline: once, then known."""
    await town.shop.adds_seller("far", "Far & Co", phone="+79161234567")
    await town.shop.places("far")
    await town.settles()
    assert list(town.world.twilio.requests) == []
    phone = await shop_by_phone(town)
    phone.refused_with = 21614
    await town.shop.places()
    await town.settles()
    await town.shop.places()
    await town.settles()
    assert len(town.world.twilio.requests) == 1


async def test_the_budget_of_an_order_ends(town: Town) -> None:
    """A customer who writes for ever costs so much and no more; a day later there is a new one for the person."""
    town.errors_expected = True
    office = town.service.office
    office.configured = office.policy = replace(office.configured, sms_per_person=3)
    phone = await shop_by_phone(town)
    for _ in range(5):
        await town.shop.places()
        await town.settles()
    assert len(phone.texts) == 3
    await sleepless(town)
    await town.passes(DAY)
    # Reminders of all five have become due.
    assert len(phone.texts) == 6


async def test_an_sms_waits_for_the_morning_where_nothing_may_ring(town: Town) -> None:
    """By the person's own choice; by default new orders ring at night, too."""
    phone = await shop_by_phone(town)
    night = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Europe/Kyiv"))
    await town.passes(night - town.clock.now())
    await town.shop.places()
    await town.settles()
    assert len(phone.texts) == 1
    quiet = Rhythm(rings=False, digest_at=None, weekly=False)
    await choose(town.service.office, [Party(Actor.SELLER, 1)], quiet)
    await town.shop.places()
    await town.passes(8 * 60 * MINUTE)
    assert alerts(phone) == 1
    await town.passes(30 * MINUTE)
    assert alerts(phone) == 2


async def test_telegram_is_out_when_we_start(town: Town) -> None:
    """A restart in the middle of an outage: orders are taken, and their sellers are told by SMS."""
    olena = await town.seller()
    phone = town.world.phone(NUMBER)
    fault = town.world.telegram.faults.add(Fault("cut", None, None, None))
    await town.closes()
    await town.opens(connected=False)
    placed = await town.shop.places()
    told_after = await seconds_until(town, lambda: bool(phone.texts))
    assert told_after <= 15
    assert str(placed.number) in phone.last_text.body
    town.world.telegram.faults.remove(fault)
    await town.service.connected()
    for _ in range(3):
        await town.may_wait(5 * SECOND)
    await olena.sees(f"#{placed.number}")


async def shop_by_phone(town: Town) -> Phone:
    """A seller without Telegram."""
    await town.shop.adds_seller()
    return town.world.phone(NUMBER)


def alerts(phone: Phone) -> int:
    """How many SMS told of a new order."""
    return sum("New order" in text.body for text in phone.texts)


def why(town: Town, placed: Placed) -> list[tuple[str, str, str, str]]:
    """What went out about the order besides Telegram, to whom, and why."""
    columns = (sendings.c.kind, sendings.c.actor, sendings.c.topic, sendings.c.because)
    found = town.rows(
        select(*columns).where(sendings.c.order_number == placed.number).order_by(sendings.c.id)
    )
    return [tuple(row) for row in found]


async def seconds_until(town: Town, look: Callable[[], bool]) -> int:
    """Move the clock second by second; how many passed."""
    for passed in range(120):
        for _ in range(20):
            if look():
                return passed
            await asyncio.sleep(0.01)
        town.clock.passes(SECOND)
        town.service.wake()
    raise AssertionError("it never came to that")
