"""What callers may send, and what they are told when they may not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handlers.http.bodies import PlaceOrder
from handlers.http.intake import _refused
from handlers.http.problems import Problem
from tests.marketplace import order

Change = Callable[[dict[str, Any]], object]


def read(document: object) -> PlaceOrder:
    return PlaceOrder.model_validate_json(json.dumps(document), context={"region": "UA"})


def refusal(change: Change) -> Problem:
    body = order()
    change(body)
    with pytest.raises(ValidationError) as caught:
        read(body)
    return _refused(caught.value)


def price(amount: object, currency: object = "UAH") -> Change:
    return lambda body: body["items"][0].update(price={"amount": amount, "currency": currency})


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-1", "decimal with a point"),
        ("0", "more than zero"),
        ("0.00", "more than zero"),
        ("1e9", "decimal with a point"),
        ("450,00", "decimal with a point"),
        ("NaN", "decimal with a point"),
        ("Infinity", "decimal with a point"),
        ("", "decimal with a point"),
        (" 1", "decimal with a point"),
        ("٤٥٠", "decimal with a point"),
        ("1.234", "at most 2"),
        ("9999999999", "larger than any order"),
        (450, "a string"),
        (450.0, "a string"),
        (None, "a string"),
    ],
)
def test_an_amount_is_an_exact_decimal(amount: object, words: str) -> None:
    """Every other way to write a number is refused, by name."""
    problem = refusal(price(amount))
    assert [fault.pointer for fault in problem.faults] == ["#/items/0/price/amount"]
    assert words in problem.faults[0].detail


@pytest.mark.parametrize("currency", ["XXX", "uah", "", "UA", "UAHH", "₴"])
def test_a_currency_exists(currency: str) -> None:
    """ISO 4217, in capitals."""
    problem = refusal(price("1.00", currency))
    assert problem.faults[0].pointer == "#/items/0/price/currency"
    assert "ISO 4217" in problem.faults[0].detail


def test_an_order_has_one_currency() -> None:
    """A sum of two currencies is no amount."""
    problem = refusal(
        lambda body: body["items"].append(
            {"title": "Bowl", "quantity": 1, "price": {"amount": "9.00", "currency": "EUR"}}
        )
    )
    assert (problem.faults[0].pointer, "one currency" in problem.faults[0].detail) == (
        "#/items",
        True,
    )


@pytest.mark.parametrize("quantity", [0, -1, 1000, 1.5, 2.0, "2", True, None, 10**30])
def test_a_quantity_is_a_whole_number_within_bounds(quantity: object) -> None:
    """Numbers in strings, fractions and truth values are no quantities."""
    problem = refusal(lambda body: body["items"][0].update(quantity=quantity))
    assert problem.faults[0].pointer == "#/items/0/quantity"


@pytest.mark.parametrize("phone", ["abc", "123", "+380", "+99 999", "", "\x00", "0" * 41, "12:30"])
def test_a_phone_is_a_phone(phone: str) -> None:
    """Numbers that nobody can have are refused before they are stored."""
    problem = refusal(lambda body: body["customer"].update(phone=phone))
    assert problem.faults[0].pointer == "#/customer/phone"


@pytest.mark.parametrize("phone", ["+380 50 123 45 67", "0501234567", "(050) 123-45-67"])
def test_a_phone_gets_one_spelling(phone: str) -> None:
    """A number without its country is taken for one of the region."""
    body = order()
    body["customer"]["phone"] = phone
    assert read(body).customer.phone == "+380501234567"


@pytest.mark.parametrize("at", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "1767225600", 5])
def test_a_time_is_rfc_3339(at: object) -> None:
    """A date, a time without its zone, or seconds since 1970 would be guessed at."""
    problem = refusal(lambda body: body["customer"].update(registered_at=at))
    assert problem.faults[0].pointer == "#/customer/registered_at"


@pytest.mark.parametrize("at", ["2024-03-01T10:00:00+02:00", "2024-03-01T08:00:00Z"])
def test_a_time_is_taken_as_utc(at: str) -> None:
    """Wherever its writer is."""
    body = order()
    body["customer"]["registered_at"] = at
    assert read(body).customer.registered_at == datetime(2024, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_time_beyond_the_calendar_is_refused(at: str) -> None:
    """The ends of the calendar do not fit into UTC; that is the caller's problem, not a crash."""
    problem = refusal(lambda body: body["customer"].update(registered_at=at))
    assert problem.faults[0].pointer == "#/customer/registered_at"


@pytest.mark.parametrize("email", ["a", "a@b", "a b@c.d", "@c.d", "a@c."])
def test_an_email_looks_like_one(email: str) -> None:
    """One @ with something before it and a domain after it."""
    assert refusal(lambda body: body["customer"].update(email=email)).faults[0].pointer == (
        "#/customer/email"
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda b: b["customer"].update(name="a\x00b"), "#/customer/name"),
        (lambda b: b["customer"].update(name="a\nStatus: paid"), "#/customer/name"),
        (lambda b: b.update(external_id="\x1b[2J"), "#/external_id"),
        (lambda b: b.update(comment="\x7f"), "#/comment"),
        (lambda b: b.update(comment="x" * 1001), "#/comment"),
        (lambda b: b.update(shipping_address="   "), "#/shipping_address"),
        (lambda b: b["items"][0].update(title="я" * 10_000), "#/items/0/title"),
        (lambda b: b.update(items=[]), "#/items"),
        (lambda b: b.update(items=b["items"] * 51), "#/items"),
        (lambda b: b.update(production_days=-1), "#/production_days"),
        (lambda b: b["customer"].update(telegram_id=2**53), "#/customer/telegram_id"),
        (lambda b: b["customer"].update(locale="../../etc"), "#/customer/locale"),
        (lambda b: b.update(extra=1), "#/extra"),
        (lambda b: b.update({"a/b~c": 1}), "#/a~1b~0c"),
        (lambda b: b.pop("customer"), "#/customer"),
        (lambda b: b.update(customer="Olena"), "#/customer"),
    ],
)
def test_each_wrong_value_is_named(change: Change, pointer: str) -> None:
    """By a JSON pointer that leads to it."""
    assert [fault.pointer for fault in refusal(change).faults] == [pointer]


def test_all_wrong_values_are_named_at_once() -> None:
    """The caller mends everything in one go; the value itself is never repeated."""

    def change(body: dict[str, Any]) -> None:
        body["customer"]["phone"] = "no phone at all"
        body["items"][0]["quantity"] = 0
        del body["shipping_address"]

    problem = refusal(change)
    pointers = {fault.pointer for fault in problem.faults}
    assert pointers == {"#/customer/phone", "#/items/0/quantity", "#/shipping_address"}
    assert "(and 2 more)" in problem.detail
    assert b"no phone at all" not in problem.document()


@given(st.text(max_size=200).filter(lambda text: text.strip() and text.isprintable()))
def test_any_printable_name_is_taken(name: str) -> None:
    """HTML, emoji and right-to-left names are names; only the length counts."""
    body = order()
    body["customer"]["name"] = name
    if len(name.strip()) <= 120:
        assert read(body).customer.name == name.strip()
    else:
        with pytest.raises(ValidationError):
            read(body)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
))  # fmt: skip
def test_no_json_breaks_the_reading(document: object) -> None:
    """Whatever JSON comes: accepted, or refused with named faults; nothing else."""
    body = order(customer=document, items=[document, document], comment=document)
    with pytest.raises(ValidationError) as caught:
        read(body)
    assert _refused(caught.value).status in (400, 422)
