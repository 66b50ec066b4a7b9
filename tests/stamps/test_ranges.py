"""What is void stays void; what is neither waits."""

import pytest

from ocop.stamps.ranges import (
    Kind,
    Range,
    Standing,
    active_and_not_void,
    counted,
    standing,
    waiting,
)

RANGES = [Range(10, 20, Kind.ACTIVE), Range(18, 25, Kind.VOID), Range(21, 22, Kind.ACTIVE)]


@pytest.mark.parametrize(
    ("counter", "told"),
    [
        (0, Standing.UNKNOWN),
        (1, Standing.WAITING),
        (9, Standing.WAITING),
        (10, Standing.ACTIVE),
        (17, Standing.ACTIVE),
        (18, Standing.VOID),
        (22, Standing.VOID),
        (25, Standing.VOID),
        (26, Standing.WAITING),
        (30, Standing.WAITING),
        (31, Standing.UNKNOWN),
    ],
)
def test_void_counts_more_than_active_and_active_more_than_nothing(counter, told):
    assert standing(RANGES, 1, 30, counter) == told


def test_each_counter_is_counted_once():
    assert counted(RANGES, Kind.ACTIVE) == 13
    assert counted([*RANGES, Range(12, 14, Kind.ACTIVE)], Kind.ACTIVE) == 13
    assert counted(RANGES, Kind.VOID) == 8
    assert active_and_not_void(RANGES) == 8


@pytest.mark.parametrize(
    ("ranges", "left"),
    [
        ([], (1, 30)),
        (RANGES, (1, 9)),
        ([*RANGES, Range(1, 9, Kind.ACTIVE)], (26, 30)),
        ([*RANGES, Range(1, 9, Kind.VOID), Range(26, 29, Kind.ACTIVE)], (30, 30)),
        ([*RANGES, Range(1, 9, Kind.VOID), Range(26, 30, Kind.ACTIVE)], None),
    ],
)
def test_the_first_stamps_that_wait_are_those_between_what_was_made_active_or_void(ranges, left):
    assert waiting(ranges, 1, 30) == left
