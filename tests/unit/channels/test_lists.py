"""Lists of orders: tabs with counts, pages of six, each order a button."""

from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import InlineKeyboardMarkup

from channels.telegram import lists, shelves
from channels.telegram.add_taps import AddStep, AddTap
from channels.telegram.buttons import decode
from channels.telegram.card_taps import OpenTap
from channels.telegram.faces import MAX_TEXT, Face
from channels.telegram.list_taps import FindPage, ListTap, ShelfTap
from channels.telegram.wire import Tap
from channels.texts.html import shown, units
from orders.money import MAX_MINOR, Money
from orders.ports import Line, Page
from orders.shelves import Shelf, Sort
from orders.states import State
from tests.unit.channels.samples import PLACED_AT, voice

NOW = PLACED_AT + timedelta(hours=3)
LINE = Line(1043, State.NEW, "Clay mug", 0, "Olena", "Clay Shop", Money(210_000, "UAH"), PLACED_AT)


def _page(count: int, total: int | None = None) -> Page:
    rows = tuple(replace(LINE, number=1043 - n) for n in range(count))
    return Page(rows, count if total is None else total)


def _rows(face: Face) -> list[list[tuple[str, Tap]]]:
    assert isinstance(face.keyboard, InlineKeyboardMarkup)
    return [
        [(b.text, decode(str(b.callback_data))) for b in row]
        for row in face.keyboard.inline_keyboard
    ]


def _seller(page: Page, number: int = 1, tab: State = State.NEW) -> Face:
    return shelves.face(page, {State.NEW: 14, State.PAID: 2}, Shelf(tab, page=number), voice(), NOW)


def test_there_is_a_tab_for_each_state_with_its_count() -> None:
    """In CONTRACT's order; the chosen one is marked, empty ones have no number."""
    face = _seller(_page(2))
    tabs = [pair for row in _rows(face)[:2] for pair in row]
    assert [label for label, _ in tabs] == [
        "• New 14",
        "Confirmed",
        "Paid 2",
        "Sent",
        "Closed",
        "Cancelled",
    ]
    assert [tap for _, tap in tabs] == [ShelfTap(state, Sort.NEWEST, 1) for state in State]
    assert face.keyboard is not None
    assert face.keyboard.inline_keyboard[0][0].style == "primary"


def test_each_order_is_a_line_and_a_button() -> None:
    """Number, title, who, how much, how long ago; the button opens the card."""
    face = _seller(Page((replace(LINE, more_items=2),), 1))
    assert "#1043 · Clay mug +2\nOlena · 2,100.00\xa0UAH · 3 hours ago" in shown(face.html)
    assert _rows(face)[-2] == [("#1043", OpenTap(1043))]
    assert _rows(face)[-1] == [("➕ Add an order", AddTap(AddStep.BEGIN))]


def test_a_customer_reads_the_shop_and_the_state_and_has_no_tabs() -> None:
    """My orders holds all states; its taps carry none."""
    face = lists.customer_orders(_page(6, total=7), 1, voice(), NOW)
    assert "New · 2,100.00\xa0UAH · Clay Shop · 22 Nov" in shown(face.html)
    assert _rows(face)[-1][2] == ("›", ListTap(None, 2))
    assert len(_rows(face)) == 3


@pytest.mark.parametrize(
    ("total", "last"), [(0, 1), (1, 1), (6, 1), (7, 2), (12, 2), (13, 3), (60_000, 10_000)]
)
def test_pages_hold_six(total: int, last: int) -> None:
    """An empty list has one page, too."""
    assert lists.last_page(total) == last


@pytest.mark.parametrize(("number", "back", "on"), [(1, 1, 2), (2, 1, 3), (3, 2, 3)])
def test_pages_are_turned_within_the_list(number: int, back: int, on: int) -> None:
    """The arrows stop at the ends, and the tab stays."""
    pager = _rows(_seller(_page(6, total=14), number))[-3]
    assert pager == [
        ("‹", ShelfTap(State.NEW, Sort.NEWEST, back)),
        (f"{number}/3", ShelfTap(State.NEW, Sort.NEWEST, number)),
        ("›", ShelfTap(State.NEW, Sort.NEWEST, on)),
    ]


def test_one_page_has_no_arrows() -> None:
    """Nothing to turn, nothing to tap."""
    assert len(_rows(_seller(_page(6)))) == 2 + 2 + 2 + 1 + 1


def test_what_was_found_is_turned_by_its_own_buttons() -> None:
    """The words looked for are shown, escaped, and are not in the button."""
    face = lists.found(_page(6, total=8), "<Olena>", 2, voice(), NOW)
    assert "🔎 <Olena>: 8 orders found" in shown(face.html)
    assert _rows(face)[-1][0] == ("‹", FindPage(1))


def test_an_empty_list_says_so_kindly_and_once() -> None:
    """Each tab has its own sentence; a search that found nothing says what to try."""
    said = {shown(_seller(_page(0), tab=tab).html).split("\n\n")[1] for tab in State}
    assert len(said) == len(State)
    nothing = lists.found(_page(0), "x", 1, voice(), NOW)
    assert nothing.keyboard is None
    assert "0 orders" not in nothing.html
    assert "Nothing found." in nothing.html


def test_the_longest_lines_fit_a_message() -> None:
    """Six orders with titles and names at their limits, of emoji."""
    long = replace(
        LINE,
        number=10**12 - 1,
        title="🏺" * 140,
        more_items=49,
        customer_name="א" * 120,
        seller_name="👧" * 120,
        amount=Money(MAX_MINOR, "UAH"),
        placed_at=PLACED_AT - timedelta(days=4000),
    )
    page = Page((long,) * 6, 60_000)
    for locale in ("en", "uk"):
        faces = [
            shelves.face(
                page, {State.NEW: 60_000}, Shelf(State.NEW, page=9_999), voice(locale), NOW
            ),
            lists.customer_orders(page, 9_999, voice(locale), NOW),
            lists.found(page, "🔎" * 100, 9_999, voice(locale), NOW),
        ]
        assert all(units(shown(face.html)) <= MAX_TEXT for face in faces)
