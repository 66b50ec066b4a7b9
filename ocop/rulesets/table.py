"""A sheet laid out for counting, and the marks it allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ocop.kernel.errors import Refused
from ocop.rulesets.quoting import quoted
from ocop.rulesets.sheet import Sheet

Marks = Mapping[str, int]
Row = tuple[int, ...]
STARRED = (3, 4, 5)
DOSSIER = "dossier"


def check_marks(sheet: Sheet, marks: Marks, *, case: str | None = None, who: str) -> int:
    """Return the total of ``marks``; refused when one is not as the sheet allows.

    ``who`` begins the sentence, for instance "Phiếu của “A”".
    """
    return sum(table_of(sheet, case).row(marks, who))


def marks_of(
    sheet: Sheet, choices: Mapping[str, int], *, case: str | None = None
) -> dict[str, int]:
    """Return the points of chosen options, given by position from 1; 0 is none reached.

    Refused for an unknown criterion or position, and for an option of the other case.
    """
    marks = {}
    for code, position in choices.items():
        criterion = sheet.by_code.get(code)
        if criterion is None:
            raise Refused(f"Bộ {sheet.title} không có tiêu chí {quoted(code)}.")
        points = criterion.points_at(position, case)
        if points is None:
            raise Refused(f"Tiêu chí {code} ({criterion.name}): hãy chọn một mức có trong phiếu.")
        marks[code] = points
    return marks


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet laid out for counting: dictionaries and slices instead of searches."""

    sheet: Sheet
    codes: tuple[str, ...]
    zeros: Row
    known: frozenset[str]
    # By criterion, in sheet order: the points it may have, and the places of child and parent.
    steps: tuple[frozenset[int], ...]
    dependents: tuple[tuple[int, int], ...]
    # Star, place, code and points of every floor, by star and then by the sheet.
    floors: tuple[tuple[int, int, str, int], ...]
    # Where knock-outs are printed, and the places of which a single 0 upholds one by itself.
    grounds: frozenset[str]
    zero_grounds: tuple[tuple[str, tuple[int, ...]], ...]
    parts: tuple[tuple[str, slice], ...]

    def row(self, marks: Marks, who: str) -> Row:
        """Return the points in sheet order; refused when a mark is not as the sheet allows."""
        row = tuple(map(marks.get, self.codes, self.zeros))
        if not self.fits((marks,), tuple(zip(row, strict=True))):
            raise self._wrong(marks, row, who)
        return row

    def fits(self, cards: Sequence[Marks], columns: Sequence[Row]) -> bool:
        """Tell whether all marks are as the sheet allows; ``columns`` hold them by criterion."""
        if not all(map(self.known.issuperset, cards)):
            return False
        if not all(map(frozenset.issuperset, self.steps, columns)):
            return False
        return not any(
            mark and not above
            for child, parent in self.dependents
            for mark, above in zip(columns[child], columns[parent], strict=True)
        )

    def _wrong(self, marks: Marks, row: Row, who: str) -> Refused:
        for code in marks:
            if code not in self.known:
                return Refused(f"{who}: bộ {self.sheet.title} không có tiêu chí {quoted(code)}.")
        for criterion, points, steps in zip(self.sheet.criteria, row, self.steps, strict=True):
            if points not in steps:
                choose = ", ".join(map(str, sorted(steps)))
                return Refused(
                    f"{who}, tiêu chí {criterion.code} ({criterion.name}): {quoted(points)} điểm "
                    f"không phải là một mức; hãy chọn một trong các mức {choose}."
                )
        child, parent = next((c, p) for c, p in self.dependents if row[c] and not row[p])
        return Refused(
            f"{who}, tiêu chí {self._name(child)}: chỉ chấm khi tiêu chí {self._name(parent)} "
            "có điểm; hãy bỏ điểm ở đây hoặc chấm tiêu chí đó."
        )

    def _name(self, place: int) -> str:
        criterion = self.sheet.criteria[place]
        return f"{criterion.code} ({criterion.name})"


@lru_cache(maxsize=512)
def table_of(sheet: Sheet, case: str | None) -> Table:
    """Return the sheet laid out for counting; refused for an incomplete set or a wrong case."""
    _check_case(sheet, case)
    place = {code: at for at, code in enumerate(sheet.by_code)}
    return Table(
        sheet=sheet,
        codes=tuple(place),
        zeros=(0,) * len(place),
        known=frozenset(place),
        steps=tuple(
            frozenset({0, *(o.points for o in c.options_in(case) if o.points is not None)})
            for c in sheet.criteria
        ),
        dependents=tuple(
            (place[c.code], place[c.depends_on]) for c in sheet.criteria if c.depends_on
        ),
        floors=tuple(
            (star, place[c.code], c.code, needs)
            for star in STARRED
            for c, needs in sheet.floors_of(star)
        ),
        grounds=frozenset(
            {c.code for c in sheet.criteria if c.knockout}
            | ({DOSSIER} if sheet.dossier_knockouts else set())
        ),
        zero_grounds=tuple(
            (c.code, tuple(place[code] for code in c.knockout.any_zero_of))
            for c in sheet.criteria
            if c.knockout and c.knockout.any_zero_of
        ),
        parts=_slices(sheet),
    )


def _check_case(sheet: Sheet, case: str | None) -> None:
    if sheet.why_incomplete is not None:
        raise Refused(
            f"Bộ {sheet.number} ({sheet.title}) chưa đầy đủ nên không chấm được: "
            f"{sheet.why_incomplete}."
        )
    if sheet.cases and case not in sheet.cases:
        names = " hoặc ".join(sheet.cases)
        raise Refused(f"Bộ {sheet.number} ({sheet.title}) cần chọn trường hợp {names}.")
    if case is not None and not sheet.cases:
        raise Refused(
            f"Bộ {sheet.number} ({sheet.title}) không chia trường hợp; hãy bỏ trường hợp đã chọn."
        )


def _slices(sheet: Sheet) -> tuple[tuple[str, slice], ...]:
    cuts, start = [], 0
    for part in sheet.parts:
        stop = start + len(tuple(part.criteria))
        cuts.append((part.letter, slice(start, stop)))
        start = stop
    return tuple(cuts)
