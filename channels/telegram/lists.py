"""Lists of orders, page by page, each order a button. It asks nobody for rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, Buttons, button, in_rows, markup, openers, pager
from channels.telegram.list_taps import FindPage, ListTap
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.ports import Line, Page
from orders.states import State

#: Source: the issue, "/orders with the tabs, counts and pages of 6".
PAGE_SIZE = 6
#: Tabs in a row.
_TABS = 3
#: A title, and a name, in UTF-16 units; both stand in one line on a phone.
_TITLE_UNITS, _NAME_UNITS = 60, 60


def last_page(total: int) -> int:
    """Number of the last page, from 1; an empty list has one page."""
    return max(1, -(-total // PAGE_SIZE))


def seller_orders(
    page: Page,
    counts: Mapping[State, int],
    tab: State,
    number: int,
    voice: Voice,
    now: datetime,
    *,
    below: Sequence[InlineKeyboardButton] = (),
) -> Face:
    """A seller's orders of one state, with a tab for each. Its taps carry a state; `below` goes last."""
    head = voice("list.head", tab=voice(f"tab.{tab}"))
    empty = voice(f"list.empty.{tab}")
    lines = [for_seller(line, voice, now) for line in page.lines]
    turn = pager(last_page(page.total), number, lambda n: ListTap(tab, n))
    rows = [*_tabs(counts, tab, voice), *_openers(page, voice), *turn, below]
    return Face(_text(head, lines, empty), markup(rows))


def customer_orders(page: Page, number: int, voice: Voice, now: datetime) -> Face:
    """A customer's orders, all states. Its taps carry no state."""
    lines = [_for_customer(line, voice, now) for line in page.lines]
    html = _text(voice("list.mine"), lines, voice("list.empty.mine"))
    turn = pager(last_page(page.total), number, lambda n: ListTap(None, n))
    return Face(html, markup([*_openers(page, voice), *turn]))


def found(page: Page, text: str, number: int, voice: Voice, now: datetime) -> Face:
    """What a seller looked for and what was found."""
    sought = name(text, _TITLE_UNITS)
    lines = [for_seller(line, voice, now) for line in page.lines]
    head = (
        voice("list.found", count=page.total, text=sought)
        if page.total
        else voice("list.sought", text=sought)
    )
    html = _text(head, lines, voice("list.empty.found"))
    return Face(
        html, markup([*_openers(page, voice), *pager(last_page(page.total), number, FindPage)])
    )


def _text(head: Html, lines: list[Html], empty: Html) -> Html:
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


def _tabs(counts: Mapping[State, int], tab: State, voice: Voice) -> Buttons:
    tabs = []
    for state in State:
        label = voice.plain(f"tab.{state}")
        if counts.get(state):
            label = voice.plain("tab.counted", tab=label, number=counts[state])
        if state is tab:
            label = voice.plain("tab.here", tab=label)
        tabs.append(button(label, ListTap(state, 1), HERE if state is tab else None))
    return in_rows(tabs, _TABS)


def _openers(page: Page, voice: Voice) -> Buttons:
    return openers([line.number for line in page.lines], voice)
