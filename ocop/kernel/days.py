"""How the law counts days, working days and months (Bộ luật Dân sự 2015, Điều 147-148)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.kernel.holidays import ONE_DAY, is_rest_day


def is_working_day(day: date) -> bool:
    """Tell whether Vietnam's offices work on a day."""
    return not is_rest_day(day)


def next_working_day(day: date) -> date:
    """Return the day itself when offices work on it, else the first day after on which they do."""
    while is_rest_day(day):
        day += ONE_DAY
    return day


def add_working_days(start: date, number: int) -> date:
    """Return the last day of a term of so many working days; the term ends as that day ends.

    The day of the event is not counted: counting begins on the next one.
    """
    # Bộ luật Dân sự 2015, Điều 147.2.
    if number < 0:
        raise ValueError("A term has no negative length.")
    day = start
    for _ in range(number):
        day = next_working_day(day + ONE_DAY)
    return day


def add_days(start: date, number: int) -> date:
    """Return the last day of a term of so many calendar days; the term ends as that day ends.

    The day of the event is not counted, and a term that would end on a rest day ends with the
    next working day.
    """
    # Bộ luật Dân sự 2015, Điều 147.2, 148.2 and 148.5.
    if number < 0:
        raise ValueError("A term has no negative length.")
    return next_working_day(start + number * ONE_DAY)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days follow ``start`` up to and with ``end``.

    From today to a deadline these are the days left; below zero they are the days overdue.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(not is_rest_day(day) for day in _days_after(start, end))


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a month that has no such day."""
    # Bộ luật Dân sự 2015, Điều 148.3.
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open run of days: ``start`` is in it, ``end`` is the first day that is not."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A period does not end before it starts.")

    @classmethod
    def of_months(cls, start: date, months: int) -> "Period":
        """Return the period of so many months from ``start``."""
        return cls(start, add_months(start, months))

    @property
    def last(self) -> date:
        """Return the last day inside the period."""
        return self.end - ONE_DAY

    @property
    def length(self) -> timedelta:
        """Return how long the period lasts."""
        return self.end - self.start

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Period") -> bool:
        """Tell whether a day lies in both periods."""
        return max(self.start, other.start) < min(self.end, other.end)


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += ONE_DAY
        yield day
