"""Lists of orders, page by page, each order a button. A seller's tabs are `shelves`."""

from datetime import datetime

from channels.telegram.faces import Face
from channels.telegram.keyboards import Buttons, markup, openers, pager
from channels.telegram.list_taps import FindPage, ListTap
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.ports import Line, Page

#: Source: the issue, "/orders with the tabs, counts and pages of 6".
PAGE_SIZE = 6
#: A title, and a name, in UTF-16 units; both stand in one line on a phone.
_TITLE_UNITS, _NAME_UNITS = 60, 60


def last_page(total: int, size: int = PAGE_SIZE) -> int:
    """Number of the last page, from 1; an empty list has one page. `size`: lines on a page."""
    return max(1, -(-total // size))


def customer_orders(page: Page, number: int, voice: Voice, now: datetime) -> Face:
    """A customer's orders, all states. Its taps carry no state."""
    lines = [_for_customer(line, voice, now) for line in page.lines]
    html = text_of(voice("list.mine"), lines, voice("list.empty.mine"))
    turn = pager(last_page(page.total), number, lambda n: ListTap(None, n))
    return Face(html, markup([*open_buttons(page, voice), *turn]))


def found(page: Page, text: str, number: int, voice: Voice, now: datetime) -> Face:
    """What a seller looked for and what was found."""
    sought = name(text, _TITLE_UNITS)
    lines = [for_seller(line, voice, now) for line in page.lines]
    key = "list.found.many" if page.more else "list.found"
    head = (
        voice(key, count=page.total, text=sought)
        if page.total
        else voice("list.sought", text=sought)
    )
    html = text_of(head, lines, voice("list.empty.found"))
    return Face(
        html, markup([*open_buttons(page, voice), *pager(last_page(page.total), number, FindPage)])
    )


def text_of(head: Html, lines: list[Html], empty: Html) -> Html:
    """The head and the lines, or what is said where there are none."""
    return join("\n\n", (head, *(lines or [empty])))


def for_seller(line: Line, voice: Voice, now: datetime) -> Html:
    """An order in a list of its seller's."""
    return _line("list.line.seller", line, line.customer_name, voice, now)


def _for_customer(line: Line, voice: Voice, now: datetime) -> Html:
    return _line("list.line.customer", line, line.seller_name, voice, now)


def _line(key: str, line: Line, person: str, voice: Voice, now: datetime) -> Html:
    title = name(line.title, _TITLE_UNITS)
    if line.more_items:
        title = voice("list.more", title=title, count=line.more_items)
    return voice(
        key,
        mark=voice(f"mark.{line.state}"),
        number=line.number,
        title=title,
        name=name(person, _NAME_UNITS),
        amount=voice.money(line.amount),
        state=voice(f"state.{line.state}"),
        age=voice.age(line.placed_at, now),
        day=voice.day(line.placed_at, now),
    )


def open_buttons(page: Page, voice: Voice) -> Buttons:
    """A button for each order of the page, that opens its card."""
    return openers([line.number for line in page.lines], voice)
