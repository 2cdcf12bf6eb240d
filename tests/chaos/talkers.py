"""Customers and sellers who write to each other about many orders at once."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from orders.messages import Post, Spot
from orders.states import Actor
from simulator.people import Person
from simulator.telegram.calls import Call
from simulator.telegram.chats import Message
from storage.unit import SqlStore
from tests.chaos.town import Town
from tests.storage import examples

#: So much each side writes about an order. A seller's chat takes one message a second.
LINES = {Actor.CUSTOMER: 2, Actor.SELLER: 3}
#: What reaches somebody: the order it is about, what was said.
_RELAYED = re.compile(r"💬 .*#(\d+)\W*\n(.*)$")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The talk about one order."""

    number: int
    seller: Person
    customer: Person
    #: What the seller replies to, to say which of their orders it is about.
    anchor: Message

    def lines(self, by: Actor) -> list[str]:
        """What that side writes, in order."""
        return [f"{by} {self.number}.{n}" for n in range(LINES[by])]

    def heard(self, by: Actor) -> list[str]:
        """What the other side has of it, in the order in which it came."""
        reader = self.customer if by is Actor.SELLER else self.seller
        found = (_RELAYED.match(m.text) for m in reader.messages if m.sender is not reader.user)
        return [match[2] for match in found if match and int(match[1]) == self.number]


@dataclass
class Talkers:
    """All conversations, and the lines that have arrived anywhere."""

    conversations: list[Conversation]
    arrived: set[str] = field(default_factory=set)

    def lines(self, chance: random.Random) -> list[tuple[Conversation, Actor, str]]:
        """All that will be written, interleaved at random; each side's lines in order."""
        turns = [(c, by) for c in self.conversations for by in LINES for _ in c.lines(by)]
        chance.shuffle(turns)
        said: Counter[tuple[Conversation, Actor]] = Counter()
        found = []
        for turn in turns:
            found.append((*turn, turn[0].lines(turn[1])[said[turn]]))
            said[turn] += 1
        return found

    async def say(self, lines: Iterable[tuple[Conversation, Actor, str]]) -> None:
        """People write these."""
        for talk, by, text in lines:
            if by is Actor.CUSTOMER:
                await talk.customer.says(text)
            else:
                await talk.seller.says(text, reply_to=talk.anchor)

    def hears(self, call: Call) -> None:
        """Something may have arrived."""
        found = _RELAYED.match(str(call.params.get("text", "")))
        if found and call.ok and call.method == "sendMessage":
            self.arrived.add(found[2])


async def settled(town: Town, count: int) -> Talkers:
    """Customers whose orders are taken in, spread over the town's sellers."""
    town.eager = False
    talkers = Talkers([])
    async with SqlStore(town.url) as store, store.write() as uow:
        for n in range(count):
            shop, person = town.sellers[n % len(town.sellers)], town.world.person(f"Customer {n}")
            person.chat.started = True
            seller = await uow.people.seller_by_ref(f"s{n % len(town.sellers)}")
            known = await uow.people.put_customer(examples.customer(name=person.name))
            await uow.people.meet(person.id, person.name, "en", person.telegram.now())
            await uow.people.link_customer(known.id, person.id)
            order = await uow.orders.add(examples.draft(seller.id, known.id))
            await uow.orders.append(examples.placed(order))
            anchor = await shop.says(f"The order {order.number}")
            await uow.talk.put_post(Post(Spot(shop.id, anchor.id), order.number))
            talkers.conversations.append(Conversation(order.number, shop, person, anchor))
    town.world.telegram.updates.drop()
    town.world.telegram.listen(talkers.hears)
    return talkers
