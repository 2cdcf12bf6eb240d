"""A terminal in a folder of its own, where commands are typed; all in this process."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.marketplace import order


@dataclass
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """A folder with a terminal in it."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def runs(self, *words: str, stdin: str = "") -> Ran:
        """Type `orderbell …`."""
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main(words)
        seen = self.capsys.readouterr()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Ran(code or 0, seen.out, seen.err)

    def orders(self, external_id: str = "A-1", **changes: object) -> Ran:
        """Type `orderbell order place -` with an order."""
        document = json.dumps(order(external_id, **changes))
        return self.runs("order", "place", "-", stdin=document)
