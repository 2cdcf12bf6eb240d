"""The seller's customers, page by page, each a button; and a customer's orders. It asks nobody for rows."""

from datetime import datetime

from channels.phones import pretty
from channels.telegram.faces import Face
from channels.telegram.keyboards import Buttons, button, markup, openers, pager
from channels.telegram.lists import PAGE_SIZE, for_seller, last_page
from channels.telegram.patron_taps import PatronStep, PatronTap
from channels.texts import Html, Voice
from channels.texts.html import join, name, one_line
from orders.patrons import Dossier, Patronage, PatronLine
from orders.ports import Page

__all__ = ["PAGE_SIZE", "ask", "last_page", "orders", "page", "unknown"]

#: A name on a line and on a button, and what was looked for, in UTF-16 units.
_NAME_UNITS, _BUTTON_UNITS, _SOUGHT_UNITS = 60, 40, 60


def page(found: Patronage, text: str, number: int, voice: Voice, now: datetime) -> Face:
    """Those who were looked for; all where `text` is empty."""
    lines = [_line(line, voice, now) for line in found.lines]
    step = PatronStep.FOUND if text else PatronStep.LIST
    turn = pager(last_page(found.total), number, lambda n: PatronTap(step, n))
    search = [button(voice.plain("patrons.search"), PatronTap(PatronStep.SEARCH))]
    if text:
        search.append(button(voice.plain("patrons.all"), PatronTap(PatronStep.LIST, 1)))
    empty = voice("patrons.empty.found" if text else "patrons.empty")
    html = join("\n\n", (_head(found, text, voice), *(lines or [empty])))
    back = 1 if text else number
    return Face(html, markup([*_names(found, back, voice), *turn, search if lines or text else []]))


def orders(dossier: Dossier, found: Page, number: int, voice: Voice, now: datetime) -> Face:
    """A customer's orders with the shop."""
    who = dossier.customer.id
    head = voice("patrons.orders.head", name=name(dossier.contact.name, _NAME_UNITS))
    lines = [for_seller(line, voice, now) for line in found.lines]
    turn = pager(last_page(found.total), number, lambda n: PatronTap(PatronStep.ORDERS, who, n))
    back = button(voice.plain("button.back"), PatronTap(PatronStep.OPEN, who, 1))
    rows = [*openers([line.number for line in found.lines], voice), *turn, [back]]
    return Face(join("\n\n", (head, *lines)), markup(rows))


def ask(voice: Voice) -> Face:
    """Whom to look for."""
    return Face(voice("patrons.ask"))


def unknown(voice: Voice) -> str:
    """Alert: there is no such customer of this seller."""
    return voice.plain("patrons.unknown")


def _head(found: Patronage, text: str, voice: Voice) -> Html:
    if not text:
        return voice("patrons.head", count_of=found.total)
    return voice("patrons.found", text=name(text, _SOUGHT_UNITS), count_of=found.total)


def _line(line: PatronLine, voice: Voice, now: datetime) -> Html:
    who = name(line.name, _NAME_UNITS)
    if line.phone:
        who = voice("patrons.phone", name=who, phone=pretty(line.phone))
    else:
        who = voice("patrons.name", name=who)
    last = voice("patrons.last", number=line.number, age=voice.age(line.placed_at, now))
    return voice(
        "patrons.line", who=who, orders=voice("patrons.count", count=line.orders), last=last
    )


def _names(found: Patronage, back: int, voice: Voice) -> Buttons:
    return [
        [button(_label(line, voice), PatronTap(PatronStep.OPEN, line.customer_id, back))]
        for line in found.lines
    ]


def _label(line: PatronLine, voice: Voice) -> str:
    """Their name; the number of their order where nothing of it can be seen: Telegram refuses that."""
    label = one_line(line.name, _BUTTON_UNITS)
    seen = any(sign.isprintable() and not sign.isspace() for sign in label)
    return label if seen else voice.plain("button.number", number=line.number)
