"""What the commands print: lines, tables, JSON, and refusals. It decides nothing."""

import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

import orjson
import typer

#: For every command that prints data.
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class Refused(Exception):
    """The command was not carried out. The message says why and what helps; exit status 1."""


def say(line: str) -> None:
    """One line for the person at the terminal."""
    typer.echo(line)


def remark(line: str) -> None:
    """A line beside the result: it goes to standard error, so that the result stays clean."""
    typer.echo(line, err=True)


def show_json(document: object) -> None:
    """The result for a program."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z
    sys.stdout.write(orjson.dumps(document, option=options).decode() + "\n")


def show_table(heads: Sequence[str], rows: Iterable[Sequence[str]], empty: str) -> None:
    """The rows under their heads, or `empty` when there are none."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    if len(lines) == 1:
        say(empty)
        return
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def readable(text: str) -> str:
    """Text from outside on one line, without what a terminal would obey."""
    line = " / ".join(text.splitlines())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
