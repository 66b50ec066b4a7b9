"""When a scheduled subscription is answered: at each moment that fits all its fields. Pure.

EPCIS 2.0, 8.2.5.3. Times are UTC. A field that is left out fits any value where it is longer than
those that are given, and only its first where it is shorter: ``hour`` 1 alone is 01:00:00.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ocop.epcis.problems import Kind, Problem, Unreadable

# From the longest to the shortest, with what each ranges over.
RANGES: Final = {
    "month": (1, 12),
    "dayOfMonth": (1, 31),
    "dayOfWeek": (1, 7),
    "hour": (0, 23),
    "minute": (0, 59),
    "second": (0, 59),
}
ELEMENT: Final = re.compile(r"(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]|(\d{1,2})/(\d{1,2})|(\*)")
# Every day that a calendar has comes round within so many days.
DAYS: Final = 366 * 8 + 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """The values that each field may have."""

    months: frozenset[int]
    days: frozenset[int]
    weekdays: frozenset[int]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]

    def after(self, moment: datetime) -> datetime | None:
        """Return the first moment after this one that fits, or nothing where none ever does."""
        start = moment.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        for ahead in range(DAYS):
            day = start.date() + timedelta(days=ahead)
            if day.month not in self.months or day.day not in self.days:
                continue
            if day.isoweekday() not in self.weekdays:
                continue
            earliest = (start.hour, start.minute, start.second) if ahead == 0 else (0, 0, 0)
            if found := self._within_day(earliest):
                return datetime(day.year, day.month, day.day, *found, tzinfo=UTC)
        return None

    def _within_day(self, earliest: tuple[int, int, int]) -> tuple[int, int, int] | None:
        for hour in self.hours:
            for minute in self.minutes:
                if (hour, minute) < earliest[:2]:
                    continue
                for second in self.seconds:
                    if (hour, minute, second) >= earliest:
                        return hour, minute, second
        return None


def schedule_of(told: Any) -> Schedule:
    """Return a schedule; refused with the field that is wrong, and where it never comes."""
    if not isinstance(told, Mapping) or not told:
        raise refuse("schedule", "takes at least one of " + ", ".join(RANGES) + ".")
    if unknown := [name for name in told if name not in RANGES]:
        raise refuse("schedule", f"{str(unknown[0])[:60]} is no field of a schedule.")
    given = {name: _values(name, told[name]) for name in RANGES if name in told}
    shortest = max(_rank(name) for name in given)
    fields = {
        name: given.get(name) or _left_out(name, is_shorter=_rank(name) > shortest)
        for name in RANGES
    }
    schedule = Schedule(
        frozenset(fields["month"]),
        frozenset(fields["dayOfMonth"]),
        frozenset(fields["dayOfWeek"]),
        *(tuple(sorted(fields[name])) for name in ("hour", "minute", "second")),
    )
    if schedule.after(datetime(2024, 1, 1, tzinfo=UTC)) is None:
        raise refuse("schedule", "never comes round.")
    return schedule


def _rank(name: str) -> int:
    """Return how short a field is; both kinds of day are days."""
    return {"month": 0, "dayOfMonth": 1, "dayOfWeek": 1, "hour": 2, "minute": 3, "second": 4}[name]


def _left_out(name: str, *, is_shorter: bool) -> set[int]:
    first, last = RANGES[name]
    # A day of the week shortens nothing: each month has all of them.
    return {first} if is_shorter and name != "dayOfWeek" else set(range(first, last + 1))


def _values(name: str, told: Any) -> set[int]:
    if isinstance(told, bool) or not isinstance(told, int | str) or len(str(told)) > 300:
        raise refuse(name, "takes a number, a list of numbers, or ranges such as [1-5].")
    first, last = RANGES[name]
    found: set[int] = set()
    for part in str(told).split(","):
        values = _element(part.strip(), first, last)
        if not values or min(values) < first or max(values) > last:
            raise refuse(name, f"{part.strip()[:40]} is not from {first} to {last}.")
        found |= values
    return found


def _element(text: str, first: int, last: int) -> set[int]:
    """Return what one number, range, step or star means; nothing where it is none of them."""
    if not (found := ELEMENT.fullmatch(text)):
        return set()
    number, low, high, start, step, star = found.groups()
    if number is not None:
        return {int(number)}
    if low is not None:
        return set(range(int(low), int(high) + 1))
    if star is not None:
        return set(range(first, last + 1))
    return set(range(int(start), last + 1, int(step))) if int(step) else set()


def refuse(name: str, why: str) -> Unreadable:
    """Return what stands against the controls of a subscription, to be raised."""
    problem = Problem(
        Kind.SUBSCRIPTION_CONTROLS, "The subscription cannot be kept", f"{name}: {why}", field=name
    )
    return Unreadable(problem)
