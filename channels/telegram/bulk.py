"""Several orders ticked in a list, the one summary of what came of it, and of taking it back. It fetches none."""

from collections.abc import Collection, Iterable
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram import lists
from channels.telegram.bulk_taps import BulkStep, BulkTap
from channels.telegram.faces import Face
from channels.telegram.keyboards import GO, HERE, button, in_rows, markup, pager
from channels.texts import Html, Voice
from channels.texts.html import join
from orders.bulk import TakenBack
from orders.policy import Policy
from orders.ports import Deed, Left, Page
from orders.shelves import Shelf

#: Orders to tick in a row.
_TICKS = 3


def opener(shelf: Shelf, voice: Voice) -> InlineKeyboardButton:
    """The way from the list to its ticks."""
    return button(voice.plain("bulk.select"), _tap(BulkStep.BEGIN, shelf))


def picking(page: Page, ticked: Collection[int], shelf: Shelf, voice: Voice, now: datetime) -> Face:
    """A page of the list with a tick for each order, and the step for all that are ticked."""
    lines = [lists.for_seller(line, voice, now) for line in page.lines]
    ticks = [
        button(
            voice.plain(
                "bulk.ticked" if line.number in ticked else "bulk.open", number=line.number
            ),
            _tap(BulkStep.TICK, shelf, line.number),
            HERE if line.number in ticked else None,
        )
        for line in page.lines
    ]
    turn = pager(
        lists.last_page(page.total),
        shelf.page,
        lambda number: BulkTap(BulkStep.PAGE, shelf.place, shelf.sort, number),
    )
    choose = [
        button(voice.plain("bulk.all"), _tap(BulkStep.ALL, shelf)),
        button(voice.plain("bulk.none"), _tap(BulkStep.NONE, shelf)),
    ]
    rows = [
        *in_rows(ticks, _TICKS),
        *turn,
        choose,
        _do(len(ticked), shelf, voice),
        _back(shelf, voice),
    ]
    head = voice("bulk.head", tab=voice(f"tab.{shelf.state}"))
    return Face(lists.text_of(head, lines, voice(f"list.empty.{shelf.place}")), markup(rows))


def done(deed: Deed, shelf: Shelf, policy: Policy, voice: Voice) -> Face:
    """The one summary: how many, which not and why, and the way back."""
    count = len(deed.done)
    rows = [voice(f"bulk.done.{deed.action}", count=count) if count else voice("bulk.done.nothing")]
    if count:
        rows.append(_numbers((number for number, _ in deed.done), voice))
    rows += [_left(each, voice) for each in deed.left]
    undo = []
    if count:
        seconds = int(policy.notice_hold.total_seconds())
        rows.append(voice("bulk.held", count=seconds))
        undo.append(button(voice.plain("action.undo"), _tap(BulkStep.UNDO, shelf, deed.id)))
    return Face(join("\n", rows), markup([undo, _back(shelf, voice)]))


def undone(back: TakenBack, shelf: Shelf, voice: Voice) -> Face:
    """What was taken back, and which not."""
    count = len(back.done)
    rows = [voice("bulk.undone", count=count) if count else voice("bulk.undone.nothing")]
    if count:
        rows.append(_numbers(back.done, voice))
    rows += [
        voice("bulk.stays", number=each.number, state=voice(f"state.{each.state}"))
        for each in back.left
    ]
    return Face(join("\n", rows), markup([_back(shelf, voice)]))


def too_many(limit: int, voice: Voice) -> str:
    """Toast: no more at once."""
    return voice.plain("bulk.too_many", count=limit)


def none_ticked(voice: Voice) -> str:
    """Toast: nothing to do it with."""
    return voice.plain("bulk.none_ticked")


def already(voice: Voice) -> str:
    """Toast: a second tap."""
    return voice.plain("bulk.already")


def _tap(step: BulkStep, shelf: Shelf, value: int = 0) -> BulkTap:
    return BulkTap(step, shelf.place, shelf.sort, shelf.page, value)


def _do(count: int, shelf: Shelf, voice: Voice) -> list[InlineKeyboardButton]:
    if not count:
        return []
    return [button(voice.plain(f"bulk.do.{shelf.step}", count=count), _tap(BulkStep.DO, shelf), GO)]


def _back(shelf: Shelf, voice: Voice) -> list[InlineKeyboardButton]:
    return [button(voice.plain("button.back"), _tap(BulkStep.STOP, shelf))]


def _numbers(numbers: Iterable[int], voice: Voice) -> Html:
    return join(" · ", [voice("button.number", number=number) for number in numbers])


def _left(each: Left, voice: Voice) -> Html:
    key = f"bulk.left.{each.state}"
    if not voice.has(key):
        key = "bulk.left"
    return voice(key, number=each.number, state=voice(f"state.{each.state}"))
