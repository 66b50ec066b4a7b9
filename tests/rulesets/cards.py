"""Cards that are worth what a test wants."""

from fractions import Fraction

from ocop.rulesets import bundled
from ocop.rulesets.scoring import ByLaw, Card, conclude

NOW_IN_FORCE = "qd26-2026"


def sheet(number, code=NOW_IN_FORCE):
    return bundled.ruleset(code).sheets[number]


def steps(criterion, case=None):
    return sorted({0, *(option.points for option in criterion.options_in(case))})


def full(of, case=None):
    return {criterion.code: criterion.max for criterion in of.criteria}


def worth(of, total, *, stars=5, case=None):
    """Return marks of exactly ``total`` points that hold every floor up to ``stars``."""
    ways = {0: {}}
    for criterion in of.criteria:
        least = max([0, *(n for star, n in criterion.floors.items() if star <= stars)])
        # A parent of 0 would forbid its dependents; here everything else may stay 0.
        chosen = [points for points in steps(criterion, case) if points >= least]
        if criterion.code in {c.depends_on for c in of.criteria}:
            chosen = [points for points in chosen if points]
        ways = {
            done + points: {**marks, criterion.code: points}
            for done, marks in ways.items()
            for points in chosen
        }
    return ways[total]


def council(of, *marks, floors="mean", spread=100, case=None, knockouts=()):
    """Conclude with one seat for each of ``marks``."""
    cards = [Card(f"Người {at}", card) for at, card in enumerate(marks, start=1)]
    by_law = ByLaw(seats=len(cards), quorum=Fraction(1), spread=spread, floors=floors)
    return conclude(of, by_law, cards, case=case, knockouts=knockouts)


def document(number=8, *marks, **changes):
    """Return a document as a program would send it."""
    cards = marks or (full(sheet(number)),)
    return {
        "ruleset": NOW_IN_FORCE,
        "set": number,
        "case": "TH1" if number == 26 else None,
        "by_law": {"seats": len(cards), "quorum": "1", "spread": 100, "floors": "mean"},
        "cards": [
            {"councillor": name, "marks": dict(card)}
            for name, card in zip("ABCDEFGHI", cards, strict=False)
        ],
        "knockouts": [],
        **changes,
    }
