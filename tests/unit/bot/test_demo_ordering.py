"""The order that the demo's page proposes: each believable, each another, and sendable as it stands."""

import shlex
from typing import Any

import orjson
import pytest

from bot.demo.playground import ordering
from bot.demo.playground.cast import CASTS, CUSTOMER_REF, ENGLISH, UKRAINIAN, Cast
from handlers.http.bodies import PlaceOrder
from orders.model import Customer, Record, Seller
from orders.ports import OrderView
from simulator.changes import Changes
from simulator.clock import SystemClock
from simulator.people import Person
from simulator.telegram.chats import Chat
from simulator.telegram.service import Telegram
from simulator.telegram.users import User
from tests.unit.orders.examples import order

TARAS = 5_000_000_002
REFS = {TARAS: (CUSTOMER_REF, ENGLISH.customer)}


@pytest.fixture
def customer() -> Person:
    """Somebody with a phone."""
    telegram = Telegram(SystemClock(), Changes())
    user = User(TARAS, "Taras")
    return Person(telegram, user, Chat(user.id, "private", telegram.changes), "+380671234567")


def _view(number: int) -> OrderView:
    seller = Seller(1, "ira", "Ira", None, None, "en", "UTC", None)
    buyer = Customer(1, None, "Taras", None, None, "en", None)
    return OrderView(order(number=number), seller, buyer, Record(0, 0, 0))


@pytest.mark.parametrize("cast", CASTS.values(), ids=CASTS)
@pytest.mark.parametrize("placed", range(4))
def test_every_proposed_order_is_accepted(cast: Cast, placed: int, customer: Person) -> None:
    """The API's own model takes the body, in both languages, time after time."""
    form = ordering.proposed(cast, customer, [_view(1001 + n) for n in range(placed)])
    refs = {TARAS: (CUSTOMER_REF, cast.customer)}
    taken = PlaceOrder.model_validate(ordering.body(form, cast, refs), context={"region": "UA"})
    assert taken.external_id == f"A-{1001 + placed}"
    assert taken.customer.ref == CUSTOMER_REF
    assert taken.items[0].title == cast.wares[placed % len(cast.wares)].title


def test_a_product_brings_its_own_values(customer: Person) -> None:
    """Asked for by its ref it is proposed whole; an unknown ref leaves the usual proposal."""
    vase = ordering.proposed(ENGLISH, customer, [], "vase-tall")
    assert (vase["title"], vase["production_days"]) == ("Tall vase", 10)
    usual = ordering.proposed(ENGLISH, customer, [])
    assert ordering.proposed(ENGLISH, customer, [], ["?"]) == usual


def test_another_name_is_another_customer(customer: Person) -> None:
    """The marketplace's ref stands for one person: a form with another name goes without it."""
    form = ordering.proposed(ENGLISH, customer, []) | {"customer": "Olena", "phone": ""}
    buyer: Any = ordering.body(form, ENGLISH, REFS)["customer"]
    assert buyer == {"name": "Olena", "locale": "en"}


@pytest.mark.parametrize(
    ("typed", "sent"), [("2", 2), (" 7 ", 7), (3, 3), ("two", "two"), ("9" * 5000, "9" * 5000)]
)
def test_numbers_may_be_typed(typed: object, sent: object, customer: Person) -> None:
    """Forms send text; what is no number goes to the API as it is, to be refused there."""
    form = ordering.proposed(ENGLISH, customer, []) | {"quantity": typed}
    items: Any = ordering.body(form, ENGLISH, REFS)["items"]
    assert [item["quantity"] for item in items] == [sent]


@pytest.mark.parametrize("typed", ["1 234,50", "1\N{NO-BREAK SPACE}234.50", " 1234.50 "])
def test_a_price_may_be_typed_as_people_do(typed: str, customer: Person) -> None:
    """A decimal comma and spaces between thousands are no mistake."""
    form = ordering.proposed(UKRAINIAN, customer, []) | {"price": typed}
    items: Any = ordering.body(form, UKRAINIAN, REFS)["items"]
    assert [item["price"]["amount"] for item in items] == ["1234.50"]


def test_the_curl_line_survives_a_shell() -> None:
    """Quotes, dollars and backslashes in a name are data, not commands; it is one line."""
    name = "O'Neil $(rm -rf ~) \"\\\n`"
    line = ordering.curl(8080, "k", {"name": name})
    words = shlex.split(line)
    assert orjson.loads(words[-1]) == {"name": name}
    assert words[2] == "http://127.0.0.1:8080/api/v1/orders"
    assert "\n" not in line


def test_faults_are_found_once_for_each_field() -> None:
    """Pointers of the problem document become fields of the form; unknown ones are left out."""
    pointers = ["#/items/0/price/amount", "#/items/0/price/currency", "#/customer/name", "#/nix"]
    problem = {"errors": [{"pointer": p, "detail": ""} for p in [*pointers, "#/customer/ref"]]}
    assert ordering.faulty(problem) == ("price", "currency", "customer")
    for nothing in ({}, {"errors": 3}, None, "?"):
        assert ordering.faulty(nothing) == ()


def test_nobody_is_named_by_nonsense(customer: Person) -> None:
    """What is no Telegram id names nobody."""
    form = ordering.proposed(ENGLISH, customer, [])
    assert ordering.person_of(form) == TARAS
    for nonsense in ("x", "-1", ["1"], "٣", "9" * 5000):
        assert ordering.person_of(form | {"person": nonsense}) == 0


def test_casts_tell_people_apart() -> None:
    """Within a language no two people or products share a name; both have the same products."""
    for cast in CASTS.values():
        names = [cast.seller, cast.customer, cast.administration, cast.stranger, cast.shop]
        names += [ware.title for ware in cast.wares]
        assert len(set(names)) == len(names)
        cast.ordered.format(number=1, shop="", link="")
        cast.invited.format(name="", link="")
    assert [w.ref for w in ENGLISH.wares] == [w.ref for w in UKRAINIAN.wares]
