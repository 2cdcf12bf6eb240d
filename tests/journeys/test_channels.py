"""/settings of channels: what a person is reached by, a test SMS, and another phone, proved by a code."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from simulator.people import Person
from simulator.twilio.phones import Phone
from storage.tables import choices, customers, dialogues, sellers, work
from tests.journeys.scenes import both, heard, taps
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True
PHONES = True

OLD, NEW, OTHER = "+380501112233", "+380671234567", "+380931234567"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHANNELS = "How we reach you"


async def opens(town: Town, person: Person) -> str:
    """Ask for the settings; the page of channels."""
    await person.says("/settings")
    await town.settles()
    return read(heard(person, CHANNELS)[-1])


async def names(town: Town, person: Person, number: str) -> Phone:
    """Ask for another phone and type its number; the phone that now has the code."""
    await opens(town, person)
    await taps(town, person, "Change phone")
    await person.says(number)
    await town.settles()
    return town.world.phone(number)


async def types(town: Town, person: Person, text: str) -> str:
    """Write something; the bot's last answer."""
    await person.says(text)
    await town.settles()
    return read(person.last_message)


def code_in(phone: Phone) -> str:
    """The six digits of the phone's last SMS."""
    found = re.match(r"(\d{6}) ", phone.last_text.body)
    assert found is not None, phone.last_text.body
    return found[1]


def seller_phone(town: Town, ref: str = "clay") -> str:
    """The seller's phone, as the order desk has it."""
    [(number,)] = town.rows(select(sellers.c.phone).where(sellers.c.ref == ref))
    return str(number)


async def test_a_seller_sees_their_channels_and_tests_the_phone(town: Town) -> None:
    """The page names number and address; the test arrives in one segment, and the tap is answered at once."""
    olena = await town.seller()
    page = await opens(town, olena)
    assert "Telegram: this account." in page
    assert "Phone: +380 50 111 2233\nIt gets an SMS when Telegram does not reach you." in page
    assert "E-mail: none" in page
    said = await taps(town, olena, "Send me a test SMS")
    assert "on its way to +380 50 111 2233" in said
    [text] = town.world.phone(OLD).texts
    assert (text.body, text.segments) == ("Your test SMS has arrived. Nothing to do.", 1)


async def test_the_fourth_test_in_an_hour_is_put_off(town: Town) -> None:
    """Three a person an hour; a calm sentence, no SMS."""
    olena = await town.seller()
    await opens(town, olena)
    for _ in range(3):
        await taps(town, olena, "Send me a test SMS")
    assert "Three test SMS an hour" in await taps(town, olena, "Send me a test SMS")
    assert len(town.world.phone(OLD).texts) == 3
    await town.passes(HOUR)
    assert "on its way" in await taps(town, olena, "Send me a test SMS")


async def test_a_seller_changes_their_phone_and_orders_go_there(town: Town) -> None:
    """The code goes to the new number; typed in the chat, it changes the phone in that moment."""
    olena = await town.seller()
    await names(town, olena, "067 123 45 67")
    phone = town.world.phone(NEW)
    assert seller_phone(town) == OLD
    assert phone.last_text.segments == 1
    assert "Your phone is +380 67 123 4567 now" in await types(town, olena, code_in(phone))
    assert seller_phone(town) == NEW
    olena.blocks_bot()
    await town.settles()
    placed = await town.shop.places()
    await town.settles()
    assert f"New order {placed.number}" in phone.last_text.body
    assert town.world.phone(OLD).texts == []


async def test_the_own_number_is_shared_with_one_button(town: Town) -> None:
    """Telegram's contact button says it without typing."""
    olena = await town.seller()
    await opens(town, olena)
    await taps(town, olena, "Change phone")
    await olena.shares_contact(NEW)
    await town.settles()
    assert "Your phone is" in await types(town, olena, code_in(town.world.phone(NEW)))
    assert seller_phone(town) == NEW


async def test_numbers_that_take_no_sms_are_refused_calmly(town: Town) -> None:
    """No phone, a landline, a premium number, another country, the own one: asked again, nothing is sent."""
    olena = await town.seller()
    await opens(town, olena)
    await taps(town, olena, "Change phone")
    for typed, sentence in (
        ("hello", "does not look like a phone number"),
        ("+380442345678", "This is a landline"),
        ("+380900212345", "cost more than others"),
        ("+48501234567", "No SMS are sent to this number’s country"),
        (OLD, "This is your phone already"),
    ):
        assert sentence in await types(town, olena, typed)
    assert await no_sms(town)
    await olena.says(NEW)
    await town.settles()
    assert len(town.world.phone(NEW).texts) == 1


async def test_a_phone_that_wants_no_sms_gets_no_code(town: Town) -> None:
    """Its owner said Stop: they are told how to take it back."""
    olena = await town.seller()
    await opt_out(town, NEW)
    await opens(town, olena)
    await taps(town, olena, "Change phone")
    assert "wants no SMS" in await types(town, olena, NEW)
    assert town.world.phone(NEW).texts == []


