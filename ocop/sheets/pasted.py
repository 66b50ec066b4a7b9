"""Cells copied out of a spreadsheet and pasted as text: told apart, and named by their columns."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from ocop.sheets.columns import plain_heading
from ocop.sheets.grids import clean

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# How people head the column that only counts the rows.
_COUNTERS = frozenset({"tt", "stt", "so tt", "so thu tu"})


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line as it was pasted: where it stands, its cells by column, and what is beside them."""

    number: int
    cells: dict[str, str]
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text holds: its lines, and the columns that its first line names, if it does."""

    lines: tuple[PastedLine, ...]
    named: tuple[str, ...] | None


def pasted(text: str, labels: Mapping[str, str]) -> Pasted:
    """Return the lines of ``text`` with their cells under the keys of ``labels``.

    A first line that says nothing but labels names the columns, in any order; without one the
    cells come in the order of ``labels``. Blank lines are left out, and counted.
    """
    grid = [[clean(cell) for cell in row] for row in _rows(text)]
    filled = [(number, cells) for number, cells in enumerate(grid, start=1) if any(cells)]
    keys: list[str | None] = list(labels)
    named = None
    if filled and (heads := _heads(filled[0][1], labels)):
        keys, filled = heads, filled[1:]
        named = tuple(key for key in keys if key)
    return Pasted(tuple(_line(number, cells, keys) for number, cells in filled), named)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of each line; Excel puts quotes around a cell that holds a line break."""
    whole = _BREAK.sub("\n", text.replace("\x00", ""))
    try:
        return list(csv.reader(StringIO(whole, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in whole.split("\n")]


def _heads(cells: list[str], labels: Mapping[str, str]) -> list[str | None] | None:
    """Return the key of each column of a line of labels, or nothing where it is no such line."""
    known = {plain_heading(label): key for key, label in labels.items()}
    words = [plain_heading(cell) for cell in cells]
    found = [known.get(word) for word in words]
    told = [word for word in words if word and word not in _COUNTERS]
    hits = [key for key in found if key]
    if not hits or len(hits) * 2 < len(told) or len(set(hits)) < len(hits):
        return None
    return found


def _line(number: int, cells: list[str], keys: list[str | None]) -> PastedLine:
    named = {key: cell for key, cell in zip(keys, cells, strict=False) if key}
    return PastedLine(number, named, sum(1 for cell in cells[len(keys) :] if cell))
