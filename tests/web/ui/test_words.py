"""How numbers, days and digests are written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from ocop.web.ui import words

NBSP = "\N{NO-BREAK SPACE}"


def test_numbers_stand_in_threes():
    assert words.number(1234567) == "1.234.567"
    assert words.number(None) == ""
    with override("en"):
        assert words.number(1234567) == "1,234,567"


def test_money_ends_in_dong():
    assert words.dong(50000) == f"50.000{NBSP}đ"
    assert words.dong(None) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(215, 3), "71,66"), (Fraction(26999, 300), "89,99"), (70, "70"),
        (Decimal("70.50"), "70,5"), (None, ""),
    ],
)  # fmt: skip
def test_points_are_cut_and_never_rounded_up(value, said):
    assert words.points(value) == said


def test_a_day_is_the_day_in_vietnam():
    assert words.day(date(2026, 10, 5)) == "05/10/2026"
    assert words.day(datetime(2026, 10, 4, 17, 0, tzinfo=UTC)) == "05/10/2026"
    assert words.day("05/10") == ""


def test_a_moment_has_its_hour():
    assert words.moment_of(datetime(2026, 10, 5, 3, 5, tzinfo=UTC)) == "10:05 ngày 05/10/2026"
    assert words.moment_of(None) == ""


def test_readers_of_english_get_days_and_moments_that_no_reader_can_turn_round():
    with override("en"):
        assert words.day(date(2026, 10, 5)) == "5 Oct 2026"
        assert words.day(datetime(2026, 10, 4, 17, 0, tzinfo=UTC)) == "5 Oct 2026"
        said = words.moment_of(datetime(2026, 10, 5, 3, 5, tzinfo=UTC))
        assert said == "10:05, 5 Oct 2026"
        assert words.filesize_vi(3_400_000) == f"3.4{NBSP}MB"


@pytest.mark.parametrize(
    ("size", "said"), [(12, f"1{NBSP}KB"), (481234, f"481{NBSP}KB"), (3_400_000, f"3,4{NBSP}MB")]
)
def test_sizes_are_short(size, said):
    assert words.filesize_vi(size) == said


def test_a_digest_is_shown_by_its_head():
    assert words.digest_short("9f86d081884c7d659a2f") == "9f86 d081 884c 7d65"
