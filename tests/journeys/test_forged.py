"""No button that a seller forges reaches another shop: not its rows, not its words, not even that there is an order.

Every kind of tap with each of its words goes to a shop's orders, people and things, and once more to
ones that do not exist: both times the answer is the same. A failure names the seed; SEED=… repeats it.
"""

import os
import random
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import product
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Table, select

from channels.telegram.buttons import KINDS, encode
from channels.telegram.wire import MAX_NUMBER, Tap
from orders.states import Actor
from simulator.people import Person
from storage.tables import assistants, complaints, metadata, templates, work
from tests.journeys.scenes import taps
from tests.journeys.shop import Placed
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True

#: What nobody but the other shop and its customer may ever read.
SECRET = "Zxqv"
#: Values that name nobody's thing: which page, which of the catalogue's choices.
_HARMLESS = {"page", "version", "count", "timing", "choice", "ready", "remove", "on"}
#: Tables of what came in, which is kept whatever it was.
_POST = {"inbox", "work", "sendings"}
_OTHER = 2  # the second shop


class Victim:
    """The other shop, its people and what they have: new, paid and ended orders, talk, a note, a complaint."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.numbers: list[int] = []

    async def settles_in(self) -> None:
        """Everything a button could aim at."""
        town = self.town
        self.ira = await town.seller(f"Ira {SECRET}", "wool", f"{SECRET} Wool")
        self.product = await town.shop.adds_product("hat", "wool", title=f"{SECRET} hat")
        for step in ((), ("Approve", "Mark as paid"), ("Approve", "Mark as paid", "Close order")):
            placed = await town.shop.places("wool", customer=_customer(len(self.numbers)))
            self.numbers.append(placed.number)
            await town.settles()
            await self._works(placed, step)
        # The last customer is in Telegram: talks, and is complained of.
        self.petro = await town.customer(placed, f"Petro {SECRET}")
        await self.petro.says(f"{SECRET} words")
        await town.settles()
        card = await town.card(placed.number, Actor.SELLER, self.ira)
        await (await self.ira.taps("Add note", on=card)).answered()
        await self.ira.says(f"{SECRET} note")
        await town.settles()
        for label in ("Complain", "Go on", "does not answer", "Without words"):
            card = await town.card(placed.number, Actor.SELLER, self.ira)
            await (await self.ira.taps(label, on=card)).answered()
            await town.settles()
        await taps(town, self.ira, "Add complaint")

    async def _works(self, placed: Placed, labels: tuple[str, ...]) -> None:
        for label in labels:
            card = await self.town.card(placed.number, Actor.SELLER, self.ira)
            await (await self.ira.taps(label, on=card)).answered()
            await self.town.settles()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that is this shop's, its customers' or its orders', in every table."""
        return {
            table.name: sorted(filter(self._owns(table), self._all(table)), key=repr)
            for table in metadata.sorted_tables
            if table.name not in _POST
        }

    def _all(self, table: Table) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.town.rows(select(table))]

    def _owns(self, table: Table) -> Callable[[tuple[Any, ...]], bool]:
        places = {column.name: place for place, column in enumerate(table.c)}
        people = {self.ira.id, self.petro.id}
        names = {"seller_id": {_OTHER}, "order_number": set(self.numbers)}
        names |= {"telegram_id": people, "chat_id": people}
        if table.name == "orders":
            names["number"] = set(self.numbers)
        if table.name in ("sellers", "products"):
            names["id"] = {_OTHER} if table.name == "sellers" else set()

        def owned(row: tuple[Any, ...]) -> bool:
            party = "actor" in places and row[places["actor"]] == Actor.SELLER.value
            if party and "party_id" in places and row[places["party_id"]] == _OTHER:
                return True
            return any(
                name in places and row[places[name]] in wanted for name, wanted in names.items()
            )

        return owned

    def ids(self) -> list[int]:
        """Ids of things and people that a value of a button may name."""
        found = [self.ira.id, self.petro.id, *self.numbers]
        for table in (complaints, templates, assistants, work):
            found += [row[0] for row in self.town.rows(select(table))[-2:]]
        return sorted({each for each in found if isinstance(each, int) and each > 0})


