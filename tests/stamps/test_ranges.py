"""What is void stays void; what is neither waits."""

import pytest

from ocop.stamps.ranges import Kind, Range, Standing, active_and_not_void, counted, standing

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
