"""Which certificates lapse soon, and which alert of a lapse is due. Pure: days in, numbers out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

# The renewal window opens at 180 and closes at 120; the decision itself prints no duty to remind.
THRESHOLDS = (180, 150, 120, 90, 30, 0)
# What lapsed longer ago is told no more: a system that was away for years starts in silence.
LATE_DAYS = 30
WEEK = 7
# The first week is the coming seven days; the last holds the 180th day.
WEEKS = THRESHOLDS[0] // WEEK + 1


def days_to_lapse(lapses_on: date, day: date) -> int:
    """Return the days from ``day`` to the lapse; zero and below, it has lapsed."""
    return (lapses_on - day).days


def due_alert(lapses_on: date, day: date) -> int | None:
    """Return the alert that is due on ``day``: the threshold that was reached last, or none.

    A certificate that is first seen between two thresholds is told of the one behind it and of
    none before, so that nobody is told today what was true two months ago.
    """
    left = days_to_lapse(lapses_on, day)
    if left < -LATE_DAYS:
        return None
    reached = [threshold for threshold in THRESHOLDS if left <= threshold]
    return min(reached, default=None)


def watched(day: date) -> tuple[date, date]:
    """Return the first and the last day of lapse that the radar shows on ``day``."""
    return day - timedelta(days=LATE_DAYS), day + timedelta(days=THRESHOLDS[0])


def week_of(lapses_on: date, day: date) -> int:
    """Return in how many whole weeks it lapses; -1 for what has lapsed."""
    left = days_to_lapse(lapses_on, day)
    return left // WEEK if left > 0 else -1


def week_bounds(week: int, day: date) -> tuple[date, date]:
    """Return the first and the last day of lapse that fall into ``week``."""
    if week < 0:
        return watched(day)[0], day
    first, last = WEEK * week, WEEK * week + WEEK - 1
    return day + timedelta(days=max(first, 1)), day + timedelta(days=min(last, THRESHOLDS[0]))


def by_weeks(tally: Iterable[tuple[date, int]], day: date) -> list[tuple[int, int]]:
    """Return (week, certificates) from the lapsed, -1, to the farthest, empty weeks too."""
    counted: Counter[int] = Counter()
    for lapses_on, number in tally:
        counted[week_of(lapses_on, day)] += number
    return [(week, counted[week]) for week in range(-1, WEEKS)]


def alert_key(certificate: int, threshold: int) -> str:
    """Return what makes the alert of a threshold told once."""
    return f"lapse {certificate} {threshold}"


def reminder_key(certificate: int, threshold: int, day: date) -> str:
    """Return what makes a reminder by hand told once a day."""
    return f"{alert_key(certificate, threshold)} {day.isoformat()}"
