import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.dossiers.entries import (
    LONGEST_CLAIM,
    checked_case,
    merged_choices,
    merged_claims,
    merged_forms,
    still_open,
)
from ocop.kernel.errors import Refused
from ocop.rulesets import bundled

MEAT = bundled.ruleset("qd26-2026").sheets[8]
TOURISM = bundled.ruleset("qd26-2026").sheets[26]
PHONE = {"registration": {"applicant": {"phone": "0203"}}}


def test_what_is_sent_is_written_over_blank_by_blank():
    sent = {"registration": {"applicant": {"email": "a@b.vn"}, "pledge": {"agreed": True}}}

    assert merged_forms(PHONE, sent) == {
        "registration": {
            "applicant": {"phone": "0203", "email": "a@b.vn"},
            "pledge": {"agreed": True},
        }
    }


def test_merging_leaves_what_was_kept_alone():
    merged_forms(PHONE, {"registration": {"applicant": {"phone": "0204"}}})

    assert PHONE == {"registration": {"applicant": {"phone": "0203"}}}


def test_a_number_that_cannot_be_read_is_kept_as_typed():
    sent = {"self_assessment": {"plan_results": {"revenue": "hai tỷ"}}}

    assert merged_forms({}, sent) == sent


@pytest.mark.parametrize(
    "sent",
    [
        {"other": {}} | {"other": {"x": {}}},
        {"registration": {"other": {}}},
        {"registration": {"applicant": {"other": "x"}}},
        {"registration": {"applicant": {"phone": 12}}},
        {"registration": {"applicant": {"phone": ["0203"]}}},
        {"registration": {"applicant": "0203"}},
        {"registration": "0203"},
    ],
)
def test_what_is_not_on_the_form_is_refused(sent):
    with pytest.raises(Refused, match="tải lại trang"):
        merged_forms({}, sent)


@pytest.mark.parametrize(("length", "taken"), [(300, True), (301, False)])
def test_a_line_holds_three_hundred_characters(length, taken):
    sent = {"registration": {"applicant": {"name": "x" * length}}}

    if taken:
        assert merged_forms({}, sent) == sent
    else:
        with pytest.raises(Refused, match="Tên chủ thể") as caught:
            merged_forms({}, sent)
        assert caught.value.field == "name"


def test_a_choice_is_taken_back_by_nothing():
    kept = {"1.1": 2, "1.2": 1, "1.3": 1}

    assert merged_choices(MEAT, "", kept, {"1.1": None, "1.2": None}) == {"1.3": 1}


def test_none_reached_is_a_choice_where_the_ladder_prints_no_nought():
    assert merged_choices(MEAT, "", {"1.1": 2}, {"1.1": 0}) == {"1.1": 0}
    with pytest.raises(Refused, match=r"Tiêu chí 1\.2 không có mức này"):
        merged_choices(MEAT, "", {}, {"1.2": 0})


@pytest.mark.parametrize("position", [4, -1, "2", 1.0, True])
def test_an_option_that_the_sheet_does_not_print_is_refused(position):
    with pytest.raises(Refused, match=r"Tiêu chí 1\.1 không có mức này"):
        merged_choices(MEAT, "", {}, {"1.1": position})


@pytest.mark.parametrize("position", [None, 0, 1])
def test_a_criterion_of_another_sheet_is_refused(position):
    with pytest.raises(Refused, match="không có tiêu chí này"):
        merged_choices(MEAT, "", {}, {"99.9": position})


@pytest.mark.parametrize(
    ("case", "position", "taken"),
    [("TH1", 2, True), ("TH1", 3, False), ("TH2", 3, True), ("TH2", 2, False), ("", 2, False)],
)
def test_an_option_belongs_to_its_case(case, position, taken):
    if taken:
        assert merged_choices(TOURISM, case, {}, {"8": position}) == {"8": position}
    else:
        with pytest.raises(Refused, match="mức này"):
            merged_choices(TOURISM, case, {}, {"8": position})


def test_changing_the_case_leaves_the_choices_that_both_share():
    chosen = {"8": 2, "1.1": 1} if "1.1" in TOURISM.by_code else {"8": 2, "1": 1}

    assert still_open(TOURISM, "TH2", chosen) == {c: p for c, p in chosen.items() if c != "8"}


@pytest.mark.parametrize("case", ["TH3", None, 1, ["TH1"]])
def test_a_case_that_the_sheet_does_not_print_is_refused(case):
    with pytest.raises(Refused, match="trường hợp"):
        checked_case(TOURISM, case)


def test_a_sheet_without_cases_takes_none():
    assert checked_case(MEAT, "") == ""
    with pytest.raises(Refused, match="trường hợp"):
        checked_case(MEAT, "TH1")


@pytest.mark.parametrize(("length", "taken"), [(LONGEST_CLAIM, True), (LONGEST_CLAIM + 1, False)])
def test_a_description_has_an_end(length, taken):
    if taken:
        assert merged_claims(MEAT, {}, {"1.1": "x" * length})["1.1"]
    else:
        with pytest.raises(Refused, match=r"tiêu chí 1\.1 dài quá"):
            merged_claims(MEAT, {}, {"1.1": "x" * length})


def test_a_description_is_text_of_a_criterion():
    assert merged_claims(MEAT, {"1.2": "cũ"}, {"1.1": "mơ\u0301i"}) == {
        "1.2": "cũ",
        "1.1": "mớ" + "i",
    }
    for sent in ({"1.1": 5}, {"99.9": "x"}, ["1.1"]):
        with pytest.raises(Refused):
            merged_claims(MEAT, {}, sent)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["registration", "applicant", "phone", "1.1", "8", ""]) | st.text(),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(sent=ANYTHING)
def test_whatever_is_sent_is_merged_or_refused(sent):
    for merge in (
        lambda: merged_forms(PHONE, sent),
        lambda: merged_choices(TOURISM, "TH1", {}, sent),
        lambda: merged_claims(MEAT, {}, sent),
        lambda: checked_case(TOURISM, sent),
    ):
        try:
            merge()
        except Refused as refusal:
            assert str(refusal).strip()
