"""Telegram is out for half an hour: every seller is reached by SMS once, and nothing floods in when it is back."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, select

from simulator.people import Person
from simulator.telegram.faults import Fault
from storage.tables import cards, sendings
from tests.journeys.town import SECOND, Town, read

PHONES = True
ONE_WAY = True

SELLERS = 250
#: Sellers whose customers order in the same moment, two orders each; a wave every three minutes.
WAVE = 25
#: Within so many seconds of an order its seller has an SMS.
WITHIN_S = 15


@pytest.mark.parametrize("way", ["polling"], indirect=True)
async def test_telegram_is_out_for_half_an_hour(town: Town) -> None:
    """500 orders of 250 sellers: one SMS each, in time; back again, one silent summary each, then silence."""
    people = await moved_in(town)
    fault = town.world.telegram.faults.add(Fault("cut", None, None, None))
    placed_at: dict[str, datetime] = {}
    for wave in range(SELLERS // WAVE):
        began = town.clock.now()
        for seller in range(wave * WAVE, (wave + 1) * WAVE):
            for _ in range(2):
                await town.shop.places(f"s{seller}")
            placed_at[number_of(seller)] = began
        while (town.clock.now() - began).total_seconds() < 180:
            quick = (town.clock.now() - began).total_seconds() < WITHIN_S
            await town.may_wait(5 * SECOND if quick else 55 * SECOND)
    assert (town.clock.now() - min(placed_at.values())).total_seconds() >= 30 * 60
    for seller, _ in enumerate(people):
        phone = town.world.phone(number_of(seller))
        [text] = phone.texts
        assert "Telegram does not answer now. 2 new orders: " in text.body
        assert (text.at - placed_at[phone.number]).total_seconds() <= WITHIN_S
    rings = sum(person.rings for person in people)
    before = [len(person.messages) for person in people]
    town.world.telegram.faults.remove(fault)
    for _ in range(12):
        await town.may_wait(10 * SECOND)
    for person, count in zip(people, before, strict=True):
        [summary] = person.messages[count:]
        assert "While Telegram was out of reach, 2 orders came." in read(summary)
    assert sum(person.rings for person in people) == rings
    assert town.rows(select(func.count()).select_from(cards)) == [(0,)]
    assert town.rows(select(func.count(sendings.c.sid.distinct()))) == [(SELLERS,)]
    await town.may_wait(15 * 60 * SECOND)
    assert sum(len(town.world.phone(number_of(n)).texts) for n in range(SELLERS)) == SELLERS


async def moved_in(town: Town) -> list[Person]:
    """All of them, linked, with a phone each and without summaries."""
    links = [
        await town.shop.adds_seller(f"s{seller}", f"Shop {seller}", phone=number_of(seller))
        for seller in range(SELLERS)
    ]
    people = [town.world.person(f"Seller {seller}") for seller in range(SELLERS)]
    for person, link in zip(people, links, strict=True):
        person.follows(link)
    await asyncio.sleep(0)
    await town.settles()
    return people


def number_of(seller: int) -> str:
    """The seller's phone."""
    return f"+38050{2_000_000 + seller}"
