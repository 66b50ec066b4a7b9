"""What a figure is asked about: a place, a day, and the period that ends on it. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scope:
    """A place as of a day; without a commune the whole province, without both the country."""

    day: date
    # The first day of the period; what happened in it is counted from here to ``day``, both in.
    since: date
    province: int | None = None
    commune: int | None = None

    @classmethod
    def of_year(
        cls, day: date, *, province: int | None = None, commune: int | None = None
    ) -> "Scope":
        """Return the scope of ``day`` whose period begins with its year."""
        return cls(day, date(day.year, 1, 1), province, commune)
