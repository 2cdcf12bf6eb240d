"""`python -m bench [NAME …]`: run the benchmarks in turn and print one table. Measures nothing itself."""

import importlib
import sys
import time
from typing import Protocol, cast

from bench.table import Row, drawn

#: Every benchmark, in the order it is run; each module has `rows()`, and can be run alone.
NAMES = (
    "taps",
    "talk",
    "sms_in",
    "latency",
    "http_orders",
    "pace",
    "pending",
    "expiry",
    "storage_ops",
    "statements",
    "page",
    "lists",
)


class Bench(Protocol):
    """A benchmark's module."""

    def rows(self) -> list[Row]:
        """Measure."""


def main(names: tuple[str, ...]) -> int:
    """Run these benchmarks (none given: all); 0 when every goal was met, 2 for an unknown name."""
    if unknown := [name for name in names if name not in NAMES]:
        print(f"bench: no benchmark {unknown[0]!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or NAMES:
        started = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += cast(Bench, importlib.import_module(f"bench.{name}")).rows()
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(drawn(rows))
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
