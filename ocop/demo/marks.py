"""Plausible scores for the demo province: the same seed gives the same sheet. Pure."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from ocop.rulesets.sheet import Criterion, Option, Sheet
from ocop.rulesets.table import marks_of

Choices = dict[str, int]
# A criterion and how many points its next step gives or takes.
Step = tuple[str, int]

# How far from the self-score a councillor's total may lie; two cards lie at most twice as far.
LEEWAY = 4


def choose(sheet: Sheet, *, stars: int, total: int, seed: str, case: str | None = None) -> Choices:
    """Return options that hold the floors of ``stars`` and come as near to ``total`` as they can.

    The answer maps codes to positions from 1; a criterion without an option has 0 points.
    """
    draft = _Draft(sheet, stars, case, {})
    draft.hold_floors()
    draft.climb(total, draft.evenly(seed))
    return draft.positions()


def vary(
    sheet: Sheet,
    choices: Mapping[str, int],
    *,
    seats: int,
    stars: int,
    seed: str,
    case: str | None = None,
) -> list[Choices]:
    """Return one councillor's choices a seat, each within ``LEEWAY`` points of ``choices``.

    Every card holds the floors of ``stars``, and seats differ in pairs, one up and one down, so
    that the mean stays where the self-score was.
    """
    cards = []
    for seat in range(seats):
        own = f"{seed}/{seat}"
        lean = _number(f"{seed}/{seat // 2}/lean") % (LEEWAY + 1) * (-1 if seat % 2 else 1)
        draft = _Draft(sheet, stars, case, choices)
        base = draft.total
        draft.disagree(own, room=LEEWAY)
        draft.climb(base + lean, _drawn(own))
        draft.descend(base + lean, own)
        cards.append(draft.positions())
    return cards


def below(sheet: Sheet, choices: Choices, *, stars: int, case: str | None = None) -> Choices:
    """Return ``choices`` with one criterion a step under its floor of ``stars``; the rest stays."""
    for criterion in sheet.criteria:
        needs = criterion.floors.get(stars)
        if not needs or criterion.depends_on or stars - 1 in criterion.floors:
            continue
        lower = {o.points: o.position for o in criterion.options_in(case) if o.points}
        reachable = [points for points in lower if points < needs]
        if reachable:
            return choices | {criterion.code: lower[max(reachable)]}
    return choices


class _Draft:
    """A sheet being filled in: points by code, moved a step at a time and always valid."""

    def __init__(
        self, sheet: Sheet, stars: int, case: str | None, choices: Mapping[str, int]
    ) -> None:
        self.sheet, self.stars, self.case = sheet, stars, case
        self.points = dict.fromkeys(sheet.by_code, 0) | marks_of(sheet, choices, case=case)
        self.children = {c.depends_on: c.code for c in sheet.criteria if c.depends_on}
        self.senses = {
            code
            for criterion in sheet.criteria
            if criterion.knockout
            for code in criterion.knockout.any_zero_of
        }

    @property
    def total(self) -> int:
        """Return the points so far."""
        return sum(self.points.values())

    def positions(self) -> Choices:
        """Return the position of each criterion's option, those of 0 points with a step too."""
        found = ((c.code, self._option(c, self.points[c.code])) for c in self.sheet.criteria)
        return {code: option.position for code, option in found if option}

    def hold_floors(self) -> None:
        """Raise each criterion to the least that the floors and the stops of the sheet want."""
        for criterion in self.sheet.criteria:
            needs = self._needs(criterion)
            steps = [step for step in self._ladder(criterion) if step >= needs]
            if needs and steps:
                self.points[criterion.code] = steps[0]
                if criterion.depends_on and not self.points[criterion.depends_on]:
                    parent = self.sheet.by_code[criterion.depends_on]
                    self.points[parent.code] = next(p for p in self._ladder(parent) if p)

    def climb(self, total: int, order: Callable[[Step], tuple[int, ...]]) -> None:
        """Take steps up, the first of ``order`` first, until no step fits under ``total``."""
        while steps := [step for step in self._ups() if step[1] <= total - self.total]:
            code, gain = min(steps, key=order)
            self.points[code] += gain

    def descend(self, total: int, seed: str) -> None:
        """Take steps down until the draft stands at ``total`` or no step fits."""
        while steps := [step for step in self._downs() if step[1] <= self.total - total]:
            code, loss = min(steps, key=_drawn(seed))
            self.points[code] -= loss

    def disagree(self, seed: str, *, room: int) -> None:
        """Give a few points less at some criteria; ``climb`` puts them elsewhere."""
        floor = self.total - room
        for turn in range(room):
            steps = [step for step in self._downs() if self.total - step[1] >= floor]
            if steps:
                code, loss = min(steps, key=_drawn(f"{seed}/{turn}"))
                self.points[code] -= loss

    def evenly(self, seed: str) -> Callable[[Step], tuple[int, ...]]:
        """Return the order in which the criteria furthest behind come first."""

        def turn(step: Step) -> tuple[int, int]:
            has = self.points[step[0]]
            return 4 * has // self.sheet.by_code[step[0]].max, _number(f"{seed}/{step}/{has}")

        return turn

    def _ups(self) -> Iterator[Step]:
        for criterion in self.sheet.criteria:
            has = self.points[criterion.code]
            parent = criterion.depends_on
            higher = [step for step in self._ladder(criterion) if step > has]
            if higher and (parent is None or self.points[parent]):
                yield criterion.code, higher[0] - has

    def _downs(self) -> Iterator[Step]:
        for criterion in self.sheet.criteria:
            code, has = criterion.code, self.points[criterion.code]
            least = self._needs(criterion)
            if code in self.children and self.points[self.children[code]]:
                least = max(least, 1)
            lower = [step for step in (0, *self._ladder(criterion)) if least <= step < has]
            if lower:
                yield code, has - lower[-1]

    def _needs(self, criterion: Criterion) -> int:
        floors = [points for star, points in criterion.floors.items() if star <= self.stars]
        return max([*floors, int(criterion.code in self.senses)])

    def _ladder(self, criterion: Criterion) -> list[int]:
        options = criterion.options_in(self.case)
        return sorted({option.points for option in options if option.points is not None})

    def _option(self, criterion: Criterion, points: int) -> Option | None:
        options = criterion.options_in(self.case)
        return next((option for option in options if option.points == points), None)


def _drawn(seed: str) -> Callable[[Step], tuple[int, ...]]:
    """Return an order of steps that ``seed`` alone decides."""
    return lambda step: (_number(f"{seed}/{step}"),)


def _number(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8])
