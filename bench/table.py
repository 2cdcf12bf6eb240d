"""What a benchmark reports, and how it is printed. Measures nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("what", "figure", "floor", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure next to its floor, both measured in the same run."""

    name: str
    #: With its unit: `"1,149 taps/CPU-s"`.
    figure: str
    #: What it is held against, with its unit; empty: nothing.
    floor: str = ""
    #: Figure by floor; None: there is no floor.
    ratio: float | None = None
    #: What is wanted: `">= 1.0"`, `"p99 <= 100 ms"`; empty: only told.
    goal: str = ""
    #: Whether the goal was reached; None: there is none.
    met: bool | None = None


def drawn(rows: Iterable[Row]) -> str:
    """The rows as one aligned text table."""
    cells = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (cells[0], rule, *cells[1:])
    )


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    met = {None: "", True: "yes", False: "NO"}[row.met]
    return row.name, row.figure, row.floor, ratio, row.goal, met
