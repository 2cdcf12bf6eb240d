"""What the buttons of tables carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.tables.columns import Form
from orders.states import State

#: Stands where a button that sends a file says what of.
ASK = "ask"


class Subject(StrEnum):
    """What a seller may take along; each is the name of a table."""

    ORDERS = "orders"
    CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class ExportAsk:
    """Show what there is to take along, with the way back to this page (from 1) of the list."""

    tab: State
    page: int


@dataclass(frozen=True, slots=True)
class ExportTap:
    """Send it as a file."""

    subject: Subject
    form: Form


def read(rest: list[str]) -> ExportAsk | ExportTap:
    """What stands behind "ex"; sloppy input is refused by `buttons`."""
    if rest[0] == ASK:
        return ExportAsk(State(rest[1]), int(rest[2]))
    return ExportTap(Subject(rest[0]), Form(rest[1]))
