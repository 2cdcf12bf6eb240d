"""An order that the seller adds: what is asked, what is known beforehand, and who has placed it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import adding, desk, goods
from orders.commands import Command
from orders.dialogues import Dialogue
from orders.errors import BadValue, NotAllowed
from orders.model import MAX_ITEMS, Customer, Item, Product
from orders.money import Money
from orders.policy import Policy
from orders.states import Action, Actor, State
from orders.work import Kind, Topic
from tests.unit.orders.examples import NOW
from tests.unit.orders.office import Shop, purchase

MUG = Product(5, "mug-1", 1, "aB3dE6", "Clay mug", Money(45_000, "UAH"), 10, "Holds 0.3 l")
OLENA = Customer(1, None, "Olena", "+380501234567", None, "uk", None)
ANSWERS = {
    "name": "Taras <b>",
    "phone": "+380671112233",
    "title": "Vase",
    "quantity": "2",
    "price": "450.00",
    "address": "Lviv, Rynok 1",
    "days": "",
    "comment": "",
}


def _empty() -> Dialogue:
    return adding.begin("UAH", NOW, Policy())


def _filled() -> Dialogue:
    draft = _empty()
    while draft.step != adding.SUMMARY:
        draft = adding.answer(draft, ANSWERS[draft.step])
    return draft


def test_a_known_customer_and_a_listed_product_are_all_it_takes() -> None:
    """Two choices lead to the summary: the third tap adds the order."""
    draft = adding.choose_customer(_empty(), OLENA, "Kyiv, Khreshchatyk 1")
    assert draft.step == "title"
    draft = adding.choose_product(draft, MUG)
    assert draft.step == adding.SUMMARY
    assert (draft.answers["quantity"], draft.answers["price"]) == ("1", "450.00")
    assert (draft.answers["days"], draft.answers["comment"]) == ("10", "")
    assert adding.customer_id(draft) == OLENA.id


def test_what_a_customer_lacks_is_asked() -> None:
    """Without a phone and an address both are asked; another customer's never stay."""
    draft = adding.choose_customer(_empty(), OLENA, "Kyiv")
    draft = adding.choose_customer(draft, replace(OLENA, id=2, phone=None), "")
    assert draft.step == "phone"
    assert "address" not in draft.answers


def test_all_questions_of_a_new_customer_and_a_free_product() -> None:
    """Each is asked once, in its order."""
    draft, asked = _empty(), []
    while draft.step != adding.SUMMARY:
        asked.append(draft.step)
        draft = adding.answer(draft, ANSWERS[draft.step])
    assert tuple(asked) == adding.QUESTIONS


@pytest.mark.parametrize("question", adding.QUESTIONS)
def test_each_answer_can_be_changed(question: str) -> None:
    """The one question is asked again, then the summary."""
    draft = adding.change(_filled(), question)
    assert draft.step == question
    assert adding.answer(draft, ANSWERS[question]).step == adding.SUMMARY


def test_back_leads_to_the_first_question_and_no_further() -> None:
    """One step at a time."""
    draft, seen = _filled(), []
    for _ in range(len(adding.QUESTIONS) + 1):
        draft = adding.back(draft)
        seen.append(draft.step)
    assert seen == [*reversed(adding.QUESTIONS), "name"]


def test_another_name_is_another_customer() -> None:
    """The known one is let go; another phone keeps them."""
    draft = adding.choose_product(adding.choose_customer(_empty(), OLENA, "Kyiv"), MUG)
    assert adding.customer_id(adding.change(draft, "name")) is None
    assert adding.customer_id(adding.change(draft, "phone")) == OLENA.id
    assert "product" not in adding.change(draft, "title").answers


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("name", " "),
        ("phone", ""),
        ("title", ""),
        ("quantity", "0"),
        ("quantity", "1000"),
        ("quantity", "9" * 5000),
        ("price", "-5"),
        ("price", "0"),
        ("address", "a" * 501),
        ("days", "0"),
        ("days", "731"),
        ("days", "soon"),
        ("comment", "a" * 1001),
    ],
)
def test_an_answer_that_will_not_do_names_its_question(question: str, value: str) -> None:
    """And the question stays."""
    with pytest.raises(BadValue) as caught:
        adding.answer(adding.change(_filled(), question), value)
    assert caught.value.field == question


def test_what_is_no_question_is_refused() -> None:
    """Neither changed nor answered, and no open draft is placed."""
    with pytest.raises(BadValue):
        adding.change(_filled(), "customer")
    with pytest.raises(BadValue):
        adding.answer(_filled(), "x")


async def test_the_seller_has_placed_it_once(shop: Shop) -> None:
    """It is New, by the seller; the same intention again finds it; nothing of the customer changes."""
    first = (await shop.places()).order
    async with shop.office.store.read() as uow:
        known = await uow.people.customer(first.customer_id)
        seller = await uow.people.seller(first.seller_id)
    draft = adding.repeat(first, NOW, Policy())
    assert draft.step == adding.SUMMARY
    draft = adding.answer(adding.change(draft, "phone"), "+380671112233")
    wanted = adding.purchase(draft, seller, known, "en", "tg:add:1:1")
    added = await desk.place(shop.office, wanted)
    assert (added.event.by.actor, added.event.by.id) == (Actor.SELLER, seller.id)
    assert added.order.state is State.NEW
    assert (added.order.customer_id, added.order.items) == (known.id, first.items)
    again = await desk.place(shop.office, wanted)
    assert (again.repeated, again.order.number) == (True, added.order.number)
    async with shop.office.store.read() as uow:
        assert await uow.people.customer(known.id) == known


