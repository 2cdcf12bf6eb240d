"""Fill a database with linked sellers and orders, as the use-cases would, for benchmarks to work on."""

from datetime import UTC, datetime
from pathlib import Path

from orders import desk
from orders.commands import Command, Purchase
from orders.model import Contact, Customer, Item, Party, Seller
from orders.money import Money
from orders.policy import Policy
from orders.ports import UnitOfWork
from orders.states import Action, Actor
from storage.schema import migrate
from storage.unit import SqlStore


def url_of(database: Path | str) -> str:
    """Of a SQLite file; a URL is one already."""
    return database if isinstance(database, str) else f"sqlite+aiosqlite:///{database}"


async def shops(database: Path | str, telegram_ids: list[int]) -> list[int]:
    """One linked seller with one new order for each Telegram account; the orders' numbers."""
    url = url_of(database)
    now = datetime.now(UTC)
    await migrate(url, now)
    numbers = []
    async with SqlStore(url) as store, store.write() as uow:
        for telegram_id in telegram_ids:
            seller = await linked(uow, telegram_id, now)
            outcome = await desk.place_within(uow, purchase(seller.id, seller.ref), now, Policy())
            numbers.append(outcome.order.number)
    return numbers


async def linked(uow: UnitOfWork, telegram_id: int, now: datetime) -> Seller:
    """A seller who has followed their link."""
    shop = Seller(0, f"s{telegram_id}", f"Shop {telegram_id}", None, None, "en", "UTC", None)
    seller, _ = await uow.people.put_seller(shop)
    await uow.people.meet(telegram_id, shop.name, "en", now)
    await uow.people.link_seller(seller.id, telegram_id)
    return seller


def purchase(seller_id: int, request_id: str) -> Purchase:
    """A believable purchase request by a customer who is not in Telegram."""
    contact = Contact("Olena Koval", "+380501234567", None)
    return Purchase(
        seller_id,
        Customer(0, f"c-{request_id}", contact.name, contact.phone, None, "en", None),
        contact,
        (Item("Clay mug", 2, Money(45000, "UAH")),),
        "Kyiv, Khreshchatyk 1",
        "Blue, please",
        5,
        Actor.ADMINISTRATION,
        request_id,
    )


async def talks(database: Path, telegram_ids: list[int]) -> list[tuple[int, int]]:
    """Customers with one open order each, every one at a seller of its own: who talks with whom.

    The accounts become sellers and customers by turns; the sellers have pressed Message.
    """
    sellers, customers = telegram_ids[::2], telegram_ids[1::2]
    url = f"sqlite+aiosqlite:///{database}"
    now = datetime.now(UTC)
    await migrate(url, now)
    async with SqlStore(url) as store, store.write() as uow:
        for seller_id, customer_id in zip(sellers, customers, strict=True):
            seller = await linked(uow, seller_id, now)
            placed = await desk.place_within(
                uow, purchase(seller.id, f"t{customer_id}"), now, Policy()
            )
            await uow.people.meet(customer_id, "Olena Koval", "en", now)
            await uow.people.link_customer(placed.order.customer_id, customer_id)
            until = now + Policy().talk_life
            await uow.talk.put_focus(seller_id, placed.order.number, until)
    return list(zip(sellers, customers, strict=True))


async def told(database: Path, seller_ref: str, telegram_ids: list[int]) -> None:
    """An approved order of this seller for each customer's account; its notice waits to be told."""
    # The notice is held for a few seconds after the step: it is due when the product starts.
    now = datetime.now(UTC) - Policy().undo_window
    async with SqlStore(f"sqlite+aiosqlite:///{database}") as store, store.write() as uow:
        seller = await uow.people.seller_by_ref(seller_ref)
        for telegram_id in telegram_ids:
            ref = f"t{telegram_id}"
            placed = await desk.place_within(uow, purchase(seller.id, ref), now, Policy())
            await uow.people.meet(telegram_id, "Customer", "en", now)
            await uow.people.link_customer(placed.order.customer_id, telegram_id)
            command = Command(
                placed.order.number,
                Action.APPROVE,
                Party(Actor.SELLER, seller.id),
                f"approve-{ref}",
            )
            await desk.act_within(uow, command, now, Policy())
