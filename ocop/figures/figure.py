"""A figure: a count, or a share of a whole, that says what it means and as of when. Pure."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that officials report, with everything needed to prove it.

    ``denominator`` is nothing where the figure is a plain count. ``since`` is the first day of
    the period, nothing where the figure tells a state. A figure of people that could tell one
    of them apart has no ``numerator``: it is ``hidden``.
    """

    code: str
    title: str
    definition: str
    unit: str
    numerator: int | None
    denominator: int | None
    as_of: date
    since: date | None = None

    @property
    def hidden(self) -> bool:
        return self.numerator is None

    @property
    def value(self) -> Fraction | int | None:
        """Return the count, or the exact share; nothing where hidden or of an empty whole."""
        if self.numerator is None or self.denominator is None:
            return self.numerator
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def percent(self) -> str:
        """Return the share as people read it: 66,66 %, cut and never rounded up."""
        value = self.value
        if not isinstance(value, Fraction):
            return ""
        cut = int(value * 10_000)
        return f"{cut // 100},{cut % 100:02d} %"

    def as_json(self) -> dict[str, Any]:
        """Return the figure as plain data; a share is a number of per cent, cut to two places."""
        value = self.value
        return {
            "code": self.code,
            "title": self.title,
            "definition": self.definition,
            "unit": self.unit,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": hundredths(value) if isinstance(value, Fraction) else value,
            "as_of": self.as_of.isoformat(),
            "since": self.since and self.since.isoformat(),
        }


def hundredths(share: Fraction) -> int | float:
    """Return ``share`` in per cent as JSON writes it, cut to two places, never rounded up."""
    cut = int(share * 10_000)
    return cut // 100 if cut % 100 == 0 else cut / 100
