"""Buying by a link: the questions in their order, second thoughts, and the purchase that comes of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import shop
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import MAX_ADDRESS, MAX_COMMENT, MAX_NAME, MAX_QUANTITY, Customer, Item, Product
from orders.money import Money
from orders.policy import Policy
from orders.states import Actor
from tests.unit.orders.examples import NOW

MUG = Product(5, "mug-1", 1, "aB3dE6", "Clay mug", Money(45_000, "UAH"), 10, "Holds 0.3 l")
ANSWERS = {
    "quantity": "2",
    "name": "Olena",
    "phone": "+380501234567",
    "address": "Kyiv, Khreshchatyk 1",
    "comment": "Blue, please",
}
STRANGER = shop.Buyer(501, "uk", None)


def _filled(product: Product = MUG) -> Dialogue:
    draft = shop.begin(product, NOW, Policy())
    for question in shop.QUESTIONS:
        draft = shop.answer(draft, ANSWERS[question])
    return draft


def test_a_draft_remembers_product_and_price() -> None:
    """The buyer is held to the price that was shown, and has a week to finish."""
    draft = shop.begin(MUG, NOW, Policy())
    assert (draft.kind, draft.step) == (DialogueKind.BUY, "quantity")
    assert draft.answers == {"code": "aB3dE6", "price": "450.00"}
    assert draft.expires_at == NOW + Policy().dialogue_life
    assert not shop.complete(draft)


def test_questions_are_asked_in_the_contracts_order() -> None:
    """Quantity, name, phone, shipping address, comment, then the summary."""
    draft = shop.begin(MUG, NOW, Policy())
    asked = []
    while draft.step != shop.SUMMARY:
        asked.append(draft.step)
        draft = shop.answer(draft, ANSWERS[draft.step])
    assert asked == ["quantity", "name", "phone", "address", "comment"]
    assert shop.complete(draft)


def test_the_purchase_says_what_was_answered() -> None:
    """A stranger becomes a customer with the account that buys; the price is the product's."""
    bought = shop.purchase(_filled(), MUG, STRANGER, "tg:9:submit")
    assert bought.items == (Item("Clay mug", 2, Money(45_000, "UAH"), "mug-1"),)
    assert (bought.seller_id, bought.by, bought.request_id) == (1, Actor.CUSTOMER, "tg:9:submit")
    assert (bought.shipping_address, bought.comment) == (ANSWERS["address"], ANSWERS["comment"])
    assert bought.production_days == 10
    assert bought.customer == Customer(0, None, "Olena", "+380501234567", None, "uk", 501)
    assert (bought.contact.name, bought.contact.phone) == ("Olena", "+380501234567")


def test_a_known_customer_stays_the_same_one() -> None:
    """Another contact name for one order does not rename the customer."""
    known = Customer(7, "c-7", "Olena K.", "+380670000000", "o@example.org", "uk", 501)
    bought = shop.purchase(_filled(), MUG, replace(STRANGER, customer=known), "r")
    assert bought.customer == known
    assert bought.contact.email == "o@example.org"
    assert bought.contact.phone == "+380501234567"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("0", "out_of_range"),
        ("000", "out_of_range"),
        (str(MAX_QUANTITY + 1), "out_of_range"),
        ("9" * 5_000, "out_of_range"),
        ("0" * 8 + "19999", "out_of_range"),
        ("-1", "not_a_number"),
        ("1.5", "not_a_number"),
        ("two", "not_a_number"),
        ("٢", "not_a_number"),
        ("²", "not_a_number"),
        ("", "not_a_number"),
    ],
)
def test_a_bad_quantity_is_refused(said: str, why: str) -> None:
    """Whole numbers from 1 to 999 in plain digits; the question stays."""
    draft = shop.begin(MUG, NOW, Policy())
    with pytest.raises(BadValue) as caught:
        shop.answer(draft, said)
    assert (caught.value.field, caught.value.why) == ("quantity", why)


