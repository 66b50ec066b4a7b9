"""Scores invented for the demo province."""

from fractions import Fraction

import pytest

from ocop.demo.marks import LEEWAY, choose, vary
from ocop.rulesets import bundled
from ocop.rulesets.scoring import ByLaw, Card, conclude
from ocop.rulesets.standing import standing
from ocop.rulesets.table import marks_of

SHEETS = bundled.ruleset("qd26-2026").sheets
AIMS = [(3, 58), (3, 69), (4, 70), (4, 85), (5, 92), (2, 45)]
BY_LAW = ByLaw(seats=9, quorum=Fraction(3, 4), spread=10, floors="each")


def case_of(sheet):
    return sheet.cases[0] if sheet.cases else None


@pytest.mark.parametrize(("stars", "total"), AIMS)
@pytest.mark.parametrize("number", SHEETS)
def test_a_choice_holds_the_floors_and_comes_near_the_total(number, stars, total):
    sheet, case = SHEETS[number], case_of(SHEETS[number])

    choices = choose(sheet, stars=stars, total=total, seed="a", case=case)
    found = standing(sheet, marks_of(sheet, choices, case=case), case=case)

    assert abs(found.total - total) <= 1
    assert found.floors_hold >= stars
    assert found.stars == stars


@pytest.mark.parametrize(("stars", "total"), [(3, 58), (4, 78), (5, 93)])
@pytest.mark.parametrize("number", SHEETS)
def test_a_council_differs_and_still_concludes_the_same_star(number, stars, total):
    sheet, case = SHEETS[number], case_of(SHEETS[number])
    choices = choose(sheet, stars=stars, total=total, seed="a", case=case)
    base = sum(marks_of(sheet, choices, case=case).values())

    cards = vary(sheet, choices, seats=9, stars=stars, seed="a", case=case)
    marks = [marks_of(sheet, card, case=case) for card in cards]
    result = conclude(
        sheet, BY_LAW, [Card(str(seat), mark) for seat, mark in enumerate(marks)], case=case
    )

    assert result.stars == stars
    assert all(abs(total - base) <= LEEWAY for total in result.totals)
    assert len({tuple(mark.items()) for mark in marks}) == 9


@pytest.mark.parametrize("number", SHEETS)
def test_a_dependent_criterion_has_points_only_when_its_parent_has(number):
    sheet, case = SHEETS[number], case_of(SHEETS[number])
    dependent = [c for c in sheet.criteria if c.depends_on]

    for total in range(40, 100, 5):
        choices = choose(sheet, stars=3, total=total, seed="b", case=case)
        for card in vary(sheet, choices, seats=5, stars=3, seed="b", case=case):
            marks = marks_of(sheet, card, case=case)
            assert all(marks.get(c.depends_on) for c in dependent if marks.get(c.code))


def test_the_same_seed_gives_the_same_choice_and_another_seed_another():
    first, again, other = (
        choose(SHEETS[12], stars=4, total=78, seed=seed) for seed in ("a", "a", "b")
    )

    assert first == again
    assert first != other
