"""Money in whole đồng."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.money import share, show, split

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1).filter(any)


@pytest.mark.parametrize(
    ("amount", "fraction", "part"),
    [
        (100, Fraction(1, 3), 33),
        (100, Fraction(2, 3), 67),
        (1, Fraction(1, 2), 1),
        (3, Fraction(1, 2), 2),
        (5, Fraction(1, 10), 1),
        (4, Fraction(1, 10), 0),
        (-3, Fraction(1, 2), -1),
        (125_000, Decimal("0.08"), 10_000),
        (999, Decimal("0.1"), 100),
        (0, Decimal("0.1"), 0),
    ],
)
def test_half_a_dong_is_rounded_up(amount: int, fraction: Fraction | Decimal, part: int) -> None:
    assert share(amount, fraction) == part


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (200, [1, 1, 1], [67, 67, 66]),
        (10, [0, 1, 0], [0, 10, 0]),
        (10, [1, 2, 4], [1, 3, 6]),
        (1, [1, 99], [0, 1]),
        (0, [3, 4], [0, 0]),
        (-100, [1, 1, 1], [-33, -33, -34]),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders(
    amount: int, weights: list[int], parts: list[int]
) -> None:
    assert split(amount, weights) == parts


@given(AMOUNTS, WEIGHTS)
def test_no_dong_is_lost(amount: int, weights: list[int]) -> None:
    assert sum(split(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_no_part_is_a_whole_dong_off_its_share(amount: int, weights: list[int]) -> None:
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1


@given(AMOUNTS, WEIGHTS)
def test_who_weighs_nothing_receives_nothing(amount: int, weights: list[int]) -> None:
    assert split(amount, [0, *weights, 0])[:: len(weights) + 1] == [0, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_share_nothing_out_are_an_error(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


def test_an_amount_is_read_with_dots_and_its_unit() -> None:
    assert show(1_234_567) == "1.234.567 đ"
    assert show(0) == "0 đ"
    assert show(-50_000) == "-50.000 đ"