@given(st.integers(1, MAX_QUANTITY), st.integers(0, 5_000))
def test_leading_zeros_are_only_zeros(quantity: int, zeros: int) -> None:
    """A number is what it says, however it is padded."""
    draft = shop.answer(shop.begin(MUG, NOW, Policy()), " " + "0" * zeros + str(quantity))
    assert draft.answers["quantity"] == str(quantity)


@given(st.sampled_from(shop.QUESTIONS[:2] + shop.QUESTIONS[3:]), st.text())
def test_any_answer_is_taken_or_refused(question: str, said: str) -> None:
    """Whatever a person types ends in the next step or in `BadValue` for this question."""
    draft = shop.change(_filled(), question)
    try:
        after = shop.answer(draft, said)
    except BadValue:
        with pytest.raises(BadValue, match=f"^{question}: "):
            shop.answer(draft, said)
        return
    assert after.step == shop.SUMMARY
    assert shop.purchase(after, MUG, STRANGER, "r").items[0].quantity >= 1


@pytest.mark.parametrize(
    ("question", "limit"), [("name", MAX_NAME), ("address", MAX_ADDRESS), ("comment", MAX_COMMENT)]
)
def test_answers_have_the_models_limits(question: str, limit: int) -> None:
    """The longest text passes, one character more does not."""
    draft = shop.change(_filled(), question)
    assert shop.answer(draft, "x" * limit).answers[question] == "x" * limit
    with pytest.raises(BadValue) as caught:
        shop.answer(draft, "x" * (limit + 1))
    assert (caught.value.field, caught.value.limit) == (question, limit)


@pytest.mark.parametrize("question", ["name", "address"])
def test_only_the_comment_may_be_empty(question: str) -> None:
    """Name and address are needed to send anything."""
    with pytest.raises(BadValue) as caught:
        shop.answer(shop.change(_filled(), question), "  ")
    assert caught.value.why == "empty"
    skipped = shop.answer(shop.change(_filled(), "comment"), "")
    assert skipped.answers["comment"] == ""
    assert shop.complete(skipped)


@pytest.mark.parametrize("question", shop.QUESTIONS)
def test_one_answer_can_be_changed(question: str) -> None:
    """From the summary to one question and straight back; the other answers stay."""
    changing = shop.change(_filled(), question)
    assert changing.step == question
    assert not shop.complete(changing)
    back = shop.answer(changing, "3" if question == "quantity" else "Odesa")
    assert back.step == shop.SUMMARY
    kept = {q: a for q, a in ANSWERS.items() if q != question}
    assert kept.items() <= back.answers.items()


@pytest.mark.parametrize("question", ["price", "code", "summary", "", "seller_id"])
def test_only_questions_can_be_changed(question: str) -> None:
    """A forged button cannot reach the price or the product."""
    with pytest.raises(BadValue):
        shop.change(_filled(), question)


def test_the_summary_is_no_question() -> None:
    """Typing at the summary answers nothing."""
    with pytest.raises(BadValue):
        shop.answer(_filled(), "yes")


def test_an_open_question_is_no_purchase() -> None:
    """Submit from an old summary, after Change, buys nothing."""
    with pytest.raises(BadValue) as caught:
        shop.purchase(shop.change(_filled(), "address"), MUG, STRANGER, "r")
    assert (caught.value.field, caught.value.why) == ("address", "empty")


def test_nobody_pays_a_price_that_was_not_shown() -> None:
    """When the price changed meanwhile, the summary comes again with the new one."""
    dearer = replace(MUG, price=Money(50_000, "UAH"))
    with pytest.raises(BadValue) as caught:
        shop.purchase(_filled(), dearer, STRANGER, "r")
    assert (caught.value.field, caught.value.why) == ("price", "changed")
    again = shop.reprice(_filled(), dearer)
    assert shop.purchase(again, dearer, STRANGER, "r").items[0].price == dearer.price
