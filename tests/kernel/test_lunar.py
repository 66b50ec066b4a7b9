"""Vietnam's lunar calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.lunar import LunarDay, lunar, solar, tet

DAYS = st.dates(date(1968, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(1985, 1, 21),  # China's new year was 20/02: the two calendars had parted.
        date(2007, 2, 17),  # China's was 18/02.
        date(2019, 2, 5),
        date(2020, 1, 25),
        date(2021, 2, 12),
        date(2022, 2, 1),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2030, 2, 2),  # China's is 03/02.
    ],
)
def test_tet_falls_on_the_day_vietnam_kept_it(day: date) -> None:
    assert tet(day.year) == day
    assert lunar(day) == LunarDay(day.year, 1, 1)


@pytest.mark.parametrize(
    ("year", "leap"), [(1985, 2), (1987, 7), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2033, 11)]
)
def test_a_leap_month_follows_the_month_whose_number_it_bears(year: int, leap: int) -> None:
    one_of_each = (lunar(tet(year) + timedelta(days=29 * n + n // 2 + 5)) for n in range(13))
    assert [day.month for day in one_of_each if day.leap] == [leap]


@pytest.mark.parametrize(
    ("year", "day"),
    [(2022, date(2022, 4, 10)), (2023, date(2023, 4, 29)), (2026, date(2026, 4, 26))],
)
def test_the_kings_are_commemorated_on_the_tenth_of_the_third_month(year: int, day: date) -> None:
    assert solar(year, 3, 10) == day


def test_the_last_days_of_the_old_year_belong_to_it() -> None:
    assert lunar(date(2026, 2, 16)) == LunarDay(2025, 12, 29)
    assert lunar(date(2024, 2, 9)) == LunarDay(2023, 12, 30)
    assert lunar(date(2026, 1, 1)) == LunarDay(2025, 11, 13)


@given(DAYS)
def test_every_day_is_the_next_of_its_month_or_the_first_of_another(day: date) -> None:
    today, tomorrow = lunar(day), lunar(day + timedelta(days=1))
    if tomorrow.day == 1:
        assert today.day in (29, 30)
        assert (today.month, today.leap) != (tomorrow.month, tomorrow.leap)
    else:
        assert tomorrow == LunarDay(today.year, today.month, today.day + 1, today.leap)


@given(DAYS)
def test_a_lunar_day_leads_back_to_its_day(day: date) -> None:
    moon = lunar(day)
    if not moon.leap:
        assert solar(moon.year, moon.month, moon.day) == day
