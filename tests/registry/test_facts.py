"""Legal form and representative: read off the register and off people, never advised."""

import pytest

from ocop.registry import facts
from ocop.registry.models import Producer
from ocop.rulesets import bundled
from ocop.rulesets.coach import Ground, paths

SHEETS = bundled.ruleset("qd26-2026").sheets
TOURISM = 26
Kind = Producer.Kind


@pytest.mark.parametrize(
    ("kind", "step"),
    [(Kind.HOUSEHOLD, 1), (Kind.COOPERATIVE_GROUP, 1), (Kind.COMPANY, 2), (Kind.COOPERATIVE, 3)],
)
@pytest.mark.parametrize("number", sorted(SHEETS))
def test_the_legal_form_follows_from_the_kind_of_producer(number, kind, step):
    assert list(facts.legal_steps(SHEETS[number], kind).values()) == [step]


@pytest.mark.parametrize("kind", sorted(Producer.TOURISM_ONLY))
def test_other_applicants_have_a_legal_form_in_the_tourism_set_only(kind):
    assert facts.legal_steps(SHEETS[TOURISM], kind) == {"3.1": 3}
    assert facts.legal_steps(SHEETS[1], kind) == {"3.1": 0}


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("number", sorted(SHEETS))
def test_no_way_changes_the_legal_form_or_the_person(number, kind):
    sheet = SHEETS[number]
    ground = Ground(limits=facts.limits(sheet, kind))

    for case in sheet.cases or (None,):
        for way in paths(sheet, {}, case=case, ground=ground):
            raised = {one.criterion.key: one.option.position for one in way.raises}
            assert way.reachable
            assert "representative" not in raised
            form = max(raised.get("legal-form", 0), raised.get("legal-form-tourism", 0))
            assert form <= max(facts.legal_steps(sheet, kind).values())
