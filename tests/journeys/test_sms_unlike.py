"""SMS that ask for nothing, come from nobody we know, or come when they cannot be kept; and who wants SMS at all."""

import asyncio
from dataclasses import replace

import pytest
import sqlalchemy
from sqlalchemy import select

from orders.messages import Form
from simulator.posting import Post
from simulator.twilio.phones import Phone
from simulator.twilio.signing import HEADER, signature
from storage.tables import events, messages, phones
from tests.journeys.scenes import heard
from tests.journeys.shop import Placed
from tests.journeys.test_buying import opens, taps
from tests.journeys.test_sms_in import says
from tests.journeys.test_sms_out import BY_PHONE, CUSTOMER, NUMBER, shop_by_phone
from tests.journeys.town import DAY, SECOND, Town, read

PHONES = True
ONE_WAY = True
#: Without a public URL nothing can come in.
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)


async def both_by_phone(town: Town) -> tuple[Phone, Phone, Placed]:
    """A seller and a customer without Telegram, and their order."""
    seller = await shop_by_phone(town)
    placed = await town.shop.places(customer=BY_PHONE)
    await town.settles()
    return seller, town.world.phone(CUSTOMER), placed


async def sends(town: Town, phone: Phone, body: str, *, files: int = 0) -> list[str]:
    """What comes to the same phone because of it."""
    before = len(phone.texts)
    await phone.sends(body, media=[f"https://pictures.example/{n}.jpg" for n in range(files)])
    await town.settles()
    return [text.body for text in phone.texts[before:] if not text.by_twilio]


def said(town: Town) -> list[str]:
    """The words of every talk, oldest first."""
    found = town.rows(select(messages.c.content).order_by(messages.c.id))
    return [content[1] for (content,) in found if content[0] == Form.TEXT]


def opted_out(town: Town, number: str) -> bool:
    """Whether we think that this number wants no SMS."""
    found = town.rows(select(phones.c.opted_out_at).where(phones.c.number == number))
    return any(at is not None for (at,) in found)


async def test_an_empty_sms_is_answered_with_what_can_be_said(town: Town) -> None:
    """From a seller, and from a customer: nothing is kept, nobody else hears of it."""
    seller, customer, placed = await both_by_phone(town)
    count = len(seller.texts)
    for nothing in ("", "  \n "):
        [answer] = await sends(town, customer, nothing)
        assert answer.startswith(f"Write your words here: the seller of order {placed.number}")
    assert len(seller.texts) == count
    [answer] = await sends(town, seller, "")
    assert answer.startswith(f"Reply a number and a word, e.g. {placed.number} OK")
    assert said(town) == []


async def test_a_picture_without_words_is_answered(town: Town) -> None:
    """Whoever sends it learns that it went nowhere."""
    seller, customer, placed = await both_by_phone(town)
    count = len(seller.texts)
    [answer] = await sends(town, customer, "", files=1)
    assert answer.startswith("Pictures cannot be taken by SMS; only the text was. Write your")
    assert len(seller.texts) == count
    [answer] = await sends(town, seller, f"{placed.number} MSG", files=2)
    assert answer.startswith("Pictures cannot be taken by SMS")
    assert "words are missing" in answer
    assert said(town) == []


async def test_sixteen_hundred_characters_of_a_seller_are_kept_whole(town: Town) -> None:
    """MSG and all that an SMS can hold; by SMS the customer reads how it begins, and all of it by the link."""
    seller, customer, placed = await both_by_phone(town)
    head = f"{placed.number} MSG "
    words = ("Горнятко з котом 🐈 " * 90)[: 1600 - len(head)].strip()
    assert await sends(town, seller, head + words) == [f"Sent to the customer of {placed.number}."]
    assert said(town) == [words]
    [text] = customer.texts
    assert text.body.startswith(f"Order {placed.number}, the seller writes:\n{words[:150]}")
    assert text.body.endswith(f"...\n{placed.link}")
    taras = await town.customer(placed)
    await taps(town, taras, "History", "As a file")
    file = taras.last_message.file
    assert file is not None
    assert words in file.body.decode()


async def test_yes_is_said_to_the_seller_where_sms_were_wanted_all_along(town: Town) -> None:
    """Twilio takes it for START (OptOutType); a customer who is asked something means yes."""
    seller, customer, placed = await both_by_phone(town)
    await says(town, seller, f"{placed.number} MSG In blue?")
    assert await sends(town, customer, "Yes") == []
    assert said(town) == ["In blue?", "Yes"]
    assert "Yes" in seller.last_text.body
    assert not opted_out(town, CUSTOMER)


