"""What each kind of paper proves and how long it stays fresh, read from data without a database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.rulesets.sheet import Criterion, Sheet

DATA = Path(__file__).parent / "data" / "papers.yaml"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper; ``proves`` and ``serves`` lead from a criterion's key to a capped step."""

    key: str
    asks: str
    whole: bool = False
    lapses: bool = False
    fresh_months: int | None = None
    public: bool = False
    proves: Mapping[str, int] = field(default_factory=dict)
    serves: Mapping[str, int] = field(default_factory=dict)

    def is_for(self, criterion: Criterion) -> bool:
        """Tell whether a paper of this kind is filed as evidence for ``criterion``."""
        return criterion.key in self.proves or criterion.key in self.serves

    def proves_to(self, criterion: Criterion) -> int:
        """Return the highest step of ``criterion`` for which it is enough by itself, or 0."""
        return self.proves.get(criterion.key, 0)

    def serves_to(self, criterion: Criterion) -> int:
        """Return the highest step of ``criterion`` for which it is or may be enough, or 0."""
        return max(self.proves_to(criterion), self.serves.get(criterion.key, 0))


@cache
def _kinds() -> dict[str, PaperKind]:
    rows: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {key: PaperKind(key, **row) for key, row in rows.items()}


KINDS: Mapping[str, PaperKind] = _kinds()
PUBLIC = frozenset(kind.key for kind in KINDS.values() if kind.public)
LAPSING = frozenset(kind.key for kind in KINDS.values() if kind.lapses)
# Months of freshness, and the kinds that stay fresh so long.
FRESH: Mapping[int, list[str]] = {
    months: [kind.key for kind in KINDS.values() if kind.fresh_months == months]
    for months in sorted({kind.fresh_months for kind in KINDS.values() if kind.fresh_months})
}


def criteria_served(kind: str, sheet: Sheet) -> list[Criterion]:
    """Return the criteria of ``sheet`` for which a paper of ``kind`` is evidence, in order."""
    return [c for c in sheet.criteria if KINDS[kind].is_for(c)]


def kinds_for(criterion: Criterion, step: int = 1) -> list[str]:
    """Return the kinds of paper to file for ``criterion`` at ``step``, in the file's order.

    Where no kind may be enough for so much, every kind that is evidence for it is named.
    """
    kinds = [key for key, kind in KINDS.items() if kind.is_for(criterion)]
    enough = [key for key in kinds if KINDS[key].serves_to(criterion) >= step]
    return enough or kinds


def proved_steps(sheet: Sheet, held: Iterable[str]) -> dict[str, int]:
    """Return, by criterion code, the highest step that one of the ``held`` kinds proves alone."""
    return _highest(sheet, held, PaperKind.proves_to)


def served_steps(sheet: Sheet, held: Iterable[str]) -> dict[str, int]:
    """Return, by criterion code, the highest step for which a ``held`` kind may be enough."""
    return _highest(sheet, held, PaperKind.serves_to)


def _highest(
    sheet: Sheet, held: Iterable[str], reach: Callable[[PaperKind, Criterion], int]
) -> dict[str, int]:
    kinds = [KINDS[key] for key in set(held)]
    steps = {c.code: max((reach(kind, c) for kind in kinds), default=0) for c in sheet.criteria}
    return {code: step for code, step in steps.items() if step}


def lacking(sheet: Sheet, held: Iterable[str], stars: int) -> dict[str, list[Criterion]]:
    """Return the kinds of paper that the floors of ``stars`` ask for and the vault has none of.

    Each kind with the criteria it is asked for. A kind that is held is not missing, which does
    not say that it is enough. What the council judges from the sample itself asks for no paper.
    """
    kept, found = set(held), dict[str, list[Criterion]]()
    for criterion in sheet.criteria:
        needs = max((p for star, p in criterion.floors.items() if star <= stars), default=0)
        step = next((n for n, o in enumerate(criterion.options, 1) if (o.points or 0) >= needs), 0)
        kinds = _strongest(criterion, step) if needs else []
        if kinds and kept.isdisjoint(kinds):
            found.setdefault(kinds[0], []).append(criterion)
    return found


def _strongest(criterion: Criterion, step: int) -> list[str]:
    """Return the kinds for ``criterion`` that reach ``step``, or come as near as any does."""
    reach = {key: KINDS[key].serves_to(criterion) for key in kinds_for(criterion, step)}
    nearest = min(step, max(reach.values(), default=0))
    return [key for key, steps in reach.items() if steps >= nearest]
