"""Where one sheet of points stands, and what is missing for each star."""

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.rulesets.scoring import band_of, floors_hold
from ocop.rulesets.sheet import Criterion, Option, Sheet
from ocop.rulesets.table import STARRED, Marks, table_of


@dataclass(frozen=True, slots=True)
class FloorGap:
    """A criterion that keeps a star out of reach, and the options that would open it."""

    criterion: Criterion
    needs: int
    has: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class StarGap:
    """What is missing for ``stars``: points up to its band, and floors not reached."""

    stars: int
    points: int
    floors: tuple[FloorGap, ...]

    @property
    def reached(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.points and not self.floors


@dataclass(frozen=True, slots=True)
class Standing:
    """The running score of one sheet."""

    total: int
    parts: Mapping[str, int]
    band: int
    floors_hold: int
    stars: int
    # Where a printed rule ends the evaluation by itself, such as 0 on a sense in set 16.
    knockouts: tuple[str, ...]
    gaps: tuple[StarGap, ...]


def standing(sheet: Sheet, marks: Marks, *, case: str | None = None) -> Standing:
    """Return where ``marks`` stand; a draft may still hold points that do not count yet.

    A dependent criterion counts nothing while its parent has 0. Refused for an unknown code,
    points that are no option, a wrong case, and a set that cannot be scored.
    """
    counted = _counted(sheet, marks)
    table = table_of(sheet, case)
    row = table.row(counted, "Phiếu tự chấm")
    total = sum(row)
    band = band_of(sheet.bands, total, 1)
    missed = [star for star, index, _, needs in table.floors if row[index] < needs]
    hold = floors_hold(missed)
    fallen = _fallen(sheet, counted)
    return Standing(
        total=total,
        parts={letter: sum(row[cut]) for letter, cut in table.parts},
        band=band,
        floors_hold=hold,
        stars=0 if fallen else min(band, hold),
        knockouts=fallen,
        gaps=_gaps(sheet, counted, total, case),
    )


def gaps(sheet: Sheet, marks: Marks, *, case: str | None = None) -> tuple[StarGap, ...]:
    """Return what ``marks`` lack for 3, 4 and 5 stars."""
    return standing(sheet, marks, case=case).gaps


def _counted(sheet: Sheet, marks: Marks) -> dict[str, int]:
    counted = dict(marks)
    for criterion in sheet.criteria:
        if criterion.depends_on and not counted.get(criterion.depends_on, 0):
            counted.pop(criterion.code, None)
    return counted


def _gaps(sheet: Sheet, marks: Marks, total: int, case: str | None) -> tuple[StarGap, ...]:
    starts = {band.star: band.start for band in sheet.bands}
    return tuple(
        StarGap(star, max(0, starts[star] - total), _floor_gaps(sheet, marks, star, case))
        for star in STARRED
    )


def _floor_gaps(sheet: Sheet, marks: Marks, stars: int, case: str | None) -> tuple[FloorGap, ...]:
    found = []
    for criterion in sheet.criteria:
        marked = (points for star, points in criterion.floors.items() if star <= stars)
        needs = max(marked, default=0)
        has = marks.get(criterion.code, 0)
        if has < needs:
            options = tuple(o for o in criterion.options_in(case) if (o.points or 0) >= needs)
            found.append(FloorGap(criterion, needs, has, options))
    return tuple(found)


def _fallen(sheet: Sheet, marks: Marks) -> tuple[str, ...]:
    return tuple(
        c.code
        for c in sheet.criteria
        if c.knockout and any(code in marks and not marks[code] for code in c.knockout.any_zero_of)
    )
