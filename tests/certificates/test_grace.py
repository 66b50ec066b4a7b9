"""Grace (Điều 12.3): which certificates, from when, and until when; both sides of each edge."""

from datetime import date, timedelta

import pytest

from ocop.certificates.term import (
    Standing,
    Term,
    grace_ends,
    is_transitional,
    renewal_taken,
    renewal_window,
)

LAPSE = date(2026, 8, 1)
FILED = date(2026, 7, 1)
ISSUED = date(2023, 8, 1)


@pytest.mark.parametrize(
    ("lapses_on", "is_so"),
    [
        (date(2026, 5, 22), False),
        (date(2026, 5, 23), True),
        (date(2026, 9, 18), True),
        (date(2026, 9, 19), False),
    ],
)
def test_a_window_that_was_over_when_the_law_came_makes_a_certificate_transitional(
    lapses_on, is_so
):
    assert is_transitional(lapses_on) is is_so
    assert (grace_ends(lapses_on) is not None) is is_so


def test_a_window_that_could_be_met_on_its_last_day_gives_no_grace():
    assert renewal_window(date(2026, 9, 19))[1] == date(2026, 5, 22)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (LAPSE - timedelta(days=1), Standing.LAPSING),
        (LAPSE, Standing.GRACE),
        (LAPSE + timedelta(days=179), Standing.GRACE),
        (LAPSE + timedelta(days=180), Standing.LAPSED),
    ],
)
def test_a_renewal_under_way_keeps_it_for_180_days_from_the_lapse(day, said):
    assert Term(ISSUED, LAPSE, awaits_since=FILED).standing_on(day) is said


def test_without_a_renewal_it_has_lapsed_and_from_the_filing_on_it_is_kept():
    filed = LAPSE + timedelta(days=30)

    assert Term(ISSUED, LAPSE).standing_on(LAPSE) is Standing.LAPSED
    late = Term(ISSUED, LAPSE, awaits_since=filed)
    assert late.standing_on(filed - timedelta(days=1)) is Standing.LAPSED
    assert late.standing_on(filed) is Standing.GRACE


def test_no_other_certificate_is_kept_by_a_renewal_and_none_that_was_revoked():
    later = date(2026, 9, 19)

    assert Term(ISSUED, later, awaits_since=FILED).standing_on(later) is Standing.LAPSED
    assert Term(ISSUED, LAPSE, LAPSE, FILED).standing_on(LAPSE) is Standing.REVOKED


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2026, 5, 21), False),
        (date(2026, 5, 22), True),
        (LAPSE + timedelta(days=179), True),
        (LAPSE + timedelta(days=180), False),
    ],
)
def test_a_transitional_renewal_is_taken_from_the_new_law_to_the_end_of_grace(day, taken):
    assert renewal_taken(LAPSE, day) is taken


@pytest.mark.parametrize(("left", "taken"), [(181, 0), (180, 1), (120, 1), (119, 0)])
def test_any_other_renewal_is_taken_in_its_window_only(left, taken):
    lapses_on = date(2027, 3, 1)

    assert renewal_taken(lapses_on, lapses_on - timedelta(days=left)) is bool(taken)


def test_the_last_day_to_which_it_may_be_kept_is_told():
    assert Term(ISSUED, LAPSE).last_kept_day == LAPSE + timedelta(days=179)
    assert Term(ISSUED, date(2027, 8, 1)).last_kept_day is None
