"""`orderbell product …`: what sellers offer, and the links by which it is bought."""

import asyncio
from typing import Annotated

import typer

from bot.commands import values
from bot.commands.opened import opened
from bot.commands.people import seller_by_ref
from bot.commands.telegram import learn_name
from bot.commands.terminal import Json, readable, say, show_json, show_table
from channels.telegram.links import Links
from handlers.http import answers
from handlers.http.bodies import PutProduct
from handlers.http.products import product_of
from orders.model import Product, Seller

app = typer.Typer(no_args_is_help=True, help="What sellers offer, and the links that buy it.")


@app.command(
    epilog='Example: orderbell product add mug-1 --seller ira --title "Clay mug" --price 450.00'
)
def add(
    ref: Annotated[str, typer.Argument(help="The marketplace's own name for the product.")],
    seller: Annotated[str, typer.Option(help="Ref of the seller.")],
    title: Annotated[str, typer.Option(help="As customers read it.")],
    price: Annotated[str, typer.Option(help="Of one piece, with a point: 450.00.")],
    currency: Annotated[str | None, typer.Option(help="ISO 4217; else ORDERBELL_CURRENCY.")] = None,
    production_days: Annotated[
        int | None, typer.Option(help="Days to make it; left out: it is in stock.")
    ] = None,
    description: Annotated[str | None, typer.Option(help="A few sentences.")] = None,
    as_json: Json = False,
) -> None:
    """Add a product, or change it, and print the link by which customers buy it."""
    options: dict[str, object] = {
        "seller_ref": seller,
        "title": title,
        "production_days": production_days,
        "description": description,
    }
    asyncio.run(_add(ref, options, price, currency, as_json))


@app.command("list", epilog="Example: orderbell product list ira")
def list_all(
    seller: Annotated[str | None, typer.Argument(help="Only this seller's.")] = None,
    as_json: Json = False,
) -> None:
    """List products."""
    asyncio.run(_list(seller, as_json))


async def _add(
    ref: str, options: dict[str, object], price: str, currency: str | None, as_json: bool
) -> None:
    async with opened() as desk:
        money = {"amount": price, "currency": currency or desk.settings.currency}
        body = values.body(PutProduct, {**options, "price": money}, desk.settings.region)
        async with desk.office.store.write() as uow:
            seller = await seller_by_ref(uow, body.seller_ref)
            wanted = product_of(values.ref(ref), seller.id, body)
            product, created = await uow.products.put(wanted)
        await learn_name(desk)
        document = _document(product, seller, desk.links)
    if as_json:
        show_json(document)
        return
    link, ask = document["buy_link"] or "", document["ask_link"]
    say(f"Product {product.ref} {'added' if created else 'changed'}.")
    way = "by sending" if link.startswith("/start") else "here"
    say(f"Customers buy it {way}: {link}")
    say(f"They ask you about it {way}: {ask}")


async def _list(seller_ref: str | None, as_json: bool) -> None:
    async with opened() as desk:
        async with desk.office.store.read() as uow:
            if seller_ref is None:
                sellers = list(await uow.people.sellers())
            else:
                sellers = [await seller_by_ref(uow, seller_ref)]
            found: list[tuple[Seller, Product]] = [
                (seller, product)
                for seller in sellers
                for product in await uow.products.of_seller(seller.id)
            ]
        if found:
            await learn_name(desk)
    documents = [_document(product, seller, desk.links) for seller, product in found]
    if as_json:
        show_json(documents)
        return
    rows = [
        (
            readable(d["product_ref"]),
            readable(d["seller_ref"]),
            f"{d['price']['amount']} {d['price']['currency']}",
            readable(d["title"]),
            str(d["buy_link"]),
        )
        for d in documents
    ]
    heads = ("REF", "SELLER", "PRICE", "TITLE", "BUY")
    show_table(heads, rows, "No products yet: orderbell product add --help")


def _document(product: Product, seller: Seller, links: Links) -> answers.ProductAnswer:
    """The product with its links; while the bot's name is unknown, with what to send to it."""
    buy = links.buy(product.code) or f"/start buy_{product.code}"
    ask = links.ask(product.code) or f"/start ask_{product.code}"
    return answers.product(product, seller.ref, buy, ask)
