"""What goes out and comes in by SMS and e-mail, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from orders.errors import UnknownParty
from orders.model import Contact, Party
from orders.ports import Card, Received
from orders.reach import Choices, Phone, Unfit
from orders.rhythm import Rhythm
from orders.sendings import Because, Sending, SmsFate, Spent
from orders.states import Actor
from orders.work import Kind, Topic
from storage.unit import SqlStore
from tests.storage.examples import NOW, customer, draft, seller, shop

NUMBER = "+380501112233"


async def test_a_sending_is_found_by_what_it_told_of(store: SqlStore) -> None:
    """Of an event, of a message, of an order's alert: each apart; what it is about comes back whole."""
    to = Party(Actor.SELLER, 7)
    alert = sms("SM1", to)
    notice = replace(sms("SM2", to), topic=Topic.NOTICE, event=3, segments=2, details={"a": "b"})
    message = replace(sms("SM3", to), topic=Topic.MESSAGE, message_id=12)
    letter = replace(sms("<1@x>", to), kind=Kind.MAIL, address="a@b.example", segments=0)
    async with store.write() as uow:
        for sending in (alert, notice, message, letter):
            await uow.sendings.add(sending)
    async with store.read() as uow:
        told = uow.sendings.told
        assert await told(to, 1001, Topic.NOTICE, event=3) == replace(notice, fate=SmsFate.ACCEPTED)
        assert await told(to, 1001, Topic.NOTICE, event=4) is None
        assert await told(to, 1001, Topic.MESSAGE, message_id=12) == replace(
            message, fate=SmsFate.ACCEPTED
        )
        assert await told(to, 1001, Topic.CARD) == letter
        found = await told(to, 1001, Topic.CARD, kind=Kind.SMS)
        assert found is not None
        assert found.sid == "SM1"
        assert await told(Party(Actor.CUSTOMER, 7), 1001, Topic.CARD) is None
        assert [s.sid for s in await uow.sendings.of_order(1001)] == ["SM1", "SM2", "SM3", "<1@x>"]
        assert await uow.sendings.of_order(1002) == []
        assert await uow.sendings.known(["SM2", "SM9"]) == {"SM2"}


async def test_reports_count_by_rank_whenever_they_come(store: SqlStore) -> None:
    """Doubled and late reports say nothing new; one may come before the sending is remembered."""
    async with store.write() as uow:
        report = uow.sendings.report
        assert await report("SM1", SmsFate.SENT, "", NOW)
        assert not await report("SM1", SmsFate.QUEUED, "", NOW)
        assert await report("SM1", SmsFate.UNDELIVERED, "30003", NOW)
        assert not await report("SM1", SmsFate.UNDELIVERED, "30003", NOW)
        assert not await report("SM1", SmsFate.SENT, "", NOW)
        await uow.sendings.add(sms("SM1", Party(Actor.SELLER, 7)))
    async with store.read() as uow:
        [found] = await uow.sendings.by_sid("SM1")
        assert (found.fate, found.error) == (SmsFate.UNDELIVERED, "30003")
        assert await uow.sendings.by_sid("SM2") == []


async def test_segments_are_summed_for_the_budgets(store: SqlStore) -> None:
    """About an order ever, to a person today, and in all today."""
    one, other = Party(Actor.SELLER, 7), Party(Actor.CUSTOMER, 7)
    rows = [
        replace(sms("SM1", one), segments=2, at=NOW - timedelta(days=1)),
        replace(sms("SM2", one), segments=3),
        replace(sms("SM3", other), segments=4),
        replace(sms("SM4", one), segments=5, order_number=1002),
    ]
    async with store.write() as uow:
        for row in rows:
            await uow.sendings.add(row)
    async with store.read() as uow:
        assert await uow.sendings.spent(one, 1001, NOW) == Spent(order=9, person=8, day=12)
        assert await uow.sendings.spent(other, None, NOW) == Spent(order=0, person=4, day=12)


async def test_the_last_word_to_an_address_says_what_an_answer_is_about(store: SqlStore) -> None:
    """The newest one about an order, or about the order that is named."""
    to = Party(Actor.CUSTOMER, 7)
    async with store.write() as uow:
        await uow.sendings.add(sms("SM1", to))
        await uow.sendings.add(replace(sms("SM2", to), order_number=1002))
        await uow.sendings.add(replace(sms("SM3", to), order_number=None))
    async with store.read() as uow:
        last = await uow.sendings.last_to(NUMBER)
        named = await uow.sendings.last_to(NUMBER, 1001)
        assert last is not None
        assert named is not None
        assert (last.order_number, named.sid) == (1002, "SM1")
        assert await uow.sendings.last_to("+380500000000") is None


