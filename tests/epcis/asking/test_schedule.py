"""When a schedule comes round: both sides of each of its moments."""

from datetime import UTC, datetime

import pytest

from ocop.epcis.asking.schedule import schedule_of
from ocop.epcis.problems import Unreadable

START = datetime(2026, 10, 5, 3, 0, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"second": "30"}, "2026-10-05T03:00:30"),
        ({"second": 0}, "2026-10-05T03:01:00"),
        ({"second": "0/30"}, "2026-10-05T03:00:30"),
        ({"second": "[10-12],40"}, "2026-10-05T03:00:10"),
        ({"minute": "5", "hour": "1"}, "2026-10-06T01:05:00"),
        ({"hour": "4"}, "2026-10-05T04:00:00"),
        ({"hour": "3"}, "2026-10-06T03:00:00"),
        ({"dayOfMonth": "31"}, "2026-10-31T00:00:00"),
        ({"month": 2, "dayOfMonth": 29}, "2028-02-29T00:00:00"),
        ({"dayOfWeek": "1"}, "2026-10-12T00:00:00"),
        ({"dayOfWeek": "[6-7]", "hour": "12", "minute": "*"}, "2026-10-10T12:00:00"),
        ({"month": "11"}, "2026-11-01T00:00:00"),
    ],
)
def test_the_next_moment_is_the_first_that_fits_all_fields(told, expected):
    found = schedule_of(told).after(START)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_moment_that_fits_is_not_its_own_next():
    schedule = schedule_of({"minute": "0", "hour": "3"})

    assert schedule.after(START) == START.replace(day=6)
    assert schedule.after(START.replace(hour=2, minute=59, second=59)) == START


@pytest.mark.parametrize(
    "told",
    [
        None, {}, [], "1", {"year": "1"}, {"second": "60"}, {"minute": "-1"}, {"hour": "24"},
        {"dayOfMonth": "0"}, {"dayOfMonth": "32"}, {"month": "13"}, {"dayOfWeek": "0"},
        {"dayOfWeek": "8"}, {"second": ""}, {"second": "a"}, {"second": "[5-3]"},
        {"second": "[1-"}, {"second": True}, {"second": 1.5}, {"second": None}, {"second": [1]},
        {"second": "0/0"}, {"second": "1,,2"}, {"month": "2", "dayOfMonth": "30"},
        {"second": "1," * 5000},
    ],
)  # fmt: skip
def test_what_is_no_schedule_or_never_comes_is_refused(told):
    with pytest.raises(Unreadable):
        schedule_of(told)
