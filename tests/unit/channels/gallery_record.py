"""The customer's record and /customers, drawn. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import customers, patrons
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.complaints import ComplaintType
from orders.model import Contact
from orders.money import Money
from orders.patrons import Acquaintance, Bar, Dossier, Patronage, PatronLine, Tally, Way
from orders.places import Quiet
from orders.ports import Line, Page
from orders.states import State
from tests.unit.channels.samples import HOUR, OLENA, SHOP

CONTACT = Contact(OLENA.name, OLENA.phone, OLENA.email)
DOSSIER = Dossier(
    OLENA,
    CONTACT,
    "Kyiv, Nova Poshta 12",
    Tally(3, 1, 1),
    Tally(9, 5, 2),
    3,
    13,
    {ComplaintType.NOT_PAID: 2},
    1043,
)
OPEN = dict.fromkeys(Way)
KNOWN = Acquaintance(DOSSIER, OPEN, Quiet.HEARD)
#: Somebody who only asked something, and whom nothing reaches.
BARE = Acquaintance(
    Dossier(
        replace(OLENA, phone=None, email=None, telegram_id=None, registered_at=None),
        Contact("Bo <3", None, None),
        "",
        Tally(),
        Tally(),
        0,
        0,
        {},
        None,
    ),
    {Way.TELEGRAM: Bar.NONE, Way.SMS: Bar.NONE, Way.MAIL: Bar.NONE},
    Quiet.HEARD,
)
#: What may bar each way.
BARS = (
    {Way.TELEGRAM: Bar.BLOCKED, Way.SMS: Bar.OPTED_OUT, Way.MAIL: None},
    {Way.TELEGRAM: None, Way.SMS: Bar.UNFIT, Way.MAIL: Bar.OFF},
)


def record_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """Every situation of both."""
    for quiet in Quiet:
        face = customers.page(1043, replace(KNOWN, quiet=quiet), voice, now)
        yield f"customer's page, {quiet}", face
    for n, ways in enumerate(BARS):
        yield f"a customer, barred {n}", customers.patron(replace(KNOWN, ways=ways), 2, voice, now)
    far = replace(DOSSIER, address="Kyiv, " + "Long street " * 30, everywhere=DOSSIER.here)
    yield "a customer, long address", customers.patron(replace(KNOWN, dossier=far), 1, voice, now)
    yield "a customer who only asked", customers.patron(BARE, 1, voice, now)
    lines = tuple(
        PatronLine(n, who, phone, n, 1040 + n, now - n * n * 9 * HOUR)
        for n, (who, phone) in enumerate(
            ((OLENA.name, OLENA.phone), ("Bo <3", None), ("O'Brien_100%", "+380509998877")), start=1
        )
    )
    yield "customers", patrons.page(Patronage(lines, 14), "", 2, voice, now)
    yield "customers, none", patrons.page(Patronage((), 0), "", 1, voice, now)
    yield "customers, found", patrons.page(Patronage(lines[2:], 1), "100%", 1, voice, now)
    yield "customers, none found", patrons.page(Patronage((), 0), "<b>", 1, voice, now)
    yield "customers, search", patrons.ask(voice)
    rows = tuple(
        Line(1043 - n, state, "Clay mug", n, OLENA.name, SHOP.name, Money(90_000, "UAH"), now)
        for n, state in enumerate((State.NEW, State.CLOSED))
    )
    yield "a customer's orders", patrons.orders(DOSSIER, Page(rows, 8), 1, voice, now)
