"""How the law counts days, working days and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.days import (
    Period,
    add_days,
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
TERMS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
    ],
)
def test_offices_work_on_weekdays_that_are_not_holidays(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("filed", "number", "deadline"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 2), 15, date(2026, 3, 23)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 2, 9), 15, date(2026, 3, 9)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
    ],
)
def test_a_term_of_working_days_is_counted_from_the_next_day(
    filed: date, number: int, deadline: date
) -> None:
    assert add_working_days(filed, number) == deadline


@pytest.mark.parametrize(
    ("start", "number", "last"),
    [
        (date(2026, 3, 2), 15, date(2026, 3, 17)),
        (date(2026, 3, 6), 15, date(2026, 3, 23)),
        (date(2026, 1, 3), 45, date(2026, 2, 23)),
    ],
)
def test_a_term_of_days_that_would_end_at_rest_ends_with_the_next_working_day(
    start: date, number: int, last: date
) -> None:
    assert add_days(start, number) == last


def test_a_term_has_no_negative_length() -> None:
    for add in (add_days, add_working_days):
        with pytest.raises(ValueError, match="negative"):
            add(date(2026, 3, 2), -1)


def test_days_left_run_down_to_the_deadline_and_below_zero_after_it() -> None:
    deadline = date(2026, 3, 9)
    assert working_days_between(date(2026, 2, 9), deadline) == 15
    assert working_days_between(date(2026, 3, 6), deadline) == 1
    assert working_days_between(date(2026, 3, 8), deadline) == 1
    assert working_days_between(deadline, deadline) == 0
    assert working_days_between(date(2026, 3, 10), deadline) == -1
    assert working_days_between(date(2026, 3, 16), deadline) == -5


@given(DAYS, st.integers(1, 60))
def test_a_deadline_is_a_working_day_as_many_working_days_on(start: date, number: int) -> None:
    deadline = add_working_days(start, number)
    assert is_working_day(deadline)
    assert working_days_between(start, deadline) == number


@given(DAYS, DAYS, TERMS)
def test_who_files_later_has_no_earlier_deadline(one: date, other: date, number: int) -> None:
    earlier, later = sorted((one, other))
    assert add_working_days(earlier, number) <= add_working_days(later, number)
    assert add_days(earlier, number) <= add_days(later, number)


@given(DAYS, TERMS)
def test_a_longer_term_ends_later(start: date, number: int) -> None:
    assert add_working_days(start, number) < add_working_days(start, number + 1)


@given(DAYS)
def test_the_next_working_day_is_the_day_itself_when_offices_work(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert (found == day) == is_working_day(day)
    assert working_days_between(day, found) == (0 if found == day else 1)


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 5, 20), 36, date(2029, 5, 20)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 7, 7), 0, date(2026, 7, 7)),
    ],
)
def test_months_lead_to_the_same_day_or_to_the_end_of_the_month(
    day: date, months: int, reached: date
) -> None:
    assert add_months(day, months) == reached


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    period = Period.of_months(date(2026, 5, 20), 36)
    assert date(2026, 5, 19) not in period
    assert date(2026, 5, 20) in period
    assert date(2029, 5, 19) in period
    assert date(2029, 5, 20) not in period
    assert period.last == date(2029, 5, 19)
    assert period.length == timedelta(days=1096)


def test_periods_that_only_touch_do_not_overlap() -> None:
    first = Period(date(2026, 1, 1), date(2026, 7, 1))
    assert not first.overlaps(Period(date(2026, 7, 1), date(2027, 1, 1)))
    assert first.overlaps(Period(date(2026, 6, 30), date(2027, 1, 1)))
    assert not first.overlaps(Period(date(2026, 3, 1), date(2026, 3, 1)))


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
