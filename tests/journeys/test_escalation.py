"""From SMS on to e-mail: lost at once, silent after a minute, arrived not at all; each with its reason in the history."""

from time import perf_counter

import pytest

from orders.model import Party
from orders.reach import Choices
from orders.states import Actor
from simulator.post.mailboxes import Mailbox
from simulator.twilio.phones import Fate, Phone
from tests.journeys.scenes import heard
from tests.journeys.test_sms_out import BY_PHONE, CUSTOMER, NUMBER, why
from tests.journeys.town import SECOND, Town, read

PHONES = True
ONE_WAY = True
#: Reports of an SMS need an address.
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

ADDRESS = "olena@example.org"


async def shop(town: Town) -> tuple[Phone, Mailbox]:
    """A seller without Telegram, with a phone and a mailbox, who wants no copies."""
    await town.shop.adds_seller(email=ADDRESS)
    office = town.service.office
    async with office.store.write() as uow:
        await uow.reaches.choose(Party(Actor.SELLER, 1), Choices(copies=False))
    return town.world.phone(NUMBER), town.world.mailbox(ADDRESS)


@pytest.mark.parametrize("fate", ["undelivered", "failed"])
async def test_a_lost_sms_is_followed_by_a_letter_within_two_seconds(
    town: Town, fate: Fate
) -> None:
    """Twilio reports it; no clock needs to move. The letter says why it comes."""
    phone, mailbox = await shop(town)
    phone.fate = fate
    began, at = perf_counter(), town.clock.now()
    placed = await town.shop.places()
    letter = await mailbox.sees(str(placed.number))
    # How fast this machine is shows with `-s`; that nothing waits for the clock is what holds.
    print(f"order placed, SMS {fate}, letter there: {perf_counter() - began:.2f} s")
    assert town.clock.now() == at
    await town.settles()
    assert why(town, placed) == [
        ("sms", "seller", "card", "no_telegram"),
        ("mail", "seller", "card", "sms_failed"),
    ]
    assert "SMS" in letter.text
    await town.passes(120 * SECOND)
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("fate", ["silent", "sent"])
async def test_a_minute_of_silence_is_followed_by_a_letter(town: Town, fate: Fate) -> None:
    """Handed to a carrier is not arrived: the phone may be off. To the second, and once."""
    phone, mailbox = await shop(town)
    phone.fate = fate
    placed = await town.shop.places()
    await town.settles()
    await town.passes(59 * SECOND)
    assert mailbox.letters == []
    await town.passes(SECOND)
    assert len(mailbox.letters) == 1
    assert why(town, placed)[1:] == [("mail", "seller", "card", "sms_silent")]
    # What is reported at last changes nothing.
    text = next(iter(town.world.twilio.messages.values()))
    town.world.twilio.reports(text, "undelivered", 30003)
    await town.settles()
    await town.passes(120 * SECOND)
    assert len(mailbox.letters) == 1


async def test_reports_that_come_doubled_and_the_wrong_way_round_change_nothing(
    town: Town,
) -> None:
    """Delivered is the end of it, whenever "queued" and "sent" come."""
    phone, mailbox = await shop(town)
    callbacks = town.world.twilio.callbacks
    callbacks.doubled = callbacks.reversed = True
    await town.shop.places()
    await town.settles()
    await town.passes(120 * SECOND)
    assert len(phone.texts) == 1
    assert mailbox.letters == []
    assert len(callbacks.posts) == 4


async def test_a_report_that_was_lost_is_asked_for(town: Town) -> None:
    """No callback came, but Twilio, asked after a minute, says that it has arrived: no letter."""
    _, mailbox = await shop(town)
    town.world.twilio.callbacks.held = True
    await town.shop.places()
    await town.settles()
    town.world.twilio.callbacks.drops()
    await town.passes(60 * SECOND)
    assert mailbox.letters == []
    asked = [r for r in town.world.twilio.requests if r.operation == "FetchMessage"]
    assert len(asked) == 1


async def test_an_order_that_was_worked_meanwhile_needs_no_letter(town: Town) -> None:
    """The seller has answered the SMS before its minute was over, whatever Twilio knows of it."""
    phone, mailbox = await shop(town)
    phone.fate = "sent"
    placed = await town.shop.places()
    await town.settles()
    await phone.sends(f"{placed.number} OK")
    await town.settles()
    await town.passes(120 * SECOND)
    assert mailbox.letters == []


async def test_a_copy_that_has_gone_out_is_not_sent_again(town: Town) -> None:
    """The marketplace promises a letter for each order: a lost SMS makes it no two."""
    await town.shop.adds_seller(email=ADDRESS)
    phone, mailbox = town.world.phone(NUMBER), town.world.mailbox(ADDRESS)
    phone.fate = "undelivered"
    placed = await town.shop.places()
    await town.settles()
    await town.passes(120 * SECOND)
    assert len(mailbox.letters) == 1
    assert sorted(why(town, placed)) == [
        ("mail", "seller", "card", "copy"),
        ("sms", "seller", "card", "no_telegram"),
    ]


async def test_twilio_itself_is_out_and_a_letter_goes_in_its_place(town: Town) -> None:
    """Connections are refused for a minute: no order waits for Twilio's engineers."""
    phone, mailbox = await shop(town)
    await town.world.twilio.refuses_connections()
    placed = await town.shop.places()
    await town.settles()
    for _ in range(30):
        await town.may_wait(5 * SECOND)
    assert len(mailbox.letters) == 1
    assert why(town, placed) == [("mail", "seller", "card", "sms_failed")]
    await town.world.twilio.accepts_connections()
    await town.may_wait(600 * SECOND)
    assert phone.texts == []


async def test_the_history_says_why_each_went_out(town: Town) -> None:
    """The seller in Telegram reads how the customer was reached, and that it failed."""
    olena = await town.seller()
    phone = town.world.phone(CUSTOMER)
    phone.fate = "undelivered"
    customer = {**BY_PHONE, "email": "taras@example.org"}
    await town.shop.places(customer=customer)
    await olena.sees("New order")
    await (await olena.taps("Approve")).answered()
    await town.settles()
    await town.passes(10 * SECOND)
    assert len(town.world.mailbox("taras@example.org").letters) == 1
    await (await olena.taps("History")).answered()
    await town.settles()
    said = read(heard(olena, "history")[-1])
    assert "SMS to Taras Shevchuk" in said
    assert "Not in Telegram · not delivered" in said
    assert "E-mail to Taras Shevchuk" in said
    assert "The SMS did not arrive" in said


async def test_a_report_that_is_faster_than_twilios_answer_is_not_lost(town: Town) -> None:
    """Lost before we even know that it went out: the letter does not wait for the minute of silence."""
    phone, mailbox = await shop(town)
    phone.fate = "failed"
    town.world.twilio.faults.slow(0.5, "CreateMessage")
    at = town.clock.now()
    placed = await town.shop.places()
    await mailbox.sees(str(placed.number))
    assert town.clock.now() == at
    await town.settles()
    assert why(town, placed)[1:] == [("mail", "seller", "card", "sms_failed")]
