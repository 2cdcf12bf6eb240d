"""Tables as a seller takes them along from the chat: the choice, and the files. It fetches no rows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from telegram import InlineKeyboardButton

from channels.tables.columns import Cell, Column, Form, Row, Table
from channels.tables.parts import Part
from channels.telegram.export_taps import ExportAsk, ExportTap, Subject
from channels.telegram.faces import Face, Parcel
from channels.telegram.keyboards import button, markup
from channels.telegram.list_taps import ListTap
from channels.texts import Voice

#: The one that a phone opens with a tap goes first.
_FORMS = (Form.XLSX, Form.CSV)


def opener(tap: ExportAsk, voice: Voice) -> InlineKeyboardButton:
    """The way from a page of the list to the choice."""
    return button(voice.plain("button.export"), tap)


def choice(tap: ExportAsk, voice: Voice) -> Face:
    """What may be taken along, a row for each thing, a button for each format."""
    rows = [
        [
            button(
                voice.plain(f"button.export.{subject}", form=form.upper()), ExportTap(subject, form)
            )
            for form in _FORMS
        ]
        for subject in Subject
    ]
    back = button(voice.plain("button.back"), ListTap(tap.tab, tap.page))
    return Face(voice("export.choice", zone="UTC"), markup([*rows, [back]]))


def heads(table: Table, voice: Voice) -> list[str]:
    """What stands above the columns."""
    return [voice.plain(f"table.{column.name}") for column in table.columns]


def worded(table: Table, rows: Sequence[Row], voice: Voice) -> list[Row]:
    """The rows with our own words in the person's language."""
    return [
        tuple(_word(column, cell, voice) for column, cell in zip(table.columns, row, strict=True))
        for row in rows
    ]


def parcel(tap: ExportTap, part: Part, voice: Voice, now: datetime) -> Parcel:
    """One file, with how many rows there are in it."""
    caption = voice(f"export.caption.{tap.subject}", count=part.rows)
    name = f"{tap.subject}-{now.astimezone(UTC).date()}"
    if part.number > 1 or part.more:
        caption = voice("export.part", caption=caption, number=part.number)
        name = f"{name}-{part.number}"
    return Parcel(f"{name}.{tap.form}", part.file, caption)


def coming(voice: Voice) -> str:
    """Toast: the file is being made."""
    return voice.plain("history.file.coming")


def nothing(voice: Voice) -> str:
    """Toast: there is nothing to take along yet."""
    return voice.plain("export.nothing")


def _word(column: Column, cell: Cell, voice: Voice) -> Cell:
    if column.words and isinstance(cell, str):
        # On a button some words promise that there is more to say.
        return voice.plain(f"{column.words}.{cell}").rstrip("…")
    return cell
