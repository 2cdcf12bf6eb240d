"""`orderbell order …`: place one from a file, look at one."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import values
from bot.commands.opened import opened
from bot.commands.people import seller_by_ref
from bot.commands.telegram import learn_name
from bot.commands.terminal import Json, Refused, readable, say, show_json
from handlers.http import answers, event_answers
from handlers.http.answers import OrderAnswer
from handlers.http.bodies import PlaceOrder
from handlers.http.event_answers import EventAnswer
from handlers.http.intake import MAX_BODY
from handlers.http.placing import purchase
from handlers.http.reading import MARKETPLACE
from orders.commands import Purchase
from orders.desk import look, place
from orders.model import Order

app = typer.Typer(no_args_is_help=True, help="Orders: place one, look at one.")


@app.command("place", epilog="Example: orderbell order place order.json")
def place_order(
    file: Annotated[
        str, typer.Argument(help="JSON as for POST /api/v1/orders; - is standard input.")
    ],
    as_json: Json = False,
) -> None:
    """Place an order; the same external_id again gives the same order."""
    asyncio.run(_place(_content(file), as_json))


@app.command(epilog="Example: orderbell order show 1043")
def show(
    number: Annotated[int, typer.Argument(min=1, help="The order's number.")],
    as_json: Json = False,
) -> None:
    """Show an order and what happened to it."""
    asyncio.run(_show(number, as_json))


def _content(file: str) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MAX_BODY + 1)
        else:
            with Path(file).open("rb") as stream:
                raw = stream.read(MAX_BODY + 1)
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from None
    if len(raw) > MAX_BODY:
        raise Refused(f"{file}: larger than {MAX_BODY // 1024} KiB, which no order is")
    return raw


async def _place(raw: bytes, as_json: bool) -> None:
    async with opened() as desk:
        body = values.json_body(PlaceOrder, raw, desk.settings.region)
        async with desk.office.store.read() as uow:
            seller = await seller_by_ref(uow, body.seller_ref)
        request_id = f"cli:order:{body.external_id}"
        wanted = purchase(body, seller.id, desk.settings.locale, request_id)
        outcome = await place(desk.office, wanted)
        number = outcome.order.number
        async with desk.office.store.read() as uow:
            given = await uow.feedback.get(number)
        if outcome.repeated and not _same(outcome.order, wanted):
            raise Refused(
                f"external_id {body.external_id} is already order {number}, which has another "
                f"body: give the new one another external_id"
            )
        await learn_name(desk)
        payload = f"o_{number}_{desk.office.sign(f'order:{number}')}"
        link = desk.links.order(number, desk.office.sign(f"order:{number}")) or f"/start {payload}"
    answer = answers.order(outcome.order, seller.ref, body.customer.ref, link, given)
    if as_json:
        show_json(answer)
        return
    say(f"Order {number} {'was placed before' if outcome.repeated else 'placed'}.")
    say(f"The customer follows it {'by sending' if link.startswith('/start') else 'here'}: {link}")


def _same(order: Order, wanted: Purchase) -> bool:
    """Whether the purchase, if it were new, would make this order."""
    return (
        order.seller_id == wanted.seller_id
        and order.items == wanted.items
        and order.contact == wanted.contact
        and order.shipping_address == wanted.shipping_address
        and order.comment == wanted.comment
        and order.production_days == wanted.production_days
    )


async def _show(number: int, as_json: bool) -> None:
    async with opened() as desk:
        view, events = await look(desk.office, number, MARKETPLACE)
    order = answers.view(view, None)
    history = [event_answers.event(event, view) for event in events]
    if as_json:
        show_json({"order": order, "events": history})
        return
    for line in (*_lines(order), "", *map(_event_line, history)):
        say(line)


def _lines(order: OrderAnswer) -> list[str]:
    customer = order["customer"]
    who = ", ".join(filter(None, (customer["name"], customer["phone"], customer["email"])))
    lines = [
        f"Order {order['number']}: {order['status']}",
        f"  Seller    {readable(order['seller_ref'])}",
        f"  Customer  {readable(who)}",
    ]
    for item in order["items"]:
        price = item["price"]
        lines.append(
            f"  Item      {item['quantity']} × {readable(item['title'])}, "
            f"{price['amount']} {price['currency']} each"
        )
    amount = order["amount"]
    lines += [
        f"  Amount    {amount['amount']} {amount['currency']}",
        f"  Ship to   {readable(order['shipping_address'])}",
        *([f"  Comment   {readable(order['comment'])}"] if order["comment"] else []),
        f"  Placed    {_time(order['placed_at'])}",
        f"  Closes    {_time(order['auto_close_at'])} by itself, unless closed or cancelled before",
    ]
    return lines


def _event_line(event: EventAnswer) -> str:
    by = event["by"]
    who = by["role"] + (f" {readable(by['ref'])}" if by["ref"] else "")
    why = ": ".join(filter(None, (event["reason"], _about(event), readable(event["text"]))))
    return f"  {_time(event['at'])}  {event['what']} by {who}" + (f" ({why})" if why else "")


def _about(event: EventAnswer) -> str:
    """What the event is about, where that is no words."""
    if (change := event["amount"]) is not None:
        before, after = change["before"], change["after"]
        return f"{before['amount']} to {after['amount']} {after['currency']}"
    if (until := event["until"]) is not None:
        return f"until {_time(until)}"
    if (stars := event["stars"]) is not None:
        return f"{stars['product']} and {stars['seller']} of 5"
    return event["complaint"] or ""


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z"
