"""How far the cards of one dossier lie apart, and which of them lie out. Pure, exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dot:
    """One card's total, and how far from the median it lies: above or below zero."""

    who: str
    total: int
    distance: Fraction
    is_out: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The totals of one dossier's cards, against the by-law's limit."""

    dots: tuple[Dot, ...]
    median: Fraction
    mean: Fraction
    limit: int

    @property
    def width(self) -> int:
        """Return the distance of the highest total from the lowest."""
        totals = [dot.total for dot in self.dots]
        return max(totals) - min(totals)

    @property
    def is_within(self) -> bool:
        """Tell whether the by-law lets the council conclude."""
        return self.width <= self.limit

    @property
    def outliers(self) -> tuple[Dot, ...]:
        """Return the cards that lie out."""
        return tuple(dot for dot in self.dots if dot.is_out)


def spread_of(totals: Sequence[tuple[str, int]], limit: int) -> Spread | None:
    """Return how the named totals lie; nothing without any.

    A card lies out when it is further from the median than half the limit. So wherever two cards
    lie further apart than the limit, at least one of them lies out; and where none lies out, the
    limit is kept.
    """
    if not totals:
        return None
    ranked = sorted(total for _, total in totals)
    half = len(ranked) // 2
    median = Fraction(ranked[half] + ranked[~half], 2)
    dots = [
        Dot(who, total, total - median, 2 * abs(total - median) > limit) for who, total in totals
    ]
    return Spread(tuple(dots), median, Fraction(sum(ranked), len(ranked)), limit)
