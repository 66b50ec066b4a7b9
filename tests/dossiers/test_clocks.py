from datetime import date, timedelta

import pytest

from ocop.dossiers import clocks


@pytest.mark.parametrize(
    ("filed_on", "deadline"),
    [
        # Three plain weeks.
        (date(2026, 10, 5), date(2026, 10, 26)),
        # Tết 2027 rests from Friday 5 to Thursday 11 February, the makeup days with it.
        (date(2027, 1, 25), date(2027, 2, 22)),
        # The National Day 2026: 31 August (swapped), 1 and 2 September.
        (date(2026, 8, 24), date(2026, 9, 17)),
        # Filed on a Saturday: the count begins on Monday.
        (date(2026, 10, 3), date(2026, 10, 23)),
    ],
)
def test_the_commune_has_fifteen_working_days_from_the_filing(filed_on, deadline):
    assert clocks.commune_deadline(filed_on) == deadline


def test_the_days_of_tet_are_not_counted():
    plain = clocks.commune_deadline(date(2027, 3, 1)) - date(2027, 3, 1)
    over_tet = clocks.commune_deadline(date(2027, 2, 1)) - date(2027, 2, 1)

    assert over_tet - plain >= timedelta(days=5)


@pytest.mark.parametrize(
    ("day", "left", "overdue"),
    [
        (date(2026, 10, 5), 15, False),
        (date(2026, 10, 23), 1, False),
        (date(2026, 10, 26), 0, False),
        (date(2026, 10, 27), -1, True),
    ],
)
def test_the_days_left_run_to_nought_on_the_last_day_and_below_it_after(day, left, overdue):
    filed_on = date(2026, 10, 5)

    assert clocks.working_days_left(filed_on, day) == left
    assert clocks.is_overdue(filed_on, day) is overdue


@pytest.mark.parametrize("offset", range(0, 400, 7))
def test_the_last_overdue_filing_is_overdue_and_the_next_day_is_not(offset):
    day = date(2026, 6, 1) + timedelta(days=offset)
    last = clocks.last_overdue_filing(day)

    assert clocks.is_overdue(last, day)
    assert not clocks.is_overdue(last + timedelta(days=1), day)


def test_a_renewal_is_evaluated_within_forty_five_days():
    assert clocks.renewal_finish(date(2026, 10, 5)) == date(2026, 11, 19)
