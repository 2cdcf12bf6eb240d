"""One stage of the page with its people: the shop that opens, orders that are placed, who is who.

Levers, the story and what the page is told are elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson

from bot.demo.marketplace import Reply
from bot.demo.playground import ordering
from bot.demo.playground.cast import (
    CURRENCY,
    CUSTOMER_EMAIL,
    CUSTOMER_REF,
    SELLER_EMAIL,
    SELLER_PHONE,
    SELLER_REF,
    TEXTER_EMAIL,
    TEXTER_PHONE,
    TEXTER_REF,
    Cast,
    Ware,
)
from bot.demo.playground.life import Life
from bot.demo.stage import ZONE, Stage, opened
from orders.model import Seller
from orders.ports import OrderView
from simulator.people import Person
from simulator.telegram.updates import Update
from simulator.world import World

#: Orders that the page looks at; a visitor makes a handful.
MAX_ORDERS = 500


@dataclass
class Ground:
    """A stage, its people and what has happened to them that no row tells."""

    stage: Stage
    cast: Cast
    seller: Person
    customer: Person
    administration: Person
    #: The seller who has no Telegram.
    texter: Person
    life: Life
    #: Ends everything that is on this ground.
    exit: AsyncExitStack
    #: Names of the marketplace for its customers: ref and name, by person.
    customers: dict[int, tuple[str, str]] = field(default_factory=dict)
    #: The customers' links, by order.
    links: dict[int, str] = field(default_factory=dict)
    #: Somebody has tapped a button of somebody else's message.
    forged: bool = False

    @property
    def people(self) -> Mapping[int, Person]:
        """Everybody, by Telegram id."""
        return self.stage.world.people

    def now(self) -> datetime:
        """The story's present."""
        return self.stage.clock.now()

    async def opens_shop(self) -> None:
        """The seller is linked and has products; the administration has said hello.

        Raises `Broken`, `BotDied`: the bot does not do its part.
        """
        await self.administration.starts()
        reply = await self.joins(SELLER_REF, self.cast.shop, by=self.seller)
        await self._makes(SELLER_REF, self.cast.wares)
        await self.joins(TEXTER_REF, self.cast.texter_shop, by=self.texter)
        await self._makes(TEXTER_REF, self.cast.texter_wares)
        self.seller.follows(reply.document["invite_link"])
        await self.stage.until(self._is_linked, "a seller who is linked")
        await self.stage.quiet()

    async def _makes(self, ref: str, wares: Sequence[Ware]) -> None:
        for ware in wares:
            await self.stage.marketplace.sends(
                "PUT",
                f"/products/{ware.ref}",
                {
                    "seller_ref": ref,
                    "title": ware.title,
                    "price": {"amount": ware.price, "currency": CURRENCY},
                    "description": ware.description,
                    "production_days": ware.production_days,
                },
            )

    async def joins(
        self, ref: str, name: str, language: str = "", *, by: Person | None = None
    ) -> Reply:
        """The marketplace tells the bot of a seller, and how `by` is reached."""
        shop = {"name": name, "locale": language or self.cast.language, "timezone": ZONE}
        if by is not None:
            shop |= {"phone": by.phone, "email": by.email}
        return await self.stage.marketplace.sends("PUT", f"/sellers/{ref}", shop)

    async def places(self, form: ordering.Form) -> Reply:
        """The marketplace passes on an order, and its customer gets the link."""
        person = self.people[ordering.person_of(form)]
        order = ordering.body(form, self.cast, self.customers)
        reply = await self.stage.marketplace.sends("POST", "/orders", order)
        if reply.status in (200, 201):
            self.hands_over(reply.document, person)
        return reply

    def hands_over(self, order: Mapping[str, object], person: Person) -> None:
        """The marketplace shows the person the link by which an order is followed."""
        number, link = int(str(order["number"])), order["customer_link"]
        if number in self.links or not isinstance(link, str):
            return
        self.links[number] = link
        text = self.cast.ordered.format(number=number, shop=self.cast.shop, link=link)
        self.writes(person, text)

    def writes(self, person: Person, text: str) -> None:
        """The marketplace writes to somebody, where the bot cannot see it."""
        self.stage.world.outside(person, self.cast.marketplace).says(text)

    def adds(self, name: str, role: str, language: str) -> Person:
        """Somebody new comes in."""
        person = self.stage.world.person(name, language=language, role=role)
        if role == "customer":
            self.customers[person.id] = (f"customer-{person.id}", name)
        return person

    async def views(self) -> list[OrderView]:
        """The orders with their people, oldest first."""
        async with self.stage.rows.read() as uow:
            found = await uow.orders.listed(None, None, after=None, limit=MAX_ORDERS)
        return [*reversed(found)]

    async def shop(self) -> Seller:
        """The first seller, as the rows have her. Raises `UnknownParty`."""
        async with self.stage.rows.read() as uow:
            return await uow.people.seller_by_ref(SELLER_REF)

    async def passes(self, time: timedelta, within_s: float) -> None:
        """Let time pass even where the bot does not come to rest `within_s` seconds."""
        await self._rests(within_s)
        await self.stage.jumps(time)
        await self._rests(within_s)

    async def _rests(self, within_s: float) -> None:
        if self.stage.plays and self.stage.running.connected:
            await self.stage.rests(within_s)

    async def _is_linked(self) -> bool:
        return (await self.shop()).telegram_id == self.seller.id

    def notices(self, update: Update) -> None:
        """Look whether a tap is a forged one: private chats have one owner."""
        if update.kind != "callback_query":
            return
        query = orjson.loads(update.body)["callback_query"]
        chat = query.get("message", {}).get("chat", {}).get("id", 0)
        if chat > 0 and chat != query["from"]["id"]:
            self.forged = True


async def ground_for(cast: Cast, changed: Callable[[], None]) -> Ground:
    """A stage with this cast; the bot is not started yet. `exit` ends it.

    `changed` is called when the bot's state may be another.
    """
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(opened(Stage))
        world = stage.world
        life = Life(stage, changed)
        stack.push_async_callback(life.closes)
        ground = Ground(stage, cast, *_people(world, cast), life, stack.pop_all())
        stage.settings = {
            "ORDERBELL_ADMINS": str(ground.administration.id),
            "ORDERBELL_LOCALE": cast.language,
        }
        customer = ground.customer
        ground.customers[customer.id] = (CUSTOMER_REF, cast.customer)
        world.telegram.updates.listeners.append(ground.notices)
        return ground


def _people(world: World, cast: Cast) -> tuple[Person, Person, Person, Person]:
    """Seller, customer, administration, and the seller without Telegram, in the order of phones."""
    language = cast.language
    return (
        world.person(
            cast.seller, language=language, phone=SELLER_PHONE, role="seller", email=SELLER_EMAIL
        ),
        world.person(
            cast.customer,
            language=language,
            phone=cast.phone,
            role="customer",
            email=CUSTOMER_EMAIL,
        ),
        world.person(cast.administration, language=language, role="administration"),
        world.person(
            cast.texter,
            language=language,
            phone=TEXTER_PHONE,
            role="texter",
            email=TEXTER_EMAIL,
            has_telegram=False,
        ),
    )
