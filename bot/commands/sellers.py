"""`orderbell seller …`: craftsmen, and the links that bind their Telegram accounts."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands import values
from bot.commands.opened import Desk, opened
from bot.commands.people import find_seller, seller_by_ref
from bot.commands.telegram import learn_name
from bot.commands.terminal import Json, Refused, readable, say, show_json, show_table
from handlers.http import answers
from handlers.http.bodies import PutSeller
from orders.linking import invite
from orders.model import Seller
from orders.ports import UnitOfWork

app = typer.Typer(no_args_is_help=True, help="Craftsmen, and the links that bind them.")

Ref = Annotated[str, typer.Argument(help="The marketplace's own name for the seller.")]


@app.command(epilog='Example: orderbell seller add ira --name "Ira Pottery" --phone +380501234567')
def add(
    ref: Ref,
    name: Annotated[str, typer.Option(help="The shop's name, as customers read it.")],
    phone: Annotated[str | None, typer.Option(help="With its country: +380501234567.")] = None,
    email: Annotated[str | None, typer.Option(help="For copies of orders.")] = None,
    locale: Annotated[str | None, typer.Option(help="en or uk; else ORDERBELL_LOCALE.")] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Europe/Kyiv; else ORDERBELL_TIMEZONE.")
    ] = None,
    tariff: Annotated[
        str | None, typer.Option(help="A plan's name: orderbell tariff list.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add a seller and print the invite link that binds their Telegram account."""
    options = {
        "name": name,
        "phone": phone,
        "email": email,
        "locale": locale,
        "timezone": timezone,
        "tariff": tariff,
    }
    asyncio.run(_add(ref, dict(options), as_json))


@app.command("list", epilog="Example: orderbell seller list --json")
def list_all(as_json: Json = False) -> None:
    """List all sellers."""
    asyncio.run(_list(as_json))


@app.command("invite", epilog="Example: orderbell seller invite ira")
def new_link(ref: Ref, as_json: Json = False) -> None:
    """Make a new invite link; older unused ones stay valid until they expire."""
    asyncio.run(_invite(ref, as_json))


@app.command("tariff", epilog="Example: orderbell seller tariff ira standard")
def set_tariff(
    ref: Ref, plan: Annotated[str, typer.Argument(help="A plan's name: orderbell tariff list.")]
) -> None:
    """Give a seller a tariff plan, for orders placed from now on."""
    asyncio.run(_tariff(ref, plan))


@app.command(epilog="Example: orderbell seller disable ira")
def disable(ref: Ref) -> None:
    """Take no more orders for a seller; open orders stay workable."""
    asyncio.run(_disable(ref, datetime.now(UTC)))


@app.command(epilog="Example: orderbell seller enable ira")
def enable(ref: Ref) -> None:
    """Take orders for a seller again."""
    asyncio.run(_disable(ref, None))


async def _add(ref: str, options: dict[str, object], as_json: bool) -> None:
    async with opened() as desk:
        body = values.body(PutSeller, options, desk.settings.region)
        wanted = Seller(
            0,
            values.ref(ref),
            body.name,
            body.phone,
            body.email,
            body.locale or desk.settings.locale,
            body.timezone or desk.settings.timezone,
            None,
            tariff_ref=body.tariff,
        )
        async with desk.office.store.write() as uow:
            if await find_seller(uow, wanted.ref) is not None:
                raise Refused(
                    f"seller {wanted.ref} is there already; a new link: "
                    f"orderbell seller invite {wanted.ref}"
                )
            await _check_tariff(uow, body.tariff)
            seller, _ = await uow.people.put_seller(wanted)
        link = await _link(desk, seller.id)
    if as_json:
        show_json(answers.seller(seller, link))
        return
    say(f"Seller {seller.ref} added.")
    _tell_link(seller.ref, link)


async def _list(as_json: bool) -> None:
    async with opened() as desk, desk.office.store.read() as uow:
        sellers = await uow.people.sellers()
    if as_json:
        show_json([answers.seller(seller, None) for seller in sellers])
        return
    rows = [
        (
            readable(s.ref),
            readable(s.name),
            "linked" if s.telegram_id else f"not linked: orderbell seller invite {readable(s.ref)}",
            "disabled" if s.disabled_at else "",
        )
        for s in sellers
    ]
    heads = ("REF", "NAME", "TELEGRAM", "")
    show_table(heads, rows, "No sellers yet: orderbell seller add REF --name NAME")


async def _invite(ref: str, as_json: bool) -> None:
    async with opened() as desk:
        async with desk.office.store.read() as uow:
            seller = await seller_by_ref(uow, ref)
        link = await _link(desk, seller.id)
    if as_json:
        show_json({"seller_ref": seller.ref, "invite_link": link})
        return
    _tell_link(seller.ref, link)


async def _disable(ref: str, at: datetime | None) -> None:
    async with opened() as desk, desk.office.store.write() as uow:
        seller = await seller_by_ref(uow, ref)
        if (seller.disabled_at is None) == (at is None):
            raise Refused(f"seller {ref} is {'enabled' if at is None else 'disabled'} already")
        await uow.people.put_seller(replace(seller, disabled_at=at))
    say(f"Seller {ref} {'takes orders again' if at is None else 'takes no more orders'}.")


async def _tariff(ref: str, plan: str) -> None:
    async with opened() as desk, desk.office.store.write() as uow:
        seller = await seller_by_ref(uow, ref)
        await _check_tariff(uow, plan)
        await uow.people.put_seller(replace(seller, tariff_ref=plan))
    say(f"Seller {ref} has the tariff {plan}, for orders placed from now on.")


async def _check_tariff(uow: UnitOfWork, plan: str | None) -> None:
    """Raises `Refused` for a plan that is named and not there."""
    if plan is not None and await uow.tariffs.get(plan) is None:
        raise Refused(f"there is no tariff {plan}: orderbell tariff list")


async def _link(desk: Desk, seller_id: int) -> str:
    token = await invite(desk.office, seller_id)
    await learn_name(desk)
    return desk.links.invite(token) or f"/start s_{token}"


def _tell_link(ref: str, link: str) -> None:
    if link.startswith("/start"):
        say(f"Let seller {ref} send this to the bot, within 7 days, once:")
    else:
        say(f"Let seller {ref} open this link on the phone with Telegram, within 7 days, once:")
    say(f"  {link}")
