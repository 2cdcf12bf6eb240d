"""What the buttons of tables carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.tables.columns import Form
from channels.telegram.wire import Tap
from orders.states import State


class Subject(StrEnum):
    """What a seller may take along; each is the name of a table."""

    ORDERS = "orders"
    CUSTOMERS = "customers"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class ExportAsk(Tap):
    """Show what there is to take along, with the way back to this page (from 1) of the list."""

    tab: State
    page: int


@dataclass(frozen=True, slots=True)
class ExportTap(Tap):
    """Send it as a file."""

    subject: Subject
    form: Form
