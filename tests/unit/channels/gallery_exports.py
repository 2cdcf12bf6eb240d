"""Every face of tables that a seller takes along, for the gallery. Nothing here asserts."""

import io
from collections.abc import Iterator
from datetime import datetime

from channels.tables.columns import Form
from channels.tables.complaints import COMPLAINTS
from channels.tables.customers import CUSTOMERS
from channels.tables.orders import ORDERS
from channels.tables.parts import Part
from channels.telegram import exports
from channels.telegram.export_taps import ExportAsk, ExportTap, Subject
from channels.telegram.faces import Face
from channels.texts import Voice
from channels.texts.html import escape
from orders.states import State


def exports_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The choice, what is said under files, and their heads."""
    yield "export", exports.choice(ExportAsk(State.PAID, 3), voice)
    for subject in Subject:
        for number, rows, more in ((1, 1, False), (1, 3, True), (2, 1_212, False)):
            part = Part(io.BytesIO(), number, rows, more)
            parcel = exports.parcel(ExportTap(subject, Form.XLSX), part, voice, now)
            yield f"export of {subject}, {parcel.filename} with {rows}", Face(parcel.caption)
    for table in (ORDERS, CUSTOMERS, COMPLAINTS):
        heads = " | ".join(exports.heads(table, voice))
        yield f"export of {table.name}, heads", Face(escape(heads))


def toasts_of_exports(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every toast."""
    yield "export of nothing", exports.nothing(voice)
