"""What is void stays void; what is neither waits."""

import pytest

from ocop.stamps.ranges import (
    Kind,
    Range,
    Standing,
    active_and_not_void,
    counted,
    holds_all,
    standing,
    to_activate,
    to_hand_over,
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


HANDED = [Range(1, 10, Kind.HANDED), Range(11, 20, Kind.HANDED), Range(25, 30, Kind.HANDED)]


def test_what_is_handed_over_next_is_what_nobody_was_given():
    assert to_hand_over([], 1, 40) == (1, 40)
    assert to_hand_over([*HANDED, Range(21, 22, Kind.VOID)], 1, 40) == (21, 24)
    assert to_hand_over([*HANDED, Range(21, 24, Kind.HANDED)], 1, 30) is None


def test_only_what_was_handed_over_waits_to_be_made_active():
    used = [Range(1, 18, Kind.ACTIVE), Range(19, 20, Kind.VOID)]

    assert to_activate(used) is None
    assert to_activate(HANDED) == (1, 20)
    assert to_activate([*HANDED, *used]) == (25, 30)
    assert to_activate([*HANDED, *used, Range(25, 30, Kind.VOID)]) is None


@pytest.mark.parametrize(("last", "all_of_it"), [(20, True), (21, False)])
def test_ranges_that_touch_hold_what_lies_across_them(last, all_of_it):
    assert holds_all(HANDED, Kind.HANDED, 9, last) is all_of_it


def test_a_stamp_that_was_handed_over_waits():
    assert standing(HANDED, 1, 40, 5) == Standing.WAITING
