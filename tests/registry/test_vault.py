"""What each kind of paper proves: complete against the sheets, and never more than it can."""

import pytest

from ocop.registry.models import Paper
from ocop.registry.vault import KINDS, criteria_served, kinds_proving, proved_steps
from ocop.rulesets import bundled
from ocop.rulesets.effort import effort_of

SHEETS = bundled.ruleset("qd26-2026").sheets
# The council tastes, looks and measures; no paper proves these.
JUDGED = "taste"
TEA = 11


def test_every_kind_that_can_be_chosen_is_described_and_no_other():
    assert set(Paper.Kind.values) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"khac"}))
def test_a_kind_serves_only_criteria_and_steps_that_some_sheet_prints(kind):
    printed = {c.key: c for sheet in SHEETS.values() for c in sheet.criteria}

    assert KINDS[kind].serves
    for key, step in KINDS[kind].serves.items():
        assert key in printed
        assert step is None or 1 <= step <= len(printed[key].options)


@pytest.mark.parametrize("number", sorted(SHEETS))
def test_every_floor_that_papers_can_prove_is_served_by_a_kind(number):
    for criterion in SHEETS[number].criteria:
        if criterion.floors and not is_judged(criterion):
            ladder = [option.points for option in criterion.options]
            for points in criterion.floors.values():
                step = ladder.index(points) + 1
                kinds = kinds_proving(criterion, step)
                assert any(KINDS[kind].step_of(criterion) >= step for kind in kinds), criterion


def is_judged(criterion):
    return effort_of(criterion.key).key == JUDGED


def test_vietgap_proves_the_national_step_and_not_the_international_one():
    assert proved_steps(SHEETS[1], ["vietgap"])["1.2"] == 2
    assert proved_steps(SHEETS[1], ["vietgap", "globalgap"])["1.2"] == 3
    assert kinds_proving(SHEETS[1].by_code["1.2"], 3) == ["globalgap"]


def test_the_criteria_that_a_kind_serves_come_in_the_order_of_the_sheet():
    served = [criterion.code for criterion in criteria_served("baobi", SHEETS[TEA])]

    assert served == sorted(served)
    assert {"2.2", "2.3"} <= set(served)
