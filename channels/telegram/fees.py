"""Fees as their seller reads them: how a sum was reckoned, and a month's statement."""

from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram.faces import Face
from channels.telegram.keyboards import button, markup, openers, pager
from channels.telegram.settings_taps import StatementTap
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.ports import FeeLine
from orders.statements import Month, Statement
from orders.tariffs import Charge, percent_text

_TITLE_UNITS = 60


def reckoned(charge: Charge, voice: Voice) -> Html:
    """The way to the sum, e.g. "10 % of 450.00 UAH + 2.00 UAH, at most 40.00 UAH"."""
    fixed = None if charge.fixed is None else voice.money(charge.fixed)
    if fixed is not None and not charge.tariff.percent:
        how = voice("fee.fixed.alone", fixed=fixed)
    else:
        percent = voice.number(percent_text(charge.tariff.percent))
        how = voice("fee.percent", percent=percent, base=voice.money(charge.base))
        if fixed is not None:
            how = voice("fee.percent.fixed", percent=how, fixed=fixed)
    if charge.bound:
        return voice(f"fee.{charge.bound}", how=how, bound=voice.money(charge.fee))
    return how


def page(statement: Statement, voice: Voice, now: datetime) -> Face:
    """A page of a month's fees."""
    fees = statement.fees
    rows: list[Html] = [voice("statement.head", month=voice.month_name(statement.since))]
    if fees.count:
        owed = [voice.money(sum_) for sum_ in fees.sums if sum_.minor]
        sums = join(" + ", owed or [voice("fee.none")])
        rows.append(voice("statement.sum", count=fees.count, sum=sums))
        rows += [_line(line, voice, now) for line in fees.lines]
        if owed:
            rows.append(voice("statement.payable", day=voice.day(statement.payable_by, now)))
    else:
        running = "statement.empty" if statement.running else "statement.empty.past"
        rows.append(voice(running))
    turns = pager(
        statement.last_page, statement.page, lambda to: StatementTap.of(statement.month, to)
    )
    orders = openers([line.fee.order_number for line in fees.lines], voice)
    return Face(join("\n\n", rows), markup([*orders, *turns, _months(statement, voice)]))


def only_owner(voice: Voice) -> Face:
    """Somebody who works for a shop asks for its fees."""
    return Face(voice("statement.only_owner"))


def _line(line: FeeLine, voice: Voice, now: datetime) -> Html:
    fee = line.fee
    order = voice(
        "statement.order",
        number=fee.order_number,
        title=name(line.title, _TITLE_UNITS),
        day=voice.day(fee.due_since, now),
    )
    if fee.charge is None or not fee.charge.fee.minor:
        return voice("statement.line.free", order=order)
    sum_, how = voice.money(fee.charge.fee), reckoned(fee.charge, voice)
    return voice("statement.line", order=order, sum=sum_, how=how)


def _months(statement: Statement, voice: Voice) -> list[InlineKeyboardButton]:
    month = statement.month
    found = [_to(month.previous, "statement.before", voice)]
    if not statement.running:
        found.append(_to(month.next, "statement.after", voice))
    return found


def _to(month: Month, key: str, voice: Voice) -> InlineKeyboardButton:
    there = month.begins(voice.timezone)
    return button(voice.plain(key, month=voice.month_name(there)), StatementTap.of(month, 1))
