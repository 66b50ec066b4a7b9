"""The frame of a worksheet, streamed before any library builds it: a bomb is met here."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from ocop.kernel.errors import Refused
from ocop.sheets.containers import BROKEN
from ocop.sheets.grids import Span

MOST_ROWS = 20_000
MOST_CELLS = 400_000
MOST_DRAWN_CELLS = 3_000_000
MOST_SPANS = 20_000
LAST_ROW = 1_048_576
TOO_MANY_ROWS = "Bảng có hơn 20.000 dòng. Hãy tách thành nhiều tệp nhỏ hơn."
TOO_MANY_CELLS = (
    "Trang tính có quá nhiều ô. Hãy xoá các dòng, cột trống đã kẻ khung ở cuối rồi gửi lại."
)

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_TRUE = ("1", "true")


@dataclass(slots=True)
class Layout:
    """What a worksheet holds where: the last cells in use, merging, hiding, stale formulas."""

    last_row: int = 0
    last_column: int = 0
    drawn_cells: int = 0
    cells_to_read: int = 0
    merged_cells: int = 0
    spans: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)


def layout_of(package: ZipFile, name: str) -> Layout:
    """Return a worksheet's layout; refused for more than 20,000 rows, for entities, for nonsense.

    Reading stops at the limit, so that a sheet's declared size costs nothing.
    """
    scan = _Scan()
    try:
        with package.open(name) as stream:
            scan.parser.ParseFile(stream)
    except Refused:
        raise
    except Exception as error:  # broken packing and broken XML fail in a dozen ways
        raise Refused(BROKEN) from error
    return scan.layout


class _Scan:
    """One pass over the XML of a worksheet."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.row = self.column = 0
        self.rows_drawn = self.rows_in_use = self.cells_in_use = 0
        self.row_in_use = self.has_formula = self.has_value = self.in_value = False
        self.type = "n"
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, *_: Any) -> None:
        raise Refused(BROKEN)

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self.start_cell(facts)
        elif name in ("v", "t"):
            self.in_value = True
            self.has_value |= name == "v" and self.type == "str"
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.start_row(facts)
        elif name == "mergeCell":
            self.add_span(facts.get("ref", ""))
        elif name == "col" and facts.get("hidden") in _TRUE:
            first, last = int(facts.get("min", 1)), int(facts.get("max", 1))
            self.layout.hidden_columns |= set(range(first, min(last, 200) + 1))

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in ("v", "t"):
            self.in_value = False
        elif name == "c":
            self.end_cell()

    def text(self, data: str) -> None:
        if self.in_value and data:
            self.has_value = True

    def start_row(self, facts: dict[str, str]) -> None:
        self.row = int(facts["r"]) if "r" in facts else self.row + 1
        self.column = 0
        self.rows_drawn += 1
        self.row_in_use = False
        if not 0 < self.row <= LAST_ROW:
            raise Refused(BROKEN)
        if facts.get("hidden") in _TRUE:
            self.layout.hidden_rows.add(self.row)

    def start_cell(self, facts: dict[str, str]) -> None:
        self.column += 1
        if reference := facts.get("r"):
            row, self.column = _place(reference)
            if row != self.row:
                raise Refused(BROKEN)
        self.type = facts.get("t", "n")
        self.has_formula = self.has_value = False
        self.layout.drawn_cells += 1
        if self.layout.drawn_cells > MOST_DRAWN_CELLS:
            raise Refused(TOO_MANY_CELLS)

    def end_cell(self) -> None:
        if self.has_formula and not self.has_value:
            self.layout.uncomputed.add((self.row, self.column))
        if not (self.has_value or self.has_formula):
            return
        self.layout.last_row = max(self.layout.last_row, self.row)
        self.layout.last_column = max(self.layout.last_column, self.column)
        self.layout.cells_to_read = self.layout.drawn_cells
        self.cells_in_use += 1
        self.rows_in_use += not self.row_in_use
        self.row_in_use = True
        if self.rows_in_use > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS)
        if max(self.cells_in_use, self.rows_drawn) > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS)

    def add_span(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        if bottom < top or right < left or len(self.layout.spans) >= MOST_SPANS:
            raise Refused(BROKEN)
        self.layout.spans.append(Span(top, left, bottom, right))
        self.layout.merged_cells += (bottom - top + 1) * (right - left + 1)


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.match(reference)
    if not match:
        raise Refused(BROKEN)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
