"""What each kind of paper proves and how long it stays fresh, read from data without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.rulesets.sheet import Criterion, Sheet

DATA = Path(__file__).parent / "data" / "papers.yaml"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper; ``serves`` leads from a criterion's key to the highest step it proves."""

    key: str
    asks: str
    whole: bool = False
    lapses: bool = False
    fresh_months: int | None = None
    public: bool = False
    serves: Mapping[str, int | None] = field(default_factory=dict)

    def step_of(self, criterion: Criterion) -> int:
        """Return the highest step of ``criterion`` that a paper of this kind proves, or 0."""
        if criterion.key not in self.serves:
            return 0
        return self.serves[criterion.key] or max(len(criterion.options), 1)


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
    return [c for c in sheet.criteria if KINDS[kind].step_of(c)]


def kinds_proving(criterion: Criterion, step: int = 1) -> list[str]:
    """Return the kinds of paper that prove ``criterion`` up to ``step``, in the file's order.

    Kinds that prove less are named only where none proves so much.
    """
    return list(_proving(criterion.key, len(criterion.options), step))


@cache
def _proving(criterion: str, options: int, step: int) -> tuple[str, ...]:
    reach = {
        key: kind.serves[criterion] or max(options, 1)
        for key, kind in KINDS.items()
        if criterion in kind.serves
    }
    enough = [key for key, steps in reach.items() if steps >= step]
    return tuple(enough or reach)


def proved_steps(sheet: Sheet, held: Iterable[str]) -> dict[str, int]:
    """Return, by criterion code, the highest step that the ``held`` kinds of paper prove."""
    kinds = [KINDS[key] for key in set(held)]
    steps = {c.code: max((kind.step_of(c) for kind in kinds), default=0) for c in sheet.criteria}
    return {code: step for code, step in steps.items() if step}


def lacking(sheet: Sheet, held: Iterable[str], stars: int) -> dict[str, list[Criterion]]:
    """Return the kinds of paper that the floors of ``stars`` ask for and nothing held proves.

    Each kind with the criteria it is asked for. What the council judges from the sample itself
    asks for no paper.
    """
    proved, found = proved_steps(sheet, held), dict[str, list[Criterion]]()
    for criterion in sheet.criteria:
        needs = max((p for star, p in criterion.floors.items() if star <= stars), default=0)
        step = next((n for n, o in enumerate(criterion.options, 1) if (o.points or 0) >= needs), 0)
        kinds = kinds_proving(criterion, step) if needs else []
        if kinds and proved.get(criterion.code, 0) < step:
            found.setdefault(kinds[0], []).append(criterion)
    return found