async def test_what_telegram_missed_is_named_until_it_is_seen(store: SqlStore) -> None:
    """Only alerts that went another way because Telegram was out of reach."""
    to = Party(Actor.SELLER, 7)
    out = replace(sms("SM1", to), because=Because.OUT_OF_REACH)
    async with store.write() as uow:
        for sid, number in (("SM1", 1001), ("SM2", 1002), ("SM3", 1003)):
            await uow.sendings.add(replace(out, sid=sid, order_number=number))
        await uow.sendings.add(replace(out, sid="SM4", order_number=1004, topic=Topic.NOTICE))
        await uow.sendings.add(replace(sms("SM5", to), order_number=1005))
    async with store.write() as uow:
        assert await uow.sendings.meanwhile(to, 10) == [1001, 1002, 1003]
        assert await uow.sendings.meanwhile(to, 2) == [1001, 1002]
        await uow.sendings.seen(to, [1001, 1003], NOW)
        assert await uow.sendings.meanwhile(to, 10) == [1002]


async def test_new_orders_that_no_sms_told_of_are_named(store: SqlStore) -> None:
    """Those with a card in Telegram and those without, each apart; the oldest first."""
    seller, person = await shop(store)
    to = Party(Actor.SELLER, seller.id)
    async with store.write() as uow:
        numbers = [(await uow.orders.add(draft(seller.id, person.id))).number for _ in range(4)]
        late = replace(draft(seller.id, person.id), placed_at=NOW + timedelta(hours=1))
        await uow.orders.add(late)
        for number in numbers[2:]:
            await uow.cards.put(Card(number, to, 5, number, None, 1, ""))
        told = replace(sms("SM1", to), order_number=numbers[1])
        letter = replace(sms("<1@x>", to), kind=Kind.MAIL, order_number=numbers[0])
        for sending in (told, letter, replace(told, order_number=numbers[3])):
            await uow.sendings.add(sending)
        find = uow.sendings.untold
        assert await find(seller.id, shown=False, placed_by=NOW, limit=9) == numbers[:1]
        assert await find(seller.id, shown=True, placed_by=NOW, limit=9) == numbers[2:3]
        assert await find(seller.id + 1, shown=True, placed_by=NOW, limit=9) == []


async def test_a_seller_is_reached_where_the_shop_says(store: SqlStore) -> None:
    """Number, address, language and choices; a linked account that has not blocked the bot counts."""
    async with store.write() as uow:
        shop, _ = await uow.people.put_seller(seller(phone=NUMBER, email="olena@example.org"))
        to = Party(Actor.SELLER, shop.id)
        reach = await uow.reaches.of(to)
        assert (reach.phone, reach.email) == (Phone(NUMBER), "olena@example.org")
        assert (reach.timezone, reach.choices) == (shop.timezone, Choices())
        assert not reach.telegram
        await uow.people.meet(501, "Olena", "uk", NOW)
        await uow.people.link_seller(shop.id, 501)
        await uow.reaches.choose(to, Choices(copies=False, bulletins=True))
        await uow.reaches.choose(to, Choices(copies=False, bulletins=False))
        refuses = Phone(NUMBER, NOW, Unfit.LANDLINE, NOW)
        await uow.reaches.put_phone(Phone(NUMBER))
        await uow.reaches.put_phone(refuses)
        reach = await uow.reaches.of(to)
        assert reach.telegram
        assert (reach.locale, reach.choices) == ("uk", Choices(copies=False, bulletins=False))
        assert reach.phone == refuses == await uow.reaches.phone(NUMBER)
        await uow.people.block(501, NOW)
        assert not (await uow.reaches.of(to)).telegram
        assert await uow.reaches.phone("+380500000000") == Phone("+380500000000")
        with pytest.raises(UnknownParty):
            await uow.reaches.of(Party(Actor.SELLER, 404))