def _customer(place: int) -> dict[str, str]:
    return {"ref": f"c-{place}", "name": f"{SECRET} customer", "phone": f"+38050222330{place}"}


def _words(of: Any) -> list[Any] | None:
    """All that a field may say, where that is a list of words."""
    if get_origin(of) in (Union, UnionType):
        found = [_words(each) for each in get_args(of)]
        return None if None in found else [word for words in found for word in words or ()]
    if of is type(None):
        return [None]
    if of is bool:
        return [False, True]
    return list(of) if isinstance(of, type) and issubclass(of, StrEnum) else None


def _made(tap: type[Tap], values: dict[str, Any]) -> list[str]:
    """The data, where there is such a button."""
    try:
        return [encode(tap(**values))]
    except ValueError:
        return []


def forgeries(rng: random.Random, ids: list[int], numbers: list[int]) -> Iterator[tuple[str, str]]:
    """Buttons at what there is, each with its like at what there is not."""
    for kind in KINDS:
        hints = get_type_hints(kind.tap)
        spoken = {name: words for name, of in hints.items() if (words := _words(of)) is not None}
        counted = [name for name, of in hints.items() if name not in spoken and of is not str]
        for chosen in product(*spoken.values()):
            said = dict(zip(spoken, chosen, strict=True))
            for valued in (0, 1) if "value" in counted else (0,):
                real, none = dict(said), dict(said)
                for name in counted:
                    value, like = rng.choice(ids), MAX_NUMBER - rng.randrange(1000)
                    if name == "number":
                        value = rng.choice(numbers)
                    elif name in _HARMLESS:
                        value = like = rng.randrange(1, 8)
                    elif name == "value":
                        value = like = valued * rng.choice((1, 2, 3, 45, 20261203, 202612, *ids))
                    real[name], none[name] = value, like
                for name in hints.keys() - real.keys():
                    real[name] = none[name] = ""
                yield from zip(_made(kind.tap, real), _made(kind.tap, none), strict=False)


class Forger:
    """A seller who sends buttons that no keyboard ever had."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town, self.person = town, person

    async def answers(self, data: str) -> tuple[object, ...]:
        """Everything that the person can tell after it: the toast, what came, what changed."""
        before = {message.id: read(message) for message in self.person.messages}
        written = [
            m for m in self.person.messages if m.kind == "text" and m.sender is not self.person.user
        ]
        tap = await self.person.taps_data(data, on=written[-1])
        answer = await tap.answered()
        await self.town.settles()
        after = {message.id: read(message) for message in self.person.messages}
        news = [text for id, text in sorted(after.items()) if before.get(id) != text]
        seen = (answer.text, answer.show_alert, *news)
        assert SECRET not in repr(seen), f"{data} showed {seen}"
        return tuple(_anonymous(str(each), data) for each in seen)


def _anonymous(text: str, data: str) -> str:
    """The text without the numbers that the person has sent themselves."""
    for part in sorted(data.split(":"), key=len, reverse=True):
        text = text.replace(part, "#") if part.isdigit() and len(part) > 1 else text
    return text


async def test_no_forged_button_reaches_another_shop(town: Town) -> None:
    """Nothing of it changes, nothing of it is shown, and what is not there is answered alike."""
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    olena = await town.seller()
    await town.shop.places()
    victim = Victim(town)
    await victim.settles_in()
    forger, before = Forger(town, olena), victim.rows()
    tried = 0
    for real, like in forgeries(random.Random(seed), victim.ids(), victim.numbers):
        # The first refusal may turn the tapped message into a list; the next ones find it so.
        await forger.answers(like)
        if real != like:
            assert await forger.answers(real) == await forger.answers(like), (seed, real, like)
        tried += 1
    assert victim.rows() == before, seed
    assert tried > 150
