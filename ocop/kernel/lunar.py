"""Vietnam's lunar calendar, computed from the moon and the sun at UTC+7.

Months begin on the day of the new moon; the eleventh holds the winter solstice; of thirteen
months between two solstices, the first in which the sun enters no new sign is the leap month.
The rules, and series that are good to minutes, are those that Hồ Ngọc Đức published. Vietnam has
reckoned at UTC+7 since 1968, which is where the promise of this module begins.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin

_HOURS_AHEAD = 7
_JULIAN_DAY_OF_ORDINAL_0 = 1_721_425
_NEW_MOON_OF_1900 = 2_415_021.076998695
_MEAN_MONTH = 29.530588853
_SOLSTICE_SIGN = 9


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; a leap month bears the number of the month before it."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True, slots=True)
class _Month:
    year: int
    number: int
    first: date
    leap: bool


def lunar(day: date) -> LunarDay:
    """Return the lunar date of a day in Vietnam."""
    cycle = day.year if day < _eleventh_month(day.year) else day.year + 1
    month = max((m for m in _months(cycle) if m.first <= day), key=lambda m: m.first)
    return LunarDay(month.year, month.number, (day - month.first).days + 1, month.leap)


def solar(year: int, month: int, day: int) -> date:
    """Return the day in Vietnam of a lunar date in a month that is not a leap month."""
    months = _months(year) + _months(year + 1)
    first = next(m.first for m in months if (m.year, m.number, m.leap) == (year, month, False))
    return first + timedelta(days=day - 1)


def tet(year: int) -> date:
    """Return the first day of the lunar year, mùng một Tết."""
    return solar(year, 1, 1)


@lru_cache(maxsize=256)
def _months(year: int) -> tuple[_Month, ...]:
    """Return the months from the eleventh of the lunar year before ``year`` to the tenth."""
    start, end = _eleventh_month(year - 1), _eleventh_month(year)
    moon = _moon_number(start)
    starts = [first for k in range(moon - 1, moon + 16) if start <= (first := _new_moon(k)) <= end]
    leap = _leap_position(starts) if len(starts) > 13 else None
    months = []
    number = 11
    for position, first in enumerate(starts[:-1]):
        if position and position != leap:
            number = number % 12 + 1
        months.append(
            _Month(year - 1 if number > 10 else year, number, first, leap=position == leap)
        )
    return tuple(months)


def _leap_position(starts: list[date]) -> int:
    return next(
        position
        for position, (first, following) in enumerate(pairwise(starts))
        if position and _sign_of_sun(first) == _sign_of_sun(following)
    )


@lru_cache(maxsize=256)
def _eleventh_month(year: int) -> date:
    """Return the first day of the month that holds the winter solstice of ``year``."""
    moon = _moon_number(date(year, 12, 31))
    first = max(day for k in range(moon - 1, moon + 2) if (day := _new_moon(k)).year == year)
    if _sign_of_sun(first) < _SOLSTICE_SIGN:
        return first
    return max(day for k in range(moon - 2, moon + 2) if (day := _new_moon(k)) < first)


def _moon_number(day: date) -> int:
    return floor((day.toordinal() + _JULIAN_DAY_OF_ORDINAL_0 - _NEW_MOON_OF_1900) / _MEAN_MONTH)


@lru_cache(maxsize=4096)
def _new_moon(k: int) -> date:
    """Return the day in Vietnam of the ``k``-th new moon since January 1900."""
    t = k / 1236.85
    t2, t3 = t * t, t * t * t
    sun = radians(359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3)
    moon = radians(306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3)
    node = radians(21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3)
    mean = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t2))
    shift = (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    clock_drift = -0.000278 + 0.000265 * t + 0.000262 * t2
    julian = floor(mean + shift - clock_drift + 0.5 + _HOURS_AHEAD / 24)
    return date.fromordinal(julian - _JULIAN_DAY_OF_ORDINAL_0)


def _sign_of_sun(day: date) -> int:
    """Return which twelfth of its path the sun is in as the day begins; spring begins at 0."""
    midnight = day.toordinal() + _JULIAN_DAY_OF_ORDINAL_0 - 0.5 - _HOURS_AHEAD / 24
    t = (midnight - 2_451_545) / 36_525
    t2 = t * t
    anomaly = radians(357.52910 + 35_999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2)
    mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t2
    centre = (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((mean + centre) % 360 / 30)
