"""The six steps of a year, and the days by which what was returned should be back."""

from datetime import date

import pytest

from ocop.cycles.calendar import (
    STEPS,
    Span,
    checked_spans,
    idea_back_by,
    plan_back_by,
    rounds_of,
    spans_of,
)
from ocop.kernel.errors import Refused

USUAL = spans_of(2026)


def test_the_steps_are_six_and_each_runs_in_every_year():
    assert [step for step, _ in STEPS] == [1, 2, 3, 4, 5, 6]
    assert {one.step for one in USUAL} == {1, 2, 3, 4, 5, 6}
    assert checked_spans(2026, USUAL) == USUAL


def test_ideas_are_taken_from_april_to_june_and_plans_from_june_to_august():
    spans = {one.step: one for one in USUAL}

    assert (spans[2].starts_on, spans[2].ends_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert (spans[3].starts_on, spans[3].ends_on) == (date(2026, 6, 1), date(2026, 8, 31))


def test_evaluation_follows_the_rounds_of_the_decision():
    evaluation = [(one.starts_on, one.ends_on) for one in USUAL if one.step == 5]

    assert evaluation == [(cut, end) for _, cut, end in rounds_of(2026)]


def test_a_step_may_last_one_day_and_not_less():
    rest = [one for one in USUAL if one.step != 2]
    day = date(2026, 4, 1)

    assert checked_spans(2026, [*rest, Span(2, day, day)])
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        checked_spans(2026, [*rest, Span(2, day, date(2026, 3, 31))])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "taken"),
    [
        (date(2025, 12, 1), date(2026, 1, 1), True),
        (date(2025, 12, 1), date(2025, 12, 31), False),
        (date(2026, 12, 31), date(2027, 1, 31), True),
        (date(2027, 1, 1), date(2027, 1, 31), False),
    ],
)
def test_a_step_touches_its_year(starts_on, ends_on, taken):
    spans = [*USUAL, Span(6, starts_on, ends_on)]
    if taken:
        assert checked_spans(2026, spans)
    else:
        with pytest.raises(Refused, match="nằm ngoài năm 2026"):
            checked_spans(2026, spans)


def test_no_step_is_left_without_days():
    with pytest.raises(Refused, match="Nhận phương án kinh doanh"):
        checked_spans(2026, [one for one in USUAL if one.step != 3])


def test_an_idea_comes_back_in_two_weeks_and_a_plan_in_one():
    assert idea_back_by(date(2026, 4, 1)) == date(2026, 4, 15)
    assert plan_back_by(date(2026, 6, 1)) == date(2026, 6, 8)