@pytest.mark.parametrize("advanced", [True, False], ids=["opt-out-type", "words-alone"])
@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
async def test_whoever_stopped_starts_again(town: Town, word: str, advanced: bool) -> None:
    """By any of Twilio's words; what had come meanwhile does not come by itself, but is named with the next."""
    town.world.twilio.advanced_opt_out = advanced
    town.errors_expected = True
    seller, _, first = await both_by_phone(town)
    await sends(town, seller, "Stop")
    assert opted_out(town, NUMBER)
    missed = await town.shop.places()
    await town.settles()
    [told] = heard(town.administrator, "can’t be reached")
    assert f"#{missed.number}" in read(told)
    count = len(seller.texts)
    [answer] = await sends(town, seller, word)
    assert answer == "You get SMS about your orders again. Reply STOP to end them."
    assert not opted_out(town, NUMBER)
    await town.passes(10 * SECOND)
    # Twilio's own words and ours.
    assert len(seller.texts) == count + 2
    assert str(missed.number) in await says(town, seller, "orders")
    third = await town.shop.places()
    await town.settles()
    assert f"2 new orders: {third.number}, {missed.number}." in seller.last_text.body
    assert sum(f"New order {first.number}" in text.body for text in seller.texts) == 1
    assert said(town) == []


async def test_start_of_somebody_who_has_no_order_yet_is_kept(town: Town) -> None:
    """They stopped once; the order that they place later is followed by SMS again."""
    customer = town.world.phone(CUSTOMER)
    seller = await shop_by_phone(town)
    await sends(town, customer, "STOP")
    assert opted_out(town, CUSTOMER)
    await sends(town, customer, "START")
    assert not opted_out(town, CUSTOMER)
    placed = await town.shop.places(customer=BY_PHONE)
    await town.settles()
    await says(town, seller, f"{placed.number} OK")
    await town.passes(10 * SECOND)
    assert "is confirmed" in customer.last_text.body


async def test_two_shops_with_one_number_are_worked_alike(town: Town) -> None:
    """Each order by its number; the list has those of both."""
    phone = await shop_by_phone(town)
    await town.shop.adds_seller("wool", "Wool & Co")
    first, second = await town.shop.places(), await town.shop.places("wool")
    await town.settles()
    assert f"{first.number} Confirmed" in await says(town, phone, f"{first.number} OK")
    assert f"{second.number} Confirmed" in await says(town, phone, f"{second.number} OK")
    listed = await says(town, phone, "ORDERS")
    assert f"{first.number} Confirmed" in listed
    assert f"{second.number} Confirmed" in listed
    who = select(events.c.order_number, events.c.party_id)
    by = town.rows(who.where(events.c.what == "approved"))
    assert {tuple(row) for row in by} == {(first.number, 1), (second.number, 2)}


async def test_a_disabled_seller_works_nothing(town: Town) -> None:
    """They are somebody unknown: one calm answer, and the order stays as it is."""
    phone = await shop_by_phone(town)
    placed = await town.shop.places()
    await town.settles()
    async with town.service.office.store.write() as uow:
        clay = await uow.people.seller_by_ref("clay")
        await uow.people.put_seller(replace(clay, disabled_at=town.clock.now()))
    [answer] = await sends(town, phone, f"{placed.number} OK")
    assert answer.startswith("No order here has this number.")
    assert town.events(placed.number) == ["placed"]
    await sends(town, phone, "STOP")
    await sends(town, phone, "START")
    assert not opted_out(town, NUMBER)


async def test_a_question_before_the_order_is_answered_without_a_number(town: Town) -> None:
    """It has none that anybody could name: MSG answers what was asked last."""
    phone = await shop_by_phone(town)
    anna, _ = await opens(town)
    await taps(town, anna, "Ask the seller")
    await anna.says("Does it go in the dishwasher?")
    await town.settles()
    assert "Does it go in the dishwasher?" in phone.last_text.body
    await says(town, phone, "MSG It does, and in the oven")
    [told] = heard(anna, "It does, and in the oven")
    assert "Clay mug" in read(told)


async def test_a_sentence_after_a_customers_message_is_asked_about(town: Town) -> None:
    """It may be for anybody, so it goes nowhere; how to send it is said, with the number."""
    seller, customer, placed = await both_by_phone(town)
    await sends(town, customer, "When will it be ready?")
    count = len(customer.texts)
    assert await sends(town, seller, "On Friday") == [
        f"To answer the customer, reply {placed.number} MSG text."
    ]
    assert len(customer.texts) == count
    assert said(town) == ["When will it be ready?"]


