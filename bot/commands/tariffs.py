"""`orderbell tariff …`: plans by which sellers owe a fee for orders that succeeded."""

import asyncio
from typing import Annotated

import typer

from bot.commands import values
from bot.commands.opened import opened
from bot.commands.terminal import Json, Refused, readable, say, show_json, show_table
from orders.errors import BadValue
from orders.money import CURRENCIES, Money, parse
from orders.tariffs import MAX_REF, Tariff, percent_of, percent_text

app = typer.Typer(no_args_is_help=True, help="Plans by which sellers owe fees.")

Amount = Annotated[str | None, typer.Option(help="With a point: 5.00.")]


@app.command(
    epilog="Example: orderbell tariff add standard --percent 10 --minimum 5.00 --maximum 500.00"
)
def add(
    ref: Annotated[str, typer.Argument(help="The marketplace's own name for the plan.")],
    percent: Annotated[str, typer.Option(help="Of the order's amount: 10, 7.5, 12.25.")] = "0",
    fixed: Annotated[str | None, typer.Option(help="Of each order, besides: 2.00.")] = None,
    minimum: Annotated[str | None, typer.Option(help="At least so much: 5.00.")] = None,
    maximum: Annotated[str | None, typer.Option(help="At most so much: 500.00.")] = None,
    currency: Annotated[
        str | None, typer.Option(help="Of these amounts; else ORDERBELL_CURRENCY.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add a plan, or change it for orders to come; an order keeps the plan of its day."""
    parts = {"fixed": fixed, "minimum": minimum, "maximum": maximum}
    asyncio.run(_add(ref, percent, parts, currency, as_json))


@app.command("list", epilog="Example: orderbell tariff list --json")
def list_all(as_json: Json = False) -> None:
    """List all plans. A seller gets one by: orderbell seller tariff REF PLAN."""
    asyncio.run(_list(as_json))


async def _add(
    ref: str, percent: str, parts: dict[str, str | None], currency: str | None, as_json: bool
) -> None:
    async with opened() as desk:
        plan = _plan(values.ref(ref), percent, parts, currency or desk.settings.currency)
        async with desk.office.store.write() as uow:
            created = await uow.tariffs.put(plan)
    if as_json:
        show_json(_document(plan))
        return
    say(f"Tariff {plan.ref} {'added' if created else 'changed for orders to come'}.")


async def _list(as_json: bool) -> None:
    async with opened() as desk, desk.office.store.read() as uow:
        plans = [_document(plan) for plan in await uow.tariffs.all()]
    if as_json:
        show_json(plans)
        return
    rows = [tuple(readable(str(value or "")) for value in plan.values()) for plan in plans]
    heads = ("REF", "PERCENT", "FIXED", "MINIMUM", "MAXIMUM", "CURRENCY")
    show_table(heads, rows, "No tariffs yet: orderbell tariff add --help")


def _plan(ref: str, percent: str, parts: dict[str, str | None], currency: str) -> Tariff:
    """The plan as the options say. Raises `Refused`."""
    if len(ref) > MAX_REF:
        raise Refused(f"the plan's name must be at most {MAX_REF} characters long")
    if currency not in CURRENCIES:
        raise Refused(f"--currency {currency}: must be an ISO 4217 currency, such as UAH")
    try:
        hundredths = percent_of(percent)
    except BadValue:
        raise Refused(f"--percent {percent}: must be from 0 to 100, such as 10 or 7.5") from None
    amounts = {name: _minor(name, text, currency) for name, text in parts.items()}
    try:
        return Tariff(
            ref,
            currency,
            hundredths,
            amounts["fixed"] or 0,
            amounts["minimum"],
            amounts["maximum"],
        )
    except BadValue:
        raise Refused("--minimum is more than --maximum") from None


def _minor(name: str, text: str | None, currency: str) -> int | None:
    if text is None:
        return None
    try:
        return parse(text, currency).minor
    except BadValue as error:
        raise Refused(
            f"--{name} {text}: not an amount of {currency}, such as 5.00 ({error.why})"
        ) from None


def _document(plan: Tariff) -> dict[str, str | None]:
    def amount(minor: int | None) -> str | None:
        return None if minor is None else str(Money(minor, plan.currency))

    return {
        "tariff": plan.ref,
        "percent": percent_text(plan.percent),
        "fixed": amount(plan.fixed or None),
        "minimum": amount(plan.minimum),
        "maximum": amount(plan.maximum),
        "currency": plan.currency,
    }
