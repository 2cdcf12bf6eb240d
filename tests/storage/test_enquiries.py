"""Questions before there is an order: opened once, found while they are open, taken over by an order."""

import pytest

from orders.asking import view
from orders.enquiries import FIRST_ENQUIRY, Enquiry, is_enquiry
from orders.errors import UnknownOrder
from orders.messages import Content, Form, NewMessage, Post, Spot
from orders.model import Customer, Party, Product, Seller
from orders.notices import customer_of, seller_of
from orders.ports import EnquiryView
from orders.states import Actor
from orders.work import Kind, Topic
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW, SECOND


async def scene(store: SqlStore) -> tuple[Seller, Customer, Product, Enquiry]:
    """A shop, somebody who asks, and what they asked about."""
    known, guest = await examples.shop(store)
    async with store.write() as uow:
        product, _ = await uow.products.put(examples.product(known.id))
        enquiry = await uow.enquiries.open(product, guest.id, since=NOW)
    return known, guest, product, enquiry


def said(text: str, request_id: str) -> NewMessage:
    """Something that was typed."""
    return NewMessage(Content(Form.TEXT, text), request_id)


async def test_a_question_is_opened_once_until_it_rests(store: SqlStore) -> None:
    """Its number is no order's; nothing said yet: it waits; spoken in: the same; rested: a new one."""
    known, guest, product, one = await scene(store)
    assert one == Enquiry(FIRST_ENQUIRY, known.id, guest.id, guest.name, product)
    assert is_enquiry(one.number)
    async with store.write() as uow:
        assert await uow.enquiries.open(product, guest.id, since=NOW) == one
        await uow.enquiries.speak(one.number, NOW)
        assert (await uow.enquiries.open(product, guest.id, since=NOW - SECOND)).spoken_at == NOW
        two = await uow.enquiries.open(product, guest.id, since=NOW)
        assert two.number == one.number + 1
        with pytest.raises(UnknownOrder):
            await uow.enquiries.get(two.number + 1)


async def test_open_questions_are_found_by_either_side(store: SqlStore) -> None:
    """Newest word first; not one without a word, nor one that rests, nor anybody else's."""
    known, guest, product, one = await scene(store)
    other, stranger = await examples.shop(store, "other")
    async with store.write() as uow:
        bowl, _ = await uow.products.put(examples.product(known.id, "bowl"))
        two = await uow.enquiries.open(bowl, guest.id, since=NOW)
        assert await uow.enquiries.between(known.id, guest.id, since=NOW - DAY) == []
        await uow.enquiries.speak(two.number, NOW)
        await uow.enquiries.speak(one.number, NOW + SECOND)
        for party in (Party(Actor.SELLER, known.id), Party(Actor.CUSTOMER, guest.id)):
            found = await uow.enquiries.of_party(party, since=NOW - SECOND, limit=9)
            assert [each.number for each in found] == [one.number, two.number]
            found = await uow.enquiries.of_party(party, since=NOW, limit=9)
            assert [each.number for each in found] == [one.number]
        for party in (Party(Actor.SELLER, other.id), Party(Actor.CUSTOMER, stranger.id)):
            assert await uow.enquiries.of_party(party, since=NOW - DAY, limit=9) == []
        newest = await uow.enquiries.between(known.id, guest.id, since=NOW - DAY)
        assert [each.product for each in newest] == [product, bowl]


async def test_an_order_takes_over_what_was_said_and_what_is_on_its_way(store: SqlStore) -> None:
    """Messages, and rows of messages; other conversations' stay; the old number leads to the order."""
    known, guest, _, one = await scene(store)
    by = customer_of(one)
    async with store.write() as uow:
        bowl, _ = await uow.products.put(examples.product(known.id, "bowl"))
        two = await uow.enquiries.open(bowl, guest.id, since=NOW)
        for enquiry in (one, two):
            message = await uow.talk.add(
                enquiry.number, by, said("Hello", f"tg:{enquiry.number}:"), None, NOW
            )
            row = examples.row(topic=Topic.MESSAGE, to=seller_of(one), order_number=enquiry.number)
            await uow.work.add([row])
            await uow.talk.put_post(Post(Spot(9, enquiry.number), enquiry.number, message.id))
        assert isinstance(await view(uow, one.number), EnquiryView)
    order = await examples.order(store, seller_id=known.id, customer_id=guest.id)
    async with store.write() as uow:
        await uow.enquiries.adopt(one.number, order.number)
    async with store.write() as uow:
        for number in (one.number, order.number):
            assert (await view(uow, number)).subject == order
        assert [m.content.text for m in await uow.talk.newest(order.number, limit=9)] == ["Hello"]
        assert await uow.talk.newest(one.number, limit=9) == []
        assert len(await uow.talk.newest(two.number, limit=9)) == 1
        rows = await uow.work.claim(Kind.TELEGRAM, NOW + DAY, limit=9, lease_s=60, token="t")
        assert sorted(row.order_number or 0 for row in rows) == [order.number, two.number]
        assert await uow.enquiries.between(known.id, guest.id, since=NOW - DAY) == []


async def test_the_questions_of_two_customers_who_are_one_follow(store: SqlStore) -> None:
    """Asked in Telegram, known to the marketplace afterwards."""
    known, guest, product, one = await scene(store)
    async with store.write() as uow:
        named = await uow.people.put_customer(examples.customer(ref="c9", name="Named"))
        await uow.people.link_customer(guest.id, 6)
        kept = await uow.people.link_customer(named.id, 6)
    assert kept.id != guest.id
    async with store.read() as uow:
        found = await uow.enquiries.get(one.number)
    assert (found.customer_id, found.asker, found.seller_id) == (kept.id, "Named", known.id)
    assert found.product == product
