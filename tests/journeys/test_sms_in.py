"""What people write by SMS: a seller works orders, a customer talks, each text once."""

import pytest

from simulator.twilio.phones import Phone
from simulator.twilio.webhook import Signed
from tests.journeys.test_sms_out import BY_PHONE, CUSTOMER, MINUTE, NUMBER, shop_by_phone
from tests.journeys.town import DAY, Town

PHONES = True
#: Without a public URL nothing can come in.
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)


async def says(town: Town, phone: Phone, body: str) -> str:
    """What is answered."""
    before = len(phone.texts)
    await phone.sends(body)
    await town.settles()
    assert len(phone.texts) == before + 1, phone.texts
    return phone.last_text.body


async def test_the_whole_life_of_an_order_by_sms_alone(town: Town) -> None:
    """From its alert to its closing, and every answer says what comes next."""
    phone = await shop_by_phone(town)
    number = (await town.shop.places()).number
    await town.settles()
    assert await says(town, phone, f"{number} OK") == (
        f"{number} Confirmed. Next: {number} PAID, {number} CANCEL reason."
    )
    assert "Not possible now" in await says(town, phone, f"{number} sent")
    assert f"{number} Paid" in await says(town, phone, f"#{number} paid")
    assert "Noted" in await says(town, phone, f"{number} NOTE blue glaze")
    assert f"{number} Paid" in await says(town, phone, "orders")
    assert f"{number} Sent" in await says(town, phone, "ОК")
    assert "Nothing more to do" in await says(town, phone, f"close {number}")
    assert "no open orders" in await says(town, phone, "ORDERS")


async def test_a_repeated_webhook_does_and_answers_once(town: Town) -> None:
    """Twilio posts again what it thinks was not answered."""
    phone = await shop_by_phone(town)
    number = (await town.shop.places()).number
    await town.settles()
    await says(town, phone, f"{number} OK")
    before = len(phone.texts)
    await phone.repeats()
    await town.settles()
    assert len(phone.texts) == before


async def test_cancelling_asks_why(town: Town) -> None:
    """A figure of the list, or words, is the reason."""
    phone = await shop_by_phone(town)
    first, second = [(await town.shop.places()).number for _ in range(2)]
    await town.settles()
    assert (await says(town, phone, f"{first} CANCEL")).startswith("Why?")
    assert f"{first} Cancelled" in await says(town, phone, f"{first} CANCEL 4")
    assert f"{second} Cancelled" in await says(town, phone, f"{second} cancel no clay left")


async def test_two_orders_that_it_fits_are_asked_about(town: Town) -> None:
    """And nothing is done until one is named."""
    phone = await shop_by_phone(town)
    first, second = [(await town.shop.places()).number for _ in range(2)]
    await town.settles()
    assert await says(town, phone, "OK") == (f"Which order: {first}, {second}? Reply {first} OK.")
    assert "You have no order 999" in await says(town, phone, "999 OK")


async def test_a_customer_talks_by_sms(town: Town) -> None:
    """Their words reach the seller's phone, and the seller's theirs; STOP is answered by Twilio alone."""
    seller = await shop_by_phone(town)
    number = (await town.shop.places(customer=BY_PHONE)).number
    await town.settles()
    customer = town.world.phone(CUSTOMER)
    assert "Sent to the customer" in await says(town, seller, f"{number} MSG Ready on Friday?")
    assert "Ready on Friday?" in customer.last_text.body
    await customer.sends("Friday is fine")
    await town.settles()
    assert "Friday is fine" in seller.last_text.body
    await customer.sends("STOP")
    await town.settles()
    assert [text.by_twilio for text in customer.texts] == [False, True]


async def test_somebody_unknown_is_answered_once_a_day(town: Town) -> None:
    """And learns of no order."""
    phone = town.world.phone("+380671234567")
    await shop_by_phone(town)
    await phone.sends("1001 OK")
    await phone.sends("hello")
    await town.settles()
    assert len(phone.texts) == 1
    assert "No order here" in phone.last_text.body


async def test_a_customer_gives_feedback_by_sms(town: Town) -> None:
    """Two grades and a word, once the question was sent; the same later is talk."""
    seller = await shop_by_phone(town)
    number = (await town.shop.places(customer=BY_PHONE)).number
    await town.settles()
    customer = town.world.phone(CUSTOMER)
    await customer.sends("5 5 too early")
    await town.settles()
    assert "5 5 too early" in seller.last_text.body
    for word in ("OK", "PAID", "CLOSE"):
        await says(town, seller, f"{number} {word}")
    await town.passes(2 * DAY)
    assert "How was order" in customer.last_text.body
    assert "Thank you" in await says(town, customer, "5 4 lovely mug")
    assert f"order {number}: 5 of 5" in seller.last_text.body


async def test_a_customer_cancels_by_sms(town: Town) -> None:
    """By exactly the word, while it is new; afterwards they are told whom to ask."""
    await shop_by_phone(town)
    first, second = [(await town.shop.places(customer=BY_PHONE)).number for _ in range(2)]
    await town.settles()
    customer, seller = town.world.phone(CUSTOMER), town.world.phone(NUMBER)
    assert "is cancelled" in await says(town, customer, f"{first} CANCEL")
    await seller.sends(f"{second} OK")
    await town.passes(MINUTE)
    assert "no longer be cancelled" in await says(town, customer, f"{second} СКАСУВАТИ")


async def test_odd_texts_are_answered_calmly(town: Town) -> None:
    """Too long, no words, only a sign: nothing is kept, and the seller learns what to reply."""
    phone = await shop_by_phone(town)
    number = (await town.shop.places()).number
    await town.settles()
    assert "at most 500" in await says(town, phone, f"{number} CANCEL {'x' * 501}")
    assert "words are missing" in await says(town, phone, f"{number} MSG")
    assert "Reply a number and a word" in await says(town, phone, "🙂")
    assert "Reply a number and a word" in await says(town, phone, "Please call me back")


async def test_wrongly_signed_sms_do_nothing(town: Town) -> None:
    """Neither is the order approved, nor anything answered."""
    phone = await shop_by_phone(town)
    number = (await town.shop.places()).number
    await town.settles()
    for signed in (Signed(at_all=False), Signed(url="https://elsewhere.example/twilio/sms")):
        await phone.sends(f"{number} OK", signed=signed)
    await town.settles()
    assert len(phone.texts) == 1
