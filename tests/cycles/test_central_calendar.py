"""The centre's two rounds a year, on both sides of each edge."""

from datetime import date

import pytest

from ocop.cycles.calendar import central_overdue_before, central_round_of, central_rounds


def test_the_centre_takes_before_30_7_and_30_1_and_finishes_before_30_9_and_30_3():
    first, second = central_rounds(2026)

    assert (first.received_before, first.finish_before) == (date(2026, 7, 30), date(2026, 9, 30))
    assert (second.received_before, second.finish_before) == (date(2027, 1, 30), date(2027, 3, 30))


@pytest.mark.parametrize(
    ("letter_on", "taking"),
    [
        (date(2026, 7, 29), "Đợt 1 năm 2026 của trung ương"),
        (date(2026, 7, 30), "Đợt 2 năm 2026 của trung ương"),
        (date(2026, 12, 31), "Đợt 2 năm 2026 của trung ương"),
        (date(2027, 1, 29), "Đợt 2 năm 2026 của trung ương"),
        (date(2027, 1, 30), "Đợt 1 năm 2027 của trung ương"),
    ],
)
def test_a_letter_is_taken_by_the_first_round_that_it_comes_before(letter_on, taking):
    assert str(central_round_of(letter_on)) == taking


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 9, 29), date(2026, 1, 30)),
        (date(2026, 9, 30), date(2026, 7, 30)),
        (date(2027, 3, 29), date(2026, 7, 30)),
        (date(2027, 3, 30), date(2027, 1, 30)),
    ],
)
def test_a_round_is_late_from_the_day_before_which_it_should_be_finished(day, before):
    assert central_overdue_before(day) == before
