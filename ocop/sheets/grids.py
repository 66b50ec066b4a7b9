"""A sheet as rows and columns of text, whichever file it came from."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ocop.kernel.errors import Refused
from ocop.kernel.text import composed

MOST_MERGED_CELLS = 500_000
LONGEST_TEXT = 33_000
TOO_MUCH_MERGED = "Trang tính gộp quá nhiều ô. Hãy bỏ gộp ô ngoài bảng rồi gửi lại."

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Cell:
    """What one cell shows, in which font, and why it cannot be trusted if it cannot."""

    text: str
    font: str = ""
    bold: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def is_wide(self) -> bool:
        """Tell whether it joins columns."""
        return self.last_column > self.first_column

    def is_over(self, column: int) -> bool:
        """Tell whether it reaches across a column."""
        return self.first_column <= column <= self.last_column


@dataclass
class Grid:
    """The cells that hold anything, by row and column, both counted from 1."""

    name: str
    lines: dict[int, dict[int, Cell]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True

    def rows(self) -> list[int]:
        """Return the numbers of the rows that hold anything, downwards."""
        return sorted(self.lines)

    def texts(self, row: int) -> dict[int, str]:
        """Return what a row's own cells show, blank ones left out."""
        return {at: cell.text for at, cell in self.lines.get(row, {}).items() if cell.text}

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows of its own, or nothing."""
        cell = self.lines.get(row, {}).get(column)
        return cell.text if cell else ""

    def merged_cell(self, row: int, column: int) -> Cell | None:
        """Return the cell that shows here: its own, or that of the range merged down over it."""
        own = self.lines.get(row, {}).get(column)
        if own and (own.text or own.problem):
            return own
        top = self._tops.get((row, column))
        return own if top is None else self.lines.get(top, {}).get(column)

    def spans_between(self, first: int, last: int) -> list[Span]:
        """Return the ranges that start in these rows."""
        return [span for row in range(first, last + 1) for span in self._starting.get(row, [])]

    @cached_property
    def _tops(self) -> dict[tuple[int, int], int]:
        """For each cell merged under another, the row of that one; refused when absurd."""
        end = max(self.lines, default=0)
        tops: dict[tuple[int, int], int] = {}
        for span in self.spans:
            for row in range(span.first_row + 1, min(span.last_row, end) + 1):
                tops[row, span.first_column] = span.first_row
            if len(tops) > MOST_MERGED_CELLS:
                raise Refused(TOO_MUCH_MERGED)
        return tops

    @cached_property
    def _starting(self) -> dict[int, list[Span]]:
        starting: dict[int, list[Span]] = {}
        for span in self.spans:
            starting.setdefault(span.first_row, []).append(span)
        return starting


def clean(text: str) -> str:
    """Return the text in NFC on one line, without what cannot be seen."""
    bare = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return " ".join(composed(bare).replace("\u00ad", "").split())