@pytest.mark.parametrize(("by", "rows"), [(Actor.CUSTOMER, 1), (Actor.SELLER, 0)])
async def test_no_sms_asks_the_seller_to_look_at_what_they_added(
    shop: Shop, by: Actor, rows: int
) -> None:
    """They have seen it; a customer's order asks as always."""
    policy = replace(Policy(), ways=frozenset({Kind.SMS}))
    async with shop.office.store.write() as uow:
        seller = await uow.people.seller(1)
        await uow.people.put_seller(replace(seller, phone="+380671112233"))
        await desk.place_within(uow, replace(purchase(1, 1, "r"), by=by), NOW, policy)
    later = NOW + timedelta(days=1)
    claimed = [row for kind in Kind for row in await shop.claimed(kind, later)]
    assert len([row for row in claimed if row.topic is Topic.UNOPENED]) == rows


async def test_an_added_order_is_not_undone(shop: Shop) -> None:
    """Undo takes back a step, and there was none: it is cancelled like any other."""
    placed = await desk.place(shop.office, replace(purchase(1, 1, "r"), by=Actor.SELLER))
    undo = Command(placed.order.number, Action.UNDO, placed.event.by, "tg:1")
    with pytest.raises(NotAllowed):
        await desk.act(shop.office, undo)


async def test_a_new_customer_is_remembered(shop: Shop) -> None:
    """By the name and the phone that the seller typed."""
    async with shop.office.store.read() as uow:
        seller = await uow.people.seller(1)
    wanted = adding.purchase(_filled(), seller, None, "en", "tg:add:1:1")
    order = (await desk.place(shop.office, wanted)).order
    async with shop.office.store.read() as uow:
        customer = await uow.people.customer(order.customer_id)
    assert (customer.name, customer.phone) == ("Taras <b>", "+380671112233")
    assert order.production_days is None


async def test_an_order_of_several_things_is_repeated(shop: Shop) -> None:
    """All of them, in their order; the last one is the one that is asked about."""
    wanted = purchase(1, 1, "r")
    vase = Item("Vase", 3, Money(30_000, "UAH"), None)
    order = (await desk.place(shop.office, replace(wanted, items=(*wanted.items, vase)))).order
    draft = adding.repeat(order, NOW, Policy())
    assert draft.step == adding.SUMMARY
    async with shop.office.store.read() as uow:
        known = await uow.people.customer(order.customer_id)
        seller = await uow.people.seller(order.seller_id)
    assert adding.purchase(draft, seller, known, "en", "tg:add:1:1").items == order.items
    changed = adding.answer(adding.change(draft, "quantity"), "1")
    items = adding.purchase(changed, seller, known, "en", "tg:add:1:2").items
    assert items == (*wanted.items, replace(vase, quantity=1))


def test_another_thing_and_the_way_back() -> None:
    """Its three questions, then the summary; Back from the first of them leaves it as it was."""
    whole = _filled()
    draft = adding.one_more(whole)
    assert draft.step == "title"
    assert adding.one_more(draft) == draft
    assert goods.all_of(adding.back(draft)) == goods.all_of(whole)
    for value in ("Tea <bowl>", "1", "300"):
        draft = adding.answer(draft, value)
    assert draft.step == adding.SUMMARY
    assert [(i.title, i.quantity, str(i.price)) for i in goods.all_of(draft)] == [
        ("Vase", 2, "450.00"),
        ("Tea <bowl>", 1, "300.00"),
    ]
    changed = adding.back(adding.change(draft, "title"))
    assert len(goods.others(changed)) == 1


def test_a_product_of_several_asks_for_the_longest_term_and_one_currency() -> None:
    """The customer waits for all of it; an order has one currency."""
    draft = adding.one_more(
        adding.choose_product(adding.choose_customer(_empty(), OLENA, "K"), MUG)
    )
    longer = adding.choose_product(draft, replace(MUG, ref="v", production_days=30))
    assert longer.answers["days"] == "30"
    assert adding.choose_product(draft, replace(MUG, production_days=3)).answers["days"] == "10"
    with pytest.raises(BadValue) as caught:
        adding.choose_product(draft, replace(MUG, price=Money(100, "EUR")))
    assert str(caught.value) == "product: other_currency"


def test_no_more_things_than_an_order_may_have() -> None:
    """The next one is refused; what is there stays."""
    draft = _filled()
    for _ in range(MAX_ITEMS - 1):
        draft = adding.one_more(draft)
        for value in ("Bowl", "1", "300"):
            draft = adding.answer(draft, value)
    with pytest.raises(BadValue):
        adding.one_more(draft)


_TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(
    lambda s: bool(s.strip())
)


@given(
    st.lists(st.tuples(_TITLES, st.integers(1, 99), st.integers(1, 10**8)), max_size=9), st.data()
)
def test_things_go_one_by_one_and_the_others_stay(
    things: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    """Whatever is dropped, what is left keeps its order and its words; the last one cannot go."""
    items = [Item(t.strip(), n, Money(minor, "UAH"), None) for t, n, minor in things]
    draft = _filled()
    left = list(goods.all_of(draft))
    for item in items:
        draft = adding.one_more(draft)
        for value in (item.title, str(item.quantity), str(item.price)):
            draft = adding.answer(draft, value)
        left.append(goods.all_of(draft)[-1])
    while len(left) > 1:
        place = data.draw(st.integers(1, len(left)))
        again = draft = adding.without(draft, place, len(left))
        of, _ = len(left), left.pop(place - 1)
        assert list(goods.all_of(draft)) == left
        assert adding.without(again, place, of) == again
    assert adding.without(draft, 1, 1) == draft
