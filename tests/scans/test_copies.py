"""The rules of copies, on both sides of each of their edges."""

from dataclasses import replace
from datetime import date

import pytest

from ocop.scans.copies import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    PARDONED,
    Signal,
    all_rules,
    checked,
    in_force,
    rules_on,
)  # fmt: skip
from ocop.scans.trial import tried

NOON = 1_790_000_000 // DAY * DAY + 5 * HOUR
HERE, FAR, NEAR = 22, 79, 31


@pytest.fixture(scope="module")
def rules():
    return rules_on(date(2026, 10, 5))


def check(rules, seen, at=NOON, device=1, place=0, standing=0, limit=1_000):
    return checked(rules, seen, at, device, place, standing=standing, limit=limit)


def many(rules, looks, **more):
    seen, raised = NEVER, 0
    for at, device, place in looks:
        seen, fresh = check(rules, seen, at, device, place, **more)
        raised |= fresh
    return seen, raised


@pytest.mark.parametrize(("seconds", "checks"), [(30 * MINUTE - 1, 1), (30 * MINUTE, 2)])
def test_the_same_device_within_half_an_hour_is_the_same_check(rules, seconds, checks):
    seen, _ = many(rules, [(NOON, 1, 0), (NOON + seconds, 1, 0)])

    assert (seen.checks, seen.first) == (checks, NOON)


@pytest.mark.parametrize(("count", "raised"), [(11, 0), (12, Signal.DEVICES)])
def test_many_devices_in_one_day_are_told(rules, count, raised):
    _, found = many(rules, [(NOON + n * 2 * HOUR // 12, n + 1, 0) for n in range(count)])

    assert found & Signal.DEVICES == raised


def test_devices_are_counted_by_the_day_in_vietnam(rules):
    midnight = (NOON // DAY) * DAY - 7 * HOUR + DAY

    seen, _ = many(rules, [(midnight - 1, 1, 0), (midnight, 2, 0)])

    assert (seen.devices, seen.checks) == (1, 2)


@pytest.mark.parametrize(("count", "raised"), [(15, 0), (16, Signal.COUNT)])
def test_more_checks_than_usual_are_told(rules, count, raised):
    looks = [(NOON + n * 3 * DAY, n + 1, 0) for n in range(count)]

    _, found = many(rules, looks, limit=rules.limit(100))

    assert found & Signal.COUNT == raised


def test_what_is_usual_follows_the_products_own_stamps(rules):
    assert (rules.limit(100), rules.limit(250), rules.limit(300)) == (15, 15, 18)


@pytest.mark.parametrize(("hours", "raised"), [(1, Signal.TRAVEL), (3, 0)])
def test_two_provinces_too_far_apart_for_the_time_between_are_told(rules, hours, raised):
    km = rules.apart[HERE, FAR]
    assert 1_000 < km < 1_250

    _, found = many(rules, [(NOON, 1, HERE), (NOON + hours * HOUR, 2, FAR)])

    assert found & Signal.TRAVEL == raised


def test_neighbours_and_unknown_places_are_no_journey(rules):
    _, found = many(rules, [(NOON, 1, HERE), (NOON + 1, 2, NEAR), (NOON + 2, 3, 0)])

    assert found == 0


@pytest.mark.parametrize(("count", "raised"), [(15, 0), (16, Signal.VELOCITY)])
def test_many_checks_at_once_are_told(rules, count, raised):
    looks = [(NOON + n, n + 1, 0) for n in range(count)]

    _, found = many(replace(rules, devices=200), looks)

    assert found & Signal.VELOCITY == raised


@pytest.mark.parametrize(("devices", "raised"), [(2, 0), (3, Signal.BEFORE)])
def test_whoever_sticks_stamps_may_try_one_before_it_is_active(rules, devices, raised):
    looks = [(NOON + n, n + 1, 0) for n in range(devices)]

    _, found = many(rules, looks, standing=int(Signal.BEFORE))

    assert found == raised


def test_a_void_stamp_is_told_at_its_first_check(rules):
    assert check(rules, NEVER, standing=int(Signal.VOID))[1] == Signal.VOID


@pytest.mark.parametrize(("seconds", "raised"), [(30 * DAY, 0), (30 * DAY + 1, Signal.SALE)])
def test_another_device_long_after_the_pin_was_used_is_told(rules, seconds, raised):
    used = NEVER._replace(opened_at=NOON, first=NOON, last=NOON, checks=1, device_1=1)

    assert check(rules, used, NOON + seconds, device=2)[1] == raised


def test_a_signal_is_raised_once_and_stays(rules):
    seen, first = check(rules, NEVER, standing=int(Signal.VOID))
    seen, again = check(rules, seen, NOON + HOUR, standing=int(Signal.VOID))

    assert (first, again) == (Signal.VOID, 0)
    assert seen.is_doubtful


def test_what_an_officer_explained_is_neither_raised_nor_shown(rules):
    pardoned = NEVER._replace(raised=int(Signal.VOID) | PARDONED)

    seen, fresh = check(rules, pardoned, standing=int(Signal.BEFORE))

    assert (fresh, seen.is_doubtful) == (0, False)


def test_the_newest_rules_of_a_day_hold(rules):
    later = replace(rules, since=date(2027, 1, 1))

    assert in_force([rules, later], date(2026, 12, 31)) is rules
    assert in_force([rules, later], date(2027, 1, 1)) is later


def test_the_rules_find_copies_of_a_simulated_set_and_leave_most_others_alone():
    result = tried(all_rules()[0], stamps=20_000, copied_of_thousand=5, seed=1)

    assert result.precision > 0.8
    assert result.recall > 0.5


def test_each_rule_finds_some_copies_of_a_large_set():
    result = tried(all_rules()[0], stamps=60_000, copied_of_thousand=20, seed=2)

    assert {Signal[name] for name in result.by_rule} == set(Signal)
