"""The courier's cards when somebody taps while it waits for its turn."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from telegram import Bot

from bot.clock import SystemClock
from channels.telegram.carrier import Carrier
from channels.telegram.courier import Courier
from channels.telegram.crier import Crier
from channels.telegram.line import Line
from channels.telegram.relaying import Relayer
from channels.telegram.rooms import Rooms
from channels.telegram.sender import Sender
from channels.telegram.ticks import Ticks
from channels.telegram.topics import Topics
from channels.telegram.transport import AiohttpRequest
from channels.texts import Texts
from orders import desk, notices
from orders.commands import Purchase
from orders.model import Contact, Customer, Item, Order, Seller
from orders.money import parse
from orders.policy import Policy
from orders.ports import Card, Finished, Office, PutBack
from orders.states import Actor
from orders.work import Kind, Work, WorkState
from scheduler.pacing import Pacer
from scheduler.patience import Patience
from simulator.people import Person
from simulator.world import World
from storage.unit import SqlStore
from tests.marketplace import new_file


@dataclass
class Meanwhile:
    """A pace: something happens while the courier waits for its turn."""

    happens: Callable[[], Awaitable[object]] | None = None

    async def wait(self, chat_id: int) -> None:
        if self.happens is not None:
            await self.happens()

    def pause(self, chat_id: int, seconds: float) -> None:
        raise AssertionError("nobody is told to wait")

    def crowded(self, chat_id: int) -> bool:
        return False


@dataclass
class Shop:
    """A seller with one new order, and a courier that has sent nothing yet."""

    office: Office
    courier: Courier
    bot: Bot
    ira: Person
    order: Order

    async def claims(self) -> Work:
        """Lease the seller's card row."""
        async with self.office.store.write() as uow:
            await uow.work.add([notices.card(self.order, notices.seller_of(self.order))])
            rows = await uow.work.claim(
                Kind.TELEGRAM, self.office.clock.now(), limit=9, lease_s=60, token="t"
            )
        return next(row for row in rows if row.to.actor is Actor.SELLER)

    async def draws(self, pace: Meanwhile) -> None:
        """Deliver the card row and commit what comes of it."""
        work, now = await self.claims(), self.office.clock.now()
        try:
            delivered = await self.courier.deliver(work, pace)
        except PutBack:
            async with self.office.store.write() as uow:
                await uow.work.finish([Finished(work, WorkState.OPEN, now)], now)
            raise
        async with self.office.store.write() as uow:
            await uow.work.finish([Finished(work, WorkState.DONE)], now)
            if delivered.effect is not None:
                await delivered.effect(uow)

    async def drawn_long_ago(self) -> Card:
        """The card was sent, and shows the order as it was once."""
        await self.draws(Meanwhile())
        stale = replace(await self.card(), digest="as it was")
        async with self.office.store.write() as uow:
            await uow.cards.put(stale)
        return stale

    async def card(self) -> Card:
        """The seller's card."""
        async with self.office.store.read() as uow:
            found = await uow.cards.get(self.order.number, notices.seller_of(self.order))
        assert found is not None
        return found


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    clock = SystemClock()
    async with (
        World.start() as world,
        AiohttpRequest(read_timeout=5) as request,
        SqlStore(await new_file(tmp_path)) as store,
    ):
        ira = world.person("Ira Koval")
        await ira.starts()
        bot = Bot(world.telegram.token, base_url=f"{world.telegram.api_url}/bot", request=request)
        await bot.initialize()
        office = Office(store, clock, Policy(), lambda: None, lambda text: text)
        async with store.write() as uow:
            await uow.people.meet(ira.id, ira.name, "en", clock.now())
            seller, _ = await uow.people.put_seller(
                Seller(0, "ira", "Ira’s Pottery", None, None, "en", "UTC", None)
            )
            await uow.people.link_seller(seller.id, ira.id)
        customer = Customer(0, None, "Taras", None, None, "en", None, None)
        item = Item("Blue mug", 1, parse("450.00", "UAH"))
        placed = await desk.place(
            office,
            Purchase(seller.id, customer, Contact("Taras", None, None), (item,), "Lviv", "",
                     None, Actor.ADMINISTRATION, "r1"),
        )  # fmt: skip
        texts = Texts.load()
        relayer = Relayer(office, Carrier(bot), Ticks(bot, Patience(Pacer(), clock)), texts, "UTC")
        rooms = Rooms(office, Topics(bot), Sender(bot), texts)
        crier = Crier(office, Sender(bot), texts)
        line = Line(clock)
        courier = Courier(office, Sender(bot), relayer, rooms, crier, line, texts, "UTC")
        yield Shop(office, courier, bot, ira, placed.order)


async def test_a_card_moved_while_the_courier_waits_is_not_sent_again(shop: Shop) -> None:
    """A tap on another message makes that the card and deletes ours: there are no two cards."""
    old = await shop.drawn_long_ago()
    other = await shop.bot.send_message(shop.ira.id, "the same card, sent before a crash")

    async def tapped() -> None:
        moved = replace(old, message_id=other.message_id)
        assert await desk.move_card(shop.office, moved) == old
        await shop.bot.delete_message(shop.ira.id, old.message_id)

    with pytest.raises(PutBack):
        await shop.draws(Meanwhile(tapped))
    await shop.draws(Meanwhile())
    assert [m.id for m in shop.ira.messages if m.sender is not shop.ira.user] == [other.message_id]
    assert "New order" in shop.ira.last_message.text


async def test_a_card_brought_down_while_the_courier_waits_is_sent_once(shop: Shop) -> None:
    """Opened from a list: the row that brings it is another one, and it finds the card there."""
    old = await shop.drawn_long_ago()

    async def opened() -> None:
        assert await desk.bring_card(shop.office, shop.order.number, old.to) == old
        await shop.bot.delete_message(shop.ira.id, old.message_id)

    with pytest.raises(PutBack):
        await shop.draws(Meanwhile(opened))
    await shop.draws(Meanwhile())
    await shop.draws(Meanwhile())
    cards = [m.id for m in shop.ira.messages if "New order" in m.text]
    assert cards == [(await shop.card()).message_id]


async def test_a_deleted_card_is_sent_afresh(shop: Shop) -> None:
    """Nobody moved it: the person deleted the message, and the order still needs a card."""
    old = await shop.drawn_long_ago()
    await shop.ira.deletes(shop.ira.last_message)
    await shop.draws(Meanwhile())
    assert (await shop.card()).message_id == shop.ira.last_message.id != old.message_id
