"""When the demo's acts happen."""

from datetime import date, datetime, timedelta

from ocop.demo.clock import Clock, working_day
from ocop.kernel.act import VIETNAM

SUNDAY = date(2026, 11, 22)


def test_a_working_day_stands_for_itself():
    assert working_day(date(2026, 11, 20)) == date(2026, 11, 20)


def test_a_weekend_slides_to_the_friday_before():
    assert working_day(SUNDAY) == date(2026, 11, 20)


def test_tet_slides_to_the_last_day_before_the_holiday():
    assert working_day(date(2027, 2, 10)) == date(2027, 2, 4)


def test_acts_that_slide_onto_each_other_keep_their_order():
    clock = Clock(SUNDAY)

    friday, saturday = clock.act(None, 2, 15), clock.act(None, 1, 9)

    assert friday.at == datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
    assert timedelta(0) < saturday.at - friday.at < timedelta(hours=1)


def test_no_act_is_later_than_the_moment_given():
    until = datetime(2026, 11, 20, 8, 30, tzinfo=VIETNAM)
    clock = Clock(date(2026, 11, 20), until=until)

    assert clock.act(None, 0, 9).at == until
    assert clock.act(None, 0, 10).at == until


def test_a_clock_set_after_another_goes_on_behind_it():
    first, second = Clock(SUNDAY), Clock(SUNDAY)
    last = first.act(None, 10, 9)

    assert second.after(first).act(None, 20, 9).at > last.at
