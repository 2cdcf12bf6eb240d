"""SMS that are unlike others: long, with pictures, about somebody else's order, from whoever is two people."""

import pytest
from sqlalchemy import select

from orders.messages import Form
from orders.places import Hush, Quiet
from orders.states import Actor
from simulator.twilio.phones import Phone
from storage.tables import messages, phones
from tests.journeys.scenes import heard, taps
from tests.journeys.test_added_orders import MARIA, adds_for_maria
from tests.journeys.test_sms_in import says
from tests.journeys.test_sms_out import BY_PHONE, CUSTOMER, NUMBER, shop_by_phone
from tests.journeys.town import SECOND, Town, read

PHONES = True
ONE_WAY = True
#: Without a public URL nothing can come in.
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

OTHER = "+380501119999"


async def test_a_customer_by_sms_and_a_seller_in_telegram(town: Town) -> None:
    """Steps arrive as SMS; words go both ways; from the link on, Telegram brings what comes next."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    phone = town.world.phone(CUSTOMER)
    await olena.sees("New order")
    await (await olena.taps("Approve")).answered()
    await town.settles()
    await town.passes(10 * SECOND)
    assert "is confirmed" in phone.last_text.body
    await phone.sends("Thank you! Could it be blue?")
    await town.settles()
    [asked] = heard(olena, "Could it be blue?")
    assert f"#{placed.number}" in read(asked)
    await (await olena.taps("Message")).answered()
    await olena.says("Blue it is.")
    await town.settles()
    assert "Blue it is." in phone.last_text.body
    assert placed.link in phone.last_text.body
    count = len(phone.texts)
    taras = await town.customer(placed)
    await (await olena.taps("Mark as paid")).answered()
    await town.settles()
    await town.passes(10 * SECOND)
    assert heard(taras, "is marked as paid")
    assert len(phone.texts) == count


async def test_an_order_of_somebody_else_is_as_good_as_none(town: Town) -> None:
    """The answer does not tell whether there is one; nothing happens to it."""
    phone = await shop_by_phone(town)
    await town.shop.adds_seller("other", "Other & Co", phone=OTHER)
    theirs = (await town.shop.places("other")).number
    await town.settles()
    await _alerted(town)
    for word in ("OK", "CANCEL no", "NOTE mine", "MSG hello"):
        there = await says(town, phone, f"{theirs} {word}")
        nowhere = await says(town, phone, f"{theirs + 50} {word}")
        assert there.replace(str(theirs), "") == nowhere.replace(str(theirs + 50), "")
    assert town.events(theirs) == ["placed"]
    assert town.rows(select(messages)) == []


async def test_a_text_of_sixteen_hundred_characters_is_passed_on_whole(town: Town) -> None:
    """From either side, emoji and all: the other side has every word of it."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    customer = town.world.phone(CUSTOMER)
    await olena.sees("New order")
    long = ("Хочу горнятко з котом 🐈 " * 80)[:1600].strip()
    await customer.sends(long)
    await town.settles()
    assert "".join(read(m) for m in heard(olena, "горнятко")).count("🐈") == long.count("🐈")
    [(content,)] = town.rows(
        select(messages.c.content).where(messages.c.order_number == placed.number)
    )
    assert content[0] == Form.TEXT
    assert content[1] == long


async def test_a_picture_is_not_taken_but_its_words_are(town: Town) -> None:
    """MMS: the customer is told that the picture did not go on."""
    seller = await shop_by_phone(town)
    await town.shop.places(customer=BY_PHONE)
    await town.settles()
    customer = town.world.phone(CUSTOMER)
    await customer.sends("Like this one", media=["https://pictures.example/1.jpg"])
    await town.settles()
    assert "Like this one" in seller.last_text.body
    assert "picture" in customer.last_text.body.lower()


