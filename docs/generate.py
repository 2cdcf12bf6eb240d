"""`python -m docs.generate [--check]`: write the generated parts of the documentation, or compare them.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; all else is written by hand.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from docs import card, tables

ROOT = Path(__file__).parent.parent
FILES = (Path("README.md"), Path("docs/guide/operators.md"), Path("docs/guide/sellers.md"))
PARTS: Mapping[str, Callable[[], str]] = {
    "card": card.card,
    "statuses": tables.statuses,
    "diagram": tables.diagram,
    "settings": tables.settings,
    "words": tables.words,
}
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """`text` with every generated part as the code has it now. Raises `KeyError`: no such part."""
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}\n{found[3]}", text)


def main(arguments: list[str], root: Path = ROOT, files: Iterable[Path] = FILES) -> int:
    """Write, or with `--check` only compare; 1 when a file is out of date, 2 for wrong usage."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m docs.generate [--check]", file=sys.stderr)
        return 2
    stale = []
    for name in files:
        path = root / name
        before = path.read_text("utf-8")
        after = filled(before)
        if after == before:
            continue
        stale.append(name)
        if not arguments:
            path.write_text(after, "utf-8")
            print(f"{name}: written")
    if arguments and stale:
        print(f"out of date: {', '.join(map(str, stale))}; run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
