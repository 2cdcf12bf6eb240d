"""A spreadsheet read with the standard library alone: what stands in its cells, and as what."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Excel's day 0. Its calendar has a 29 February 1900, so later days count from here.
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
#: Excel's own way to write what XML cannot hold. Source: ECMA-376, ST_Xstring.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text or a number, how it is shown, and whether it is calculated."""

    value: str | float
    shown_as: str = "General"
    formula: bool = False

    @property
    def moment(self) -> datetime:
        assert isinstance(self.value, float)
        assert "yyyy" in self.shown_as
        return _EPOCH + timedelta(days=self.value)


Sheet = list[dict[int, Cell]]


def sheets(content: bytes) -> list[Sheet]:
    """Every sheet's rows, each as its cells that are not empty by column."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        names = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        formats = _formats(book.read("xl/styles.xml"))
        parts = [book.read(f"xl/worksheets/sheet{n + 1}.xml") for n in range(len(names))]
        assert not [n for n in book.namelist() if "rels" in n and "sheet" in n], "links"
    return [_sheet(part, formats) for part in parts]


def texts(content: bytes) -> list[list[str | float]]:
    """The rows of a workbook with one sheet, its heads first; an empty cell is an empty text."""
    [sheet] = sheets(content)
    width = len(sheet[0])
    return [[row[n].value if n in row else "" for n in range(width)] for row in sheet]


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV, with or without a byte order mark."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _sheet(part: bytes, formats: list[str]) -> Sheet:
    root = ElementTree.fromstring(part)
    return [dict(_cell(c, formats) for c in row.iter(f"{_NS}c")) for row in root.iter(f"{_NS}row")]


def _cell(cell: ElementTree.Element, formats: list[str]) -> tuple[int, Cell]:
    letters = re.sub(r"\d", "", cell.attrib["r"])
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    shown_as = formats[int(cell.attrib.get("s", 0))]
    formula = cell.find(f"{_NS}f") is not None
    if cell.attrib.get("t") == "inlineStr":
        text = "".join(t.text or "" for t in cell.iter(f"{_NS}t"))
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        return place - 1, Cell(value, shown_as, formula)
    number = cell.find(f"{_NS}v")
    assert number is not None
    assert number.text is not None
    return place - 1, Cell(float(number.text), shown_as, formula)


def _formats(styles: bytes) -> list[str]:
    root = ElementTree.fromstring(styles)
    own = {f.attrib["numFmtId"]: f.attrib["formatCode"] for f in root.iter(f"{_NS}numFmt")}
    used = root.find(f"{_NS}cellXfs")
    assert used is not None
    builtin = {"0": "General", "1": "0", "2": "0.00"}
    return [own.get(xf.attrib["numFmtId"], builtin.get(xf.attrib["numFmtId"], "?")) for xf in used]
