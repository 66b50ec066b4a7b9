import copy

import pytest

from ocop.dossiers.checklist import Claim, annexes, missing, parts_to_check
from ocop.dossiers.forms import FIRST, RENEWAL, UPGRADE, Type, blanks
from tests.factories.dossiers import filled_forms

CLAIM = Claim("1.1", "Nguồn nguyên liệu")


def lacks(kind=FIRST, *, forms=None, claims=(CLAIM,), evidenced=("1.1", "changes"), **more):
    forms = forms if forms is not None else with_samples(kind)
    return [
        part.key for part in missing(kind, forms=forms, claims=claims, evidenced=evidenced, **more)
    ]


def with_samples(kind=FIRST, samples="5"):
    forms = filled_forms(kind)
    forms["registration"]["product"]["samples"] = samples
    return forms


@pytest.mark.parametrize("kind", [FIRST, UPGRADE, RENEWAL])
def test_a_whole_dossier_lacks_nothing(kind):
    assert lacks(kind) == []


@pytest.mark.parametrize("kind", [FIRST, UPGRADE, RENEWAL])
def test_every_required_blank_is_asked_for_and_no_other(kind):
    required = [f"{form.key}.{section.key}.{field.key}"
                for form, section, field in blanks(kind) if field.required]  # fmt: skip

    assert set(lacks(kind, forms={}, sampled=False)) == set(required)


def test_a_blank_emptied_is_named_with_the_screen_where_it_is_filled():
    forms = with_samples()
    forms["registration"]["applicant"]["phone"] = " "

    [part] = missing(FIRST, forms=forms, claims=[CLAIM], evidenced=["1.1"])

    assert part.key == "registration.applicant.phone"
    assert part.label == "Mẫu số 01, bên đăng ký: Điện thoại"
    assert part.where == "registration/applicant"


@pytest.mark.parametrize(
    ("section", "key", "hint"),
    [("plan_results", "revenue", "chữ số"), ("general", "founded_on", "ngày/tháng/năm")],
)
def test_what_cannot_be_read_is_told_with_how_to_write_it(section, key, hint):
    forms = with_samples()
    forms["self_assessment"][section][key] = "khoảng hai tỷ"

    [part] = missing(FIRST, forms=forms, claims=[CLAIM], evidenced=["1.1"])

    assert hint in part.label


def test_an_optional_blank_may_stay_empty_but_not_be_nonsense():
    forms = with_samples(samples="")

    assert lacks(forms=forms, sampled=False) == []

    forms["registration"]["product"]["samples"] = "vài mẫu"
    assert lacks(forms=forms, sampled=False) == ["registration.product.samples"]


@pytest.mark.parametrize(
    ("samples", "sampled", "lacking"),
    [("4", True, True), ("5", True, False), ("6", True, False), ("", True, True),
     ("", False, False)],
)  # fmt: skip
def test_five_samples_are_enclosed_except_for_tourism(samples, sampled, lacking):
    found = lacks(forms=with_samples(samples=samples), sampled=sampled)

    assert found == (["registration.product.samples"] if lacking else [])


def test_each_claim_needs_its_own_evidence():
    other = Claim("1.5", "Liên kết chuỗi")

    assert lacks(claims=[CLAIM, other]) == ["evidence.1.5"]
    assert lacks(claims=[CLAIM, other], evidenced=["1.5", "1.1"]) == []


def test_nothing_claimed_is_nothing_to_evaluate():
    assert lacks(claims=[]) == ["score"]


def test_an_open_case_is_asked_for():
    assert lacks(case_open=True) == ["case"]


@pytest.mark.parametrize(("kind", "lacking"), [(FIRST, 0), (UPGRADE, 1), (RENEWAL, 1)])
def test_changes_are_evidenced_on_every_later_occasion(kind, lacking):
    assert lacks(kind, evidenced=["1.1"]).count("evidence.changes") == lacking


@pytest.mark.parametrize(
    ("kind", "sampled", "parts"),
    [
        (FIRST, True, ["registration", "self_assessment", "evidence", "samples"]),
        (FIRST, False, ["registration", "self_assessment", "evidence"]),
        (UPGRADE, True, ["registration", "self_assessment", "evidence", "changes", "samples"]),
        (RENEWAL, False, ["registration", "self_assessment", "evidence", "changes"]),
    ],
)
def test_the_commune_checks_the_parts_of_the_kind(kind, sampled, parts):
    assert [part.key for part in parts_to_check(kind, sampled=sampled)] == parts


def test_only_later_occasions_take_files_on_changes():
    assert "changes" not in annexes(FIRST)
    assert "changes" in annexes(UPGRADE)


def test_forms_of_a_strange_shape_are_only_incomplete():
    forms = copy.deepcopy(with_samples())
    forms["self_assessment"]["representative"]["sex"] = "khác"
    forms["registration"]["pledge"]["agreed"] = "yes"

    assert lacks(forms=forms) == [
        "registration.pledge.agreed",
        "self_assessment.representative.sex",
    ]
    assert all(field.type is not Type.CHECK or field.key for _, _, field in blanks(FIRST))