async def test_what_cannot_be_kept_comes_again_and_counts_once(town: Town) -> None:
    """The database fails in the middle: Twilio is told so, posts again, and nothing was half done."""
    town.errors_expected = True
    seller, _, placed = await both_by_phone(town)
    twilio = town.world.twilio.inbound

    async def before_the_next_try(_: float) -> None:
        if len(twilio.posts[-1].tries) == 2:
            await _renames(town, "work_away", "work")

    await _renames(town, "work", "work_away")
    twilio.sleep = before_the_next_try
    post = await seller.sends(f"{placed.number} OK")
    await town.settles()
    assert [tried.status >= 500 for tried in post.tries] == [True, True, False]
    assert town.events(placed.number) == ["placed", "approved"]
    assert seller.last_text.body.startswith(f"{placed.number} Confirmed")
    assert sum(f"{placed.number} Confirmed" in text.body for text in seller.texts) == 1


@pytest.mark.parametrize("sender", ["38050", "MARKET", "+1", "whatsapp:+380501112233"])
async def test_what_is_no_telephone_is_not_answered(town: Town, sender: str) -> None:
    """Short codes and names take no answer; nothing is done in anybody's name."""
    await shop_by_phone(town)
    placed = await town.shop.places()
    await town.settles()
    other = town.world.phone(sender)
    count = len(town.world.twilio.requests)
    await other.sends(f"{placed.number} OK")
    await town.settles()
    assert (other.texts, len(town.world.twilio.requests)) == ([], count)
    assert town.events(placed.number) == ["placed"]


@pytest.mark.parametrize("number", ["+79161234567", "+380900123456"], ids=["far", "premium"])
async def test_somebody_unknown_whose_answer_would_cost_too_much(town: Town, number: str) -> None:
    """A country that gets no SMS, a premium number: nothing is sent, however often they write."""
    await shop_by_phone(town)
    stranger = town.world.phone(number)
    for word in ("hello", "1001 OK", "HELP me"):
        assert await sends(town, stranger, word) == []
    assert list(town.world.twilio.requests) == []


async def test_feedback_by_sms_is_read_in_telegram(town: Town) -> None:
    """Stars and words as if they had been tapped; what does not fit is part of the talk."""
    olena = await town.seller()
    placed = await town.shop.places(customer=BY_PHONE)
    customer = town.world.phone(CUSTOMER)
    for step in ("approve", "mark_paid", "close"):
        reply = await town.shop.caller.acts(placed.number, step, "clay")
        assert reply.status == 200
    await town.passes(2 * DAY)
    assert "How was order" in customer.last_text.body
    assert await sends(town, customer, "7 9 what a mug") == []
    assert heard(olena, "7 9 what a mug")
    [thanks] = await sends(town, customer, "4/5, lovely mug")
    assert thanks.startswith("Thank you!")
    card, told = heard(olena, "lovely mug")
    assert f"left feedback on order #{placed.number}" in read(told)
    for shown in (card, told):
        assert "⭐ Product ★★★★☆ · Seller ★★★★★\nlovely mug" in read(shown)


async def test_what_a_proxy_says_of_itself_changes_nothing(town: Town) -> None:
    """Scheme, port and host as a proxy shows them: the configured address is what Twilio has signed."""
    seller, _, placed = await both_by_phone(town)
    await seller.sends(f"{placed.number} OK")
    await town.settles()
    post = town.world.twilio.inbound.posts[-1]
    form = [("MessageSid", "SM" + "1" * 32) if n == "MessageSid" else (n, v) for n, v in post.form]
    headers = {
        "Host": "orders.example:8443",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "orders.example",
        "X-Forwarded-Port": "8443",
    }
    for url, status in ((post.url, 200), ("https://orders.example:8443/twilio/sms", 403)):
        signed = {HEADER: signature(town.world.twilio.auth_token, url, form)}
        answer = town.world.twilio.inbound.sends(Post(post.url, form, headers | signed))
        assert (await answer).status == status


async def _renames(town: Town, name: str, to: str) -> None:
    """Take a table away, past the service, or give it back; it waits for who reads it."""
    await asyncio.to_thread(_alters, town.url, f"ALTER TABLE {name} RENAME TO {to}")


def _alters(url: str, statement: str) -> None:
    engine = sqlalchemy.create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