async def test_stop_and_start(town: Town) -> None:
    """Nothing goes to who said STOP; START is answered, and what comes next is told again."""
    phone = await shop_by_phone(town)
    town.errors_expected = True
    await town.shop.places()
    await town.settles()
    await phone.sends("STOP")
    await town.settles()
    [(stopped,)] = town.rows(select(phones.c.opted_out_at).where(phones.c.number == NUMBER))
    assert stopped is not None
    before = _ours(phone)
    await town.shop.places()
    await town.settles()
    assert _ours(phone) == before
    await phone.sends("START")
    await town.settles()
    assert town.rows(select(phones.c.opted_out_at).where(phones.c.number == NUMBER)) == [(None,)]
    third = (await town.shop.places()).number
    await town.settles()
    assert str(third) in phone.last_text.body


async def test_whoever_sells_and_buys_with_one_number(town: Town) -> None:
    """A number that names an order says as whom they write; words of sellers are never talk."""
    phone = await shop_by_phone(town)
    await town.shop.adds_seller("other", "Other & Co", phone=OTHER)
    sold = (await town.shop.places(customer=BY_PHONE)).number
    bought = (await town.shop.places("other", customer={"name": "Olena", "phone": NUMBER})).number
    await town.settles()
    await says(town, phone, f"{sold} OK")
    assert town.events(sold) == ["placed", "approved"]
    await phone.sends(f"{bought} when will it be ready?")
    await town.settles()
    assert "when will it be ready?" in town.world.phone(OTHER).last_text.body
    assert town.events(bought) == ["placed"]


async def test_a_customer_whom_the_seller_does_not_hear(town: Town) -> None:
    """They are told so, calmly, and nothing reaches the seller."""
    seller = await shop_by_phone(town)
    number = (await town.shop.places(customer=BY_PHONE)).number
    await town.settles()
    office = town.service.office
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        hush = Hush(order.seller_id, order.customer_id, Quiet.UNHEARD, number, town.clock.now())
        await uow.peace.put(hush)
    count = len(seller.texts)
    said = await says(town, town.world.phone(CUSTOMER), "Hello? Hello?")
    assert str(number) in said
    assert len(seller.texts) == count


def _ours(phone: Phone) -> int:
    """SMS that Twilio did not write itself."""
    return sum(not text.by_twilio for text in phone.texts)


async def _alerted(town: Town) -> None:
    """Both shops have their alerts."""
    await town.passes(SECOND)


async def test_somebody_with_a_phone_only_did_not_order_it(town: Town) -> None:
    """One word, as the SMS says, tells the seller at once, once; after that it is a word like others."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    maria = town.world.phone(MARIA[1])
    await adds_for_maria(town, olena)
    await taps(town, olena, "Add the order")
    await town.passes(10 * SECOND)
    number = placed.number + 1
    asked = maria.last_text.body
    assert asked.startswith(f"The seller added order {number} for you.")
    assert f"Not yours? Reply {number} WRONG https://" in asked
    rings = olena.rings
    assert (
        await says(town, maria, "Wrong") == f"The seller is told that you did not order {number}."
    )
    assert olena.rings == rings + 1
    assert heard(olena, f"says they did not order #{number}")
    assert "did not order this" in read(await town.card(number, Actor.SELLER, olena))
    await maria.sends("Wrong!")
    await town.settles()
    assert heard(olena, "Wrong!")
    assert town.events(number) == ["placed", "disowned"]


async def test_wrong_is_a_word_of_the_talk_where_nothing_was_added(town: Town) -> None:
    """Of an order that they placed themselves nobody says so; and no seller does."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    await olena.sees("New order")
    await town.world.phone(CUSTOMER).sends(f"{placed.number} WRONG")
    await town.settles()
    assert heard(olena, "WRONG")
    assert town.events(placed.number) == ["placed"]
    await town.shop.adds_seller("other", "Other & Co", phone=OTHER)
    phone = town.world.phone(OTHER)
    theirs = (await town.shop.places("other")).number
    await town.settles()
    assert str(theirs) in await says(town, phone, f"{theirs} WRONG")
    assert "OK" in await says(town, phone, "WRONG")
    assert town.events(theirs) == ["placed"]
