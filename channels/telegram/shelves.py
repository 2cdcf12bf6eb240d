"""A seller's orders: a tab for each state, two rows of filters, one button that turns the order. It fetches none."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram import adding, lists
from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, Buttons, button, in_rows, markup, pager
from channels.telegram.list_taps import ShelfTap
from channels.texts import Html, Voice
from orders.ports import Page
from orders.shelves import Filter, Place, Shelf, sorts, turned
from orders.states import State

#: Tabs in a row, and filters: a phone has no room for four words.
_TABS, _FILTERS = 3, 2


def page_of(shelf: Shelf) -> ShelfTap:
    """The tap that leads there."""
    return ShelfTap(shelf.place, shelf.sort, shelf.page)


def face(
    page: Page,
    counts: Mapping[State, int],
    shelf: Shelf,
    voice: Voice,
    now: datetime,
    *,
    below: Sequence[InlineKeyboardButton] = (),
) -> Face:
    """One page of it; `below` stands beside the button that sorts."""
    lines = [lists.for_seller(line, voice, now) for line in page.lines]
    empty = voice(f"list.empty.{shelf.place}")
    turn = pager(
        lists.last_page(page.total),
        shelf.page,
        lambda number: ShelfTap(shelf.place, shelf.sort, number),
    )
    filters = [_place(voice.plain(f"filter.{each}"), each, shelf, voice) for each in Filter]
    rows = [
        *_tabs(counts, shelf, voice),
        *(in_rows(filters, _FILTERS) if counts else []),
        *lists.open_buttons(page, voice),
        *turn,
        [*_sorter(page, shelf, voice), *below],
        [adding.opener(voice)],
    ]
    return Face(lists.text_of(_head(page, shelf, voice), lines, empty), markup(rows))


def _head(page: Page, shelf: Shelf, voice: Voice) -> Html:
    if isinstance(shelf.place, State):
        return voice("list.head", tab=voice(f"tab.{shelf.place}"))
    tab = voice(f"shelf.{shelf.place}")
    if page.total:
        tab = voice("tab.counted", tab=tab, number=page.total)
    return voice("list.head", tab=tab)


def _tabs(counts: Mapping[State, int], shelf: Shelf, voice: Voice) -> Buttons:
    tabs = []
    for state in State:
        label = voice.plain(f"tab.{state}")
        if counts.get(state):
            label = voice.plain("tab.counted", tab=label, number=counts[state])
        tabs.append(_place(label, state, shelf, voice))
    return in_rows(tabs, _TABS)


def _place(label: str, place: Place, shelf: Shelf, voice: Voice) -> InlineKeyboardButton:
    here = place is shelf.place
    if here:
        label = voice.plain("tab.here", tab=label)
    sort = shelf.sort if shelf.sort in sorts(place) else sorts(place)[0]
    return button(label, ShelfTap(place, sort, 1), HERE if here else None)


def _sorter(page: Page, shelf: Shelf, voice: Voice) -> list[InlineKeyboardButton]:
    """Says how they are sorted, and turns it; none where there is nothing to sort."""
    if page.total <= 1:
        return []
    return [button(voice.plain(f"sort.{shelf.sort}"), page_of(turned(shelf)))]
