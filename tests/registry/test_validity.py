"""How good a paper is on a day: both sides of each edge."""

from datetime import date

import pytest

from ocop.registry.validity import Validity, good_until, validity_on

END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 31), Validity.VALID),
        (date(2026, 11, 1), Validity.ENDING),
        (date(2026, 12, 31), Validity.ENDING),
        (date(2027, 1, 1), Validity.ENDED),
    ],
)
def test_a_paper_is_good_to_the_end_of_its_last_day_and_ending_sixty_days_before(day, said):
    assert validity_on(day, END, timeless=False) is said


@pytest.mark.parametrize(("timeless", "said"), [(True, Validity.VALID), (False, Validity.UNKNOWN)])
def test_a_paper_without_an_end_is_unknown_unless_it_has_none(timeless, said):
    assert validity_on(END, None, timeless=timeless) is said


def test_a_paper_about_a_period_goes_stale_after_the_months_of_its_kind():
    issued = date(2026, 1, 31)

    assert good_until(issued, None, 12) == date(2027, 1, 31)
    assert good_until(issued, END, 12) == END
    assert good_until(issued, None, None) is None
    assert good_until(None, None, 12) is None


def test_only_a_paper_that_ended_serves_no_more():
    assert [one for one in Validity if not one.serves] == [Validity.ENDED]
