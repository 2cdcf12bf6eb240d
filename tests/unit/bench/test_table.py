"""Benchmarks as a set: each can be run by name, and what they report becomes one table."""

import importlib
import inspect

import pytest

from bench.__main__ import NAMES, main
from bench.table import Row, drawn


def test_figures_stand_in_columns() -> None:
    """Each figure next to its floor, its ratio, its goal, and whether that was reached."""
    rows = [
        Row("taps", "1,149 taps/CPU-s", "160 taps/CPU-s", 7.18125, ">= 1.0", True),
        Row("p99", "120 ms", goal="<= 100 ms", met=False),
        Row("told only", "3"),
    ]
    assert drawn(rows).splitlines() == [
        "what       figure            floor           ratio  goal       met",
        "---------  ----------------  --------------  -----  ---------  ---",
        "taps       1,149 taps/CPU-s  160 taps/CPU-s  7.18   >= 1.0     yes",
        "p99        120 ms                                   <= 100 ms  NO",
        "told only  3",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_benchmark_can_be_run(name: str) -> None:
    """`rows()`, without arguments, for the one table."""
    module = importlib.import_module(f"bench.{name}")
    assert not inspect.signature(module.rows).parameters


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """It says which there are, and measures nothing."""
    assert main(("tapz",)) == 2
    said = capsys.readouterr()
    assert "'tapz'" in said.err
    assert "taps, talk, sms_in, latency" in said.err
    assert said.out == ""
