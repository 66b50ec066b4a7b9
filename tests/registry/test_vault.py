"""What each kind of paper proves: complete against the sheets, and never more than it can."""

import pytest

from ocop.registry.models import Paper
from ocop.registry.vault import (
    KINDS,
    criteria_served,
    kinds_for,
    lacking,
    proved_steps,
    served_steps,
)
from ocop.rulesets import bundled
from ocop.rulesets.effort import effort_of

SHEETS = bundled.ruleset("qd26-2026").sheets
# The council tastes, looks and measures; no paper proves these.
JUDGED = "taste"
TEA = 11


def test_every_kind_that_can_be_chosen_is_described_and_no_other():
    assert set(Paper.Kind.values) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"khac"}))
def test_a_kind_names_only_criteria_that_some_sheet_prints(kind):
    told = KINDS[kind]

    assert told.proves or told.serves
    assert {*told.proves, *told.serves} <= printed_keys()


def printed_keys():
    return {c.key for sheet in SHEETS.values() for c in sheet.criteria}


def test_every_cap_is_a_number_and_lies_on_the_ladder_of_every_case():
    for sheet in SHEETS.values():
        for criterion in sheet.criteria:
            ladders = [criterion.options_in(case) for case in sheet.cases or (None,)]
            for kind in KINDS.values():
                for caps in (kind.proves, kind.serves):
                    cap = caps.get(criterion.key, 0)
                    assert type(cap) is int
                    assert 0 <= cap <= min(map(len, ladders)), (kind.key, criterion.key)


# The top of a ladder that the paper itself is the ground of, by the words of the step.
TOPS = {
    ("globalgap", key) for key in ("area-certified", "area-certified-animal", "farm-certified",
                                   "area-certified-herbal")
}  # fmt: skip
# Those for which it may be, so that somebody must look.
LOOKED_AT = {
    ("xuatkhau", "market-area"),
    ("iso22000", "assurance"),
    ("iso22000", "assurance-fresh"),
    ("iso22000", "assurance-craft"),
}


@pytest.mark.parametrize("number", sorted(SHEETS))
def test_no_kind_of_paper_claims_a_top_step_that_is_not_its_own(number):
    sheet = SHEETS[number]
    for case in sheet.cases or (None,):
        for criterion in sheet.criteria:
            top = len(criterion.options_in(case))
            for kind in KINDS.values():
                if top > 1 and kind.proves_to(criterion) == top:
                    assert (kind.key, criterion.key) in TOPS
                elif top > 1 and kind.serves_to(criterion) == top:
                    assert (kind.key, criterion.key) in TOPS | LOOKED_AT


@pytest.mark.parametrize("number", sorted(SHEETS))
def test_every_paper_together_proves_neither_person_nor_legal_form(number):
    sheet = SHEETS[number]
    for steps in (proved_steps(sheet, KINDS), served_steps(sheet, KINDS)):
        assert not {sheet.by_code[code].key for code in steps} & {
            "representative", "legal-form", "legal-form-tourism",
        }  # fmt: skip


@pytest.mark.parametrize("number", sorted(SHEETS))
def test_every_floor_that_papers_can_prove_has_a_kind_to_file(number):
    for criterion in SHEETS[number].criteria:
        if criterion.floors and not is_judged(criterion):
            assert kinds_for(criterion), criterion


def is_judged(criterion):
    return effort_of(criterion.key).key == JUDGED


def test_a_registration_proves_neither_a_cooperative_nor_a_woman():
    held = ["dkkd"]

    assert not {"3.1", "3.2"} & {*proved_steps(SHEETS[TEA], held), *served_steps(SHEETS[TEA], held)}
    assert kinds_for(SHEETS[TEA].by_code["3.2"]) == []


def test_a_declaration_proves_no_standard_of_another_country():
    assert proved_steps(SHEETS[1], ["congbo"])["9"] == 1
    assert served_steps(SHEETS[1], ["congbo"])["9"] == 2


def test_a_photograph_of_the_packaging_proves_nothing_by_itself():
    assert proved_steps(SHEETS[TEA], ["baobi"]) == {}
    assert served_steps(SHEETS[TEA], ["baobi"]) == {"2.2": 2, "2.3": 1}


def test_vietgap_proves_the_national_step_and_not_the_international_one():
    assert proved_steps(SHEETS[1], ["vietgap"])["1.2"] == 2
    assert proved_steps(SHEETS[1], ["vietgap", "globalgap"])["1.2"] == 3
    assert kinds_for(SHEETS[1].by_code["1.2"], 3) == ["globalgap"]


def test_where_no_kind_is_enough_every_kind_that_is_evidence_is_named():
    assert kinds_for(SHEETS[TEA].by_code["2.3"], 1) == ["baobi"]
    assert kinds_for(SHEETS[TEA].by_code["2.3"], 3) == ["baobi", "mavach"]


def test_a_floor_asks_for_the_kind_that_comes_nearest_and_only_once():
    missing = lacking(SHEETS[TEA], [], 4)

    assert "baobi" in missing
    assert "baobi" not in lacking(SHEETS[TEA], ["baobi"], 4)
    # A food-safety certificate does not reach the quality system that 4 stars ask for.
    assert "gmp" in lacking(SHEETS[TEA], ["attp"], 4)


def test_the_criteria_that_a_kind_serves_come_in_the_order_of_the_sheet():
    served = [criterion.code for criterion in criteria_served("baobi", SHEETS[TEA])]

    assert served == sorted(served)
    assert {"2.2", "2.3"} <= set(served)
