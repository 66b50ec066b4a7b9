"""Legacy fonts in a sheet found and turned into Unicode, cell by cell, or marked as unclear."""

from collections import Counter
from dataclasses import dataclass, field

from ocop.sheets.grids import Cell, Grid
from ocop.sheets.legacy import (
    Encoding,
    decoded,
    font_encoding,
    has_marks,
    marked_count,
    readings,
)

UNCLEAR = (
    "chữ gõ bằng phông cũ (TCVN3 hoặc VNI) mà không đoán chắc được, "
    "hãy gõ lại ô này bằng phông Unicode như Times New Roman"
)


@dataclass(slots=True)
class _Suspect:
    """A cell that may be read in more than one way."""

    cell: Cell
    row: int
    font: Encoding | None
    readings: frozenset[Encoding]

    @property
    def sure(self) -> Encoding | None:
        """Return the only reading there is."""
        if len(self.readings) != 1:
            return None
        [only] = self.readings
        if only is Encoding.UNICODE or (self.font and self.font.family is only):
            return only
        return only if marked_count(self.cell.text, only) > 1 else None


@dataclass(slots=True)
class _Votes:
    """How the cells that can be read in one way only are written."""

    sheet: Counter[Encoding] = field(default_factory=Counter)
    rows: dict[int, Counter[Encoding]] = field(default_factory=dict)
    fonts: dict[Encoding | None, Counter[Encoding]] = field(default_factory=dict)

    def cast(self, suspect: _Suspect, encoding: Encoding) -> None:
        self.sheet[encoding] += 1
        self.rows.setdefault(suspect.row, Counter())[encoding] += 1
        self.fonts.setdefault(suspect.font, Counter())[encoding] += 1


def recover(grid: Grid) -> Counter[Encoding]:
    """Turn legacy text into Unicode where it stands; return how many cells each table had.

    A cell that two code tables explain equally well keeps its text and gets a problem.
    """
    suspects = [
        _Suspect(cell, row, font_encoding(cell.font), readings(cell.text))
        for row, line in grid.lines.items()
        for cell in line.values()
        if has_marks(cell.text)
    ]
    votes = _Votes()
    for suspect in suspects:
        if sure := suspect.sure:
            votes.cast(suspect, sure)
    turned: Counter[Encoding] = Counter()
    for suspect in suspects:
        _settle(suspect, votes, turned)
    return turned


def _settle(suspect: _Suspect, votes: _Votes, turned: Counter[Encoding]) -> None:
    encoding = suspect.sure or _likely(suspect, votes)
    if encoding is None:
        suspect.cell.problem = suspect.cell.problem or UNCLEAR
    elif encoding is not Encoding.UNICODE:
        typed = suspect.font if suspect.font and suspect.font.family is encoding else encoding
        suspect.cell.text = decoded(suspect.cell.text, typed) or suspect.cell.text
        turned[encoding] += 1


def _likely(suspect: _Suspect, votes: _Votes) -> Encoding | None:
    """Return what the font, else the row, else the sheet make of a cell; nothing if they clash."""
    font = suspect.font.family if suspect.font else None
    possible = suspect.readings or _unspelt_readings(suspect, font)
    if possible == {Encoding.UNICODE}:
        return Encoding.UNICODE
    if font in possible:
        return _decided(votes.fonts.get(suspect.font), possible, default=font)
    for counted in (votes.rows.get(suspect.row), votes.sheet):
        known = {encoding for encoding in counted or () if encoding in possible}
        if len(known) == 1:
            return known.pop()
    if font or len(possible - {Encoding.UNICODE}) > 1 or votes.sheet.keys() & possible:
        return None
    return Encoding.UNICODE


def _decided(
    counted: Counter[Encoding] | None, possible: frozenset[Encoding], *, default: Encoding | None
) -> Encoding | None:
    known = {encoding for encoding in counted or () if encoding in possible}
    if not known:
        return default
    return known.pop() if len(known) == 1 else None


def _unspelt_readings(suspect: _Suspect, font: Encoding | None) -> frozenset[Encoding]:
    """Return how a text that is no Vietnamese may be read: foreign names are left alone."""
    if font and decoded(suspect.cell.text, font) is not None:
        return frozenset({font, Encoding.UNICODE})
    return frozenset({Encoding.UNICODE})
