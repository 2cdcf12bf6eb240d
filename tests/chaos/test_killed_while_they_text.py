"""kill -9 while sellers work by SMS: each text does what it says once, and each is answered."""

import asyncio
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from orders.model import Seller
from simulator.posting import Sending
from simulator.twilio.phones import Phone
from storage.unit import SqlStore
from tests.chaos import books
from tests.chaos.town import Town, opened

#: Texts in all and kills; more by hand: TEXTS=1000 TEXT_KILLS=8 TEXT_SHOPS=90, TEXT_DATABASE=postgresql.
TEXTS = int(os.environ.get("TEXTS", "150"))
KILLS = int(os.environ.get("TEXT_KILLS", "2"))
#: Each shop has one order: a phone gets one SMS a second at most.
SHOPS = int(os.environ.get("TEXT_SHOPS", "30"))
STEPS = ("approved", "marked_paid", "marked_sent")
FINISH_S, LOOK_S = 60.0 + TEXTS / 5, 0.2
_WORD = re.compile(r"word \d+")


@pytest.mark.parametrize("database", [os.environ.get("TEXT_DATABASE", "sqlite")])
async def test_killed_while_they_text_nothing_is_lost_or_doubled(
    url: str, seed: int, tmp_path: Path
) -> None:
    """Twilio posts again what was not answered, and a third of the rest, too."""
    async with opened(tmp_path, url, seed, sellers=1, webhook=True) as town:
        phones = await _opens(town, url)
        await town.starts_bot()
        for shop in range(SHOPS):
            await town.orders(f"A-{shop}", 100 + shop, _customer(shop))
        numbers = sorted(town.created)
        await _texted(town, phones, numbers)
        twilio = town.world.twilio
        await _finished(url)
        await twilio.settles()
        assert town.bot is not None
        assert await town.bot.stop() == 0
        found = books.read(url)
        said = [word for *_, content in found.said for word in _WORD.findall(content)]
        words = TEXTS - len(numbers) * len(STEPS)
        assert Counter(said) == Counter({f"word {n}": 1 for n in range(words)})
        steps = Counter((number, what) for number, _, what in found.events if what in STEPS)
        assert steps == Counter({(number, what): 1 for number in numbers for what in STEPS})
        told = [t.body for shop in range(SHOPS) for t in twilio.phone(_customer(shop)).texts]
        heard = Counter(_WORD.findall("\n".join(told)))
        answers = sum(len(phone.texts) for phone in phones)
        alerts = sum("ew order" in t.body for phone in phones for t in phone.texts)
        print(f"{TEXTS} texts, {KILLS} kills: {answers - alerts} answers, {heard.total()} relayed")
        assert set(heard) == {f"word {n}" for n in range(words)}
        assert heard.total() == words
        assert answers - alerts == TEXTS
        assert found.dead == 0
        assert twilio.violations == []


async def _opens(town: Town, url: str) -> list[Phone]:
    """Shops without Telegram, and Twilio, which does not give up."""
    twilio = town.world.twilio
    twilio.inbound.pauses_s = (0.1,) * 1000
    twilio.sms_url = f"http://127.0.0.1:{town.port}/twilio/sms"
    town.more = {
        "ORDERBELL_TWILIO_ACCOUNT_SID": twilio.account_sid,
        "ORDERBELL_TWILIO_AUTH_TOKEN": twilio.auth_token,
        "ORDERBELL_TWILIO_FROM": twilio.number,
        "ORDERBELL_TWILIO_API_URL": twilio.api_url,
        "ORDERBELL_SMS_COUNTRIES": "UA",
        "ORDERBELL_SMS_LIMITS": "100000,100000,1000000",
    }
    phones = [twilio.phone(f"+3805011122{shop:02}") for shop in range(SHOPS)]
    async with SqlStore(url) as store, store.write() as uow:
        for shop, phone in enumerate(phones):
            known = Seller(
                0, f"s{100 + shop}", f"Shop {shop}", phone.number, None, "en", "UTC", None
            )
            await uow.people.put_seller(known)
    return phones


async def _texted(town: Town, phones: list[Phone], numbers: list[int]) -> None:
    """All that is texted, in as many parts as there are kills and one more."""
    bodies = [f"{number} OK" for number in numbers for _ in STEPS]
    bodies += [f"{numbers[n % len(numbers)]} MSG word {n}" for n in range(TEXTS - len(bodies))]
    town.rng.shuffle(bodies)
    posts: list[Sending] = []
    for part in range(KILLS + 1):
        for body in bodies[
            len(bodies) * part // (KILLS + 1) : len(bodies) * (part + 1) // (KILLS + 1)
        ]:
            shop = numbers.index(int(body.split()[0]))
            posts.append(phones[shop].sends(body))
            if town.rng.random() < 1 / 3:
                posts.append(phones[shop].repeats())
        if part < KILLS:
            await asyncio.sleep(town.rng.uniform(0.05, 0.6))
            town.strike()
            assert town.bot is not None
            await town.bot.ended()
            await town.starts_bot()
    for post in posts:
        assert (await post).status == 200


async def _finished(url: str) -> None:
    """Wait until every text was taken, and all that it said has gone out."""
    for _ in range(int(FINISH_S / LOOK_S)):
        if _done(url) == (TEXTS, 0):
            return
        await asyncio.sleep(LOOK_S)
    raise AssertionError(f"texts taken, rows left: {_done(url)}")


def _customer(shop: int) -> str:
    """The number of whoever ordered from the shop."""
    return f"+3806712345{shop:02}"


def _done(url: str) -> tuple[int, int]:
    """Texts that were taken, and rows by SMS that are still to be done."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    try:
        with engine.connect() as connection:
            taken = connection.execute(text("SELECT count(*) FROM arrivals")).scalar_one()
            waiting = connection.execute(
                text(
                    "SELECT count(*) FROM work WHERE state = 'open' AND (kind = 'sms'"
                    " AND topic IN ('answer', 'message') OR topic = 'message')"
                )
            ).scalar_one()
            return int(taken), int(waiting)
    finally:
        engine.dispose()
