"""Numbers as Vietnamese readers write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.numbers import show_fraction, show_integer


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (999, "999"), (1_000, "1.000"), (-1_234_567, "-1.234.567")]
)
def test_thousands_are_parted_by_dots(number: int, shown: str) -> None:
    assert show_integer(number) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(2699, 30), 2, "89,96"),
        (Fraction(899999, 10000), 2, "89,99"),
        (Fraction(90), 2, "90"),
        (90, 2, "90"),
        (Fraction(179, 2), 2, "89,5"),
        (Fraction(9005, 100), 2, "90,05"),
        (Fraction(90001, 1000), 2, "90"),
        (Fraction(2, 3), 0, "0"),
        (Fraction(2, 3), 4, "0,6666"),
        (Fraction(-5, 3), 1, "-1,6"),
        (Fraction(-1, 1000), 2, "0"),
        (Fraction(12345671, 10), 1, "1.234.567,1"),
    ],
)
def test_a_fraction_is_cut_after_its_decimals(value: Fraction, places: int, shown: str) -> None:
    assert show_fraction(value, places) == shown


@given(st.fractions(0, 100), st.sampled_from([30, 50, 70, 90]))
def test_a_mean_below_a_band_never_seems_to_reach_it(mean: Fraction, band: int) -> None:
    shown = Fraction(show_fraction(mean).replace(",", "."))
    assert (shown >= band) == (mean >= band)
    assert 0 <= mean - shown < Fraction(1, 100)