async def test_a_customer_is_reached_as_given_with_the_order(store: SqlStore) -> None:
    """The order's own number and address go before what is known of the person; merged rows lead on."""
    seller, person = await shop(store)
    async with store.write() as uow:
        order = await uow.orders.add(draft(seller.id, person.id))
        to = Party(Actor.CUSTOMER, person.id)
        await uow.rhythms.put(to, Rhythm(timezone="Europe/Warsaw"))
        reach = await uow.reaches.of(to, order.number)
        assert (reach.email, reach.timezone) == ("b@example.org", "Europe/Warsaw")
        assert reach.phone == Phone("+380671234567")
        assert (await uow.reaches.of(to)).email is None
        bare = replace(draft(seller.id, person.id), contact=Contact("Bohdan", None, None))
        order = await uow.orders.add(bare)
        assert (await uow.reaches.of(to, order.number)).phone == Phone("+380671234567")


async def test_people_are_found_by_their_number(store: SqlStore) -> None:
    """Sellers who are not disabled, and customers who are not somebody else by now."""
    async with store.write() as uow:
        shop, _ = await uow.people.put_seller(seller(phone=NUMBER))
        await uow.people.put_seller(seller("gone", phone=NUMBER, disabled_at=NOW))
        person = await uow.people.put_customer(customer(phone=NUMBER))
        assert [s.id for s in await uow.people.sellers_at(NUMBER)] == [shop.id]
        assert [c.id for c in await uow.people.customers_at(NUMBER)] == [person.id]
        assert await uow.people.sellers_at("+380500000000") == []


async def test_what_comes_in_is_taken_once(store: SqlStore) -> None:
    """The provider's own name for it decides, apart for SMS and e-mail."""
    async with store.write() as uow:
        take = uow.arrivals.take
        assert await take(Kind.SMS, "SM1", NUMBER, "1043 OK", NOW)
        assert not await take(Kind.SMS, "SM1", NUMBER, "1043 OK", NOW)
        assert await take(Kind.MAIL, "SM1", "a@b.example", "Thanks", NOW)


async def test_a_lane_is_heard_since(store: SqlStore) -> None:
    """Any update of the lane counts, handled or not."""
    async with store.write() as uow:
        await uow.inbox.add([Received(1, "chat:5", b"{}")], NOW)
        before = NOW - timedelta(seconds=1)
        assert await uow.inbox.heard(["chat:4", "chat:5"], before)
        assert not await uow.inbox.heard(["chat:5"], NOW)
        assert not await uow.inbox.heard(["chat:4"], before)


def sms(sid: str, to: Party) -> Sending:
    return Sending(
        Kind.SMS, to, NUMBER, Topic.CARD, Because.NO_TELEGRAM, NOW, sid, 1001, segments=1
    )


async def test_sms_that_people_asked_for_are_counted_for_a_day(store: SqlStore) -> None:
    """By person and by number, each kind apart; what is a day old is forgotten."""
    hour = timedelta(hours=1)
    async with store.write() as uow:
        asked = uow.sms_requests
        for what, person, number, at in (
            ("code", 7, NUMBER, NOW),
            ("code", 8, NUMBER, NOW + hour),
            ("test", 7, NUMBER, NOW + hour),
            ("code", 7, "+48501234567", NOW + 2 * hour),
        ):
            await asked.add(what, person, number, at)
        assert await asked.of_person("code", 7, NOW - hour) == 2
        assert await asked.of_person("code", 7, NOW) == 1, "exactly so long ago counts no more"
        assert await asked.to_number("code", NUMBER, NOW - hour) == 2
        assert await asked.to_number("code", "+49301234567", NOW - hour) == 0
    async with store.write() as uow:
        await uow.sms_requests.add("test", 9, NUMBER, NOW + 25 * hour)
        assert await uow.sms_requests.of_person("code", 7, NOW - hour) == 1
        assert await uow.sms_requests.of_person("test", 7, NOW - hour) == 0


async def test_a_proved_number_goes_before_the_one_of_the_order(store: SqlStore) -> None:
    """Until it is proved, the customer is reached where the order says."""
    given, own = "+380501234567", "+48501234567"
    seller, known = await shop(store)
    async with store.write() as uow:
        buyer = await uow.people.put_customer(replace(known, ref="b", phone=own))
        contact = Contact("Taras", given, None)
        order = await uow.orders.add(replace(draft(seller.id, buyer.id), contact=contact))
        to = Party(Actor.CUSTOMER, buyer.id)
        assert (await uow.reaches.of(to, order.number)).phone == Phone(given)
        proved = Phone(own, proved_at=NOW)
        await uow.reaches.put_phone(proved)
        assert (await uow.reaches.of(to, order.number)).phone == proved
        assert (await uow.reaches.of(to)).phone == proved