async def test_wrong_codes_end_after_five(town: Town) -> None:
    """The right one comes too late then; the phone stays as it was."""
    olena = await town.seller()
    phone = await names(town, olena, NEW)
    right = code_in(phone)
    wrong = "000000" if right != "000000" else "111111"
    assert "4 more tries" in await types(town, olena, wrong)
    assert "six digits" in await types(town, olena, "what is this?")
    for left in ("3 more tries", "2 more tries", "1 more try", "the last try"):
        assert left in await types(town, olena, wrong)
    await types(town, olena, right)
    assert seller_phone(town) == OLD


async def test_a_code_is_void_after_ten_minutes(town: Town) -> None:
    """Another one is a tap away, and the old one stays void."""
    olena = await town.seller()
    phone = await names(town, olena, NEW)
    first = code_in(phone)
    await town.passes(10 * MINUTE)
    assert "more than 10 minutes old" in await types(town, olena, first)
    said = await taps(town, olena, "Send another code")
    assert "Another code is on its way" in said
    assert len(phone.texts) == 2
    assert "Your phone is" in await types(town, olena, code_in(phone))
    assert seller_phone(town) == NEW


async def test_three_codes_an_hour(town: Town) -> None:
    """The fourth is put off, also to another number."""
    olena = await town.seller()
    phone = await names(town, olena, NEW)
    await taps(town, olena, "Send another code", "Send another code")
    assert "Three codes an hour" in await taps(town, olena, "Send another code")
    assert len(phone.texts) == 3
    await taps(town, olena, "Another number")
    assert "Three codes an hour" in await types(town, olena, OTHER)
    assert town.world.phone(OTHER).texts == []


async def test_cancel_and_a_button_get_out(town: Town) -> None:
    """At the number, where the contact button goes away, and at the code; what is written then is no code."""
    olena = await town.seller()
    await opens(town, olena)
    await taps(town, olena, "Change phone")
    await types(town, olena, "/cancel")
    assert town.rows(select(dialogues.c.kind)) == []
    phone = await names(town, olena, NEW)
    await taps(town, olena, "Leave it as it is")
    await types(town, olena, code_in(phone))
    assert seller_phone(town) == OLD


async def test_it_survives_a_restart(town: Town) -> None:
    """Between the number and the code the service is started anew."""
    olena = await town.seller()
    phone = await names(town, olena, NEW)
    await town.restarts()
    assert "Your phone is" in await types(town, olena, code_in(phone))
    assert seller_phone(town) == NEW


async def test_another_sellers_number_needs_the_code(town: Town) -> None:
    """It is taken when it is proved: two people may share a phone."""
    olena = await town.seller()
    await town.shop.adds_seller("wood", "Wood & Co", phone=NEW)
    phone = await names(town, olena, NEW)
    assert seller_phone(town) == OLD
    await types(town, olena, code_in(phone))
    assert seller_phone(town) == seller_phone(town, "wood") == NEW


async def test_a_customer_changes_their_phone(town: Town) -> None:
    """It goes before the number that an earlier order was placed with."""
    _, taras, placed = await both(town)
    phone = await names(town, taras, NEW)
    await types(town, taras, code_in(phone))
    assert (NEW,) in town.rows(select(customers.c.phone))
    taras.blocks_bot()
    await town.settles()
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(MINUTE)
    assert str(placed.number) in phone.last_text.body


async def test_what_comes_by_email_is_switched(town: Town) -> None:
    """A tap turns it off, the page says so, another one turns it on; both for the seller alone."""
    olena = await town.seller()
    await town.shop.adds_seller(email="olena@example.com")
    assert "A copy of each new order comes there." in await opens(town, olena)
    await taps(town, olena, "Turn off e-mail copies of new orders", "Turn off summaries by e-mail")
    assert town.rows(select(choices.c.actor, choices.c.copies, choices.c.bulletins)) == [
        ("seller", False, False)
    ]
    page = read(heard(olena, CHANNELS)[-1])
    assert "No copies of new orders come there." in page
    assert "No summaries and questions come there." in page
    await taps(town, olena, "Turn on e-mail copies of new orders")
    assert town.rows(select(choices.c.copies, choices.c.bulletins)) == [(True, False)]


async def test_a_stranger_and_forged_buttons_change_nothing(town: Town) -> None:
    """Who neither sells nor orders has no channels; a button of a code that nobody asked for says so."""
    olena = await town.seller()
    stranger = town.world.person("Nobody")
    await stranger.starts()
    await town.settles()
    for data in ("ch:test", "ch:change", "ch:copies:0", "ch:page"):
        assert (await (await stranger.taps_data(data)).answered()).text
    assert (await (await olena.taps_data("ch:again")).answered()).text
    await town.settles()
    assert await no_sms(town)
    assert town.rows(select(choices.c.actor)) == []


async def no_sms(town: Town) -> bool:
    """Whether no row of SMS was ever written."""
    return town.rows(select(work.c.id).where(work.c.kind == "sms")) == []


async def opt_out(town: Town, number: str) -> None:
    """The number's owner wants no SMS, as Twilio's refusal would have said."""
    office = town.service.office
    async with office.store.write() as uow:
        known = await uow.reaches.phone(number)
        await uow.reaches.put_phone(replace(known, opted_out_at=office.clock.now()))
