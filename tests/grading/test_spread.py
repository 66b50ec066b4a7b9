"""How cards lie: the median, the distance of each, and which lie out under the by-law's limit."""

from fractions import Fraction

import pytest

from ocop.grading.spread import spread_of


def lying(*totals, limit=10):
    return spread_of([(str(place), total) for place, total in enumerate(totals)], limit)


def test_without_cards_there_is_no_spread():
    assert lying() is None


def test_the_median_of_an_even_number_lies_between():
    found = lying(70, 73, 80, 90)

    assert (found.median, found.mean) == (Fraction(153, 2), Fraction(313, 4))
    assert [dot.distance for dot in found.dots] == [
        Fraction(-13, 2), Fraction(-7, 2), Fraction(7, 2), Fraction(27, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("total", "out"), [(75, False), (76, True), (65, False), (64, True)])
def test_a_card_lies_out_beyond_half_the_limit_from_the_median(total, out):
    found = lying(70, 70, 70, total)

    assert found.dots[-1].is_out is out


@pytest.mark.parametrize(("high", "within"), [(80, True), (81, False)])
def test_the_limit_is_kept_up_to_itself(high, within):
    assert lying(70, high).is_within is within


@pytest.mark.parametrize("totals", [(60, 70, 71), (50, 60, 61, 62), (60, 60, 71), (0, 100)])
def test_wherever_the_limit_is_broken_some_card_lies_out(totals):
    found = lying(*totals)

    assert not found.is_within
    assert found.outliers
