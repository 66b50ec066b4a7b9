"""The figures of the three decisions, as they were counted by hand from their texts."""

import unicodedata

import pytest

from ocop.rulesets import bundled
from tests.rulesets.cards import sheet

# Floors of each set, cumulative: criteria and points for 3, 4 and 5 stars.
LEAST = {
    1: ((7, 10), (15, 37), (16, 43)),
    2: ((7, 10), (16, 40), (17, 52)),
    3: ((7, 10), (17, 42), (18, 52)),
    4: ((7, 10), (17, 41), (18, 52)),
    5: ((8, 12), (17, 42), (17, 50)),
    6: ((8, 12), (17, 41), (17, 48)),
    7: ((8, 11), (18, 42), (18, 51)),
    8: ((8, 11), (18, 41), (18, 50)),
    9: ((8, 11), (18, 41), (18, 50)),
    10: ((8, 11), (18, 40), (18, 49)),
    11: ((8, 12), (16, 38), (16, 43)),
    12: ((8, 12), (18, 43), (18, 48)),
    13: ((8, 12), (14, 34), (14, 39)),
    14: ((8, 11), (14, 34), (14, 39)),
    15: ((8, 11), (17, 41), (17, 46)),
    16: ((7, 10), (13, 31), (14, 41)),
    17: ((8, 11), (16, 39), (16, 44)),
    18: ((7, 9), (13, 31), (13, 36)),
    19: ((7, 9), (13, 32), (13, 37)),
    20: ((7, 9), (13, 32), (13, 37)),
    21: ((7, 8), (12, 29), (14, 43)),
    22: ((6, 7), (11, 27), (13, 41)),
    23: ((5, 9), (13, 43), (13, 51)),
    24: ((4, 7), (10, 29), (12, 47)),
    25: ((4, 8), (11, 39), (12, 49)),
    26: ((1, 1), (2, 5), (2, 5)),
}


def criteria(code):
    return [c for one in bundled.ruleset(code).sheets.values() for c in one.criteria]


@pytest.mark.parametrize(
    ("code", "complete", "lines", "binary", "options", "without_zero", "floors"),
    [
        ("qd26-2026", 26, 787, 22, 2535, 378, [179, 290, 106]),
        ("qd148-2023", 20, 795, 0, 2632, 334, [83, 261, 199]),
        ("qd1048-2019", 22, 751, 0, 2688, 232, [0, 0, 0]),
    ],
)
def test_a_ruleset_holds_what_its_decision_prints(
    code, complete, lines, binary, options, without_zero, floors
):
    sheets = bundled.ruleset(code).sheets.values()
    printed = [c for c in criteria(code) if not c.binary]

    assert len(sheets) == 26
    assert sum(one.complete for one in sheets) == complete
    assert len(criteria(code)) == lines
    assert sum(c.binary for c in criteria(code)) == binary
    assert sum(len(c.options) for c in printed) == options
    assert sum(all(o.points != 0 for o in c.options) for c in printed) == without_zero
    assert [sum(s in c.floors for c in criteria(code)) for s in (3, 4, 5)] == floors


@pytest.mark.parametrize("number", LEAST)
def test_the_floors_of_a_set_ask_for_the_least_points_of_the_table(number):
    for stars, (count, points) in zip((3, 4, 5), LEAST[number], strict=True):
        needs = [
            max(least)
            for criterion in sheet(number).criteria
            if (least := [n for star, n in criterion.floors.items() if star <= stars])
        ]
        assert (len(needs), sum(needs)) == (count, points)


def test_the_sets_fall_into_six_industries_and_seventeen_groups():
    sheets = bundled.ruleset("qd26-2026").sheets.values()

    assert len({one.industry for one in sheets}) == 6
    assert len({one.group for one in sheets}) == 17
    assert sheet(11).group_name.vi == "Chè"
    assert [agency.vi for agency in sheet(16).lead_agencies] == ["Bộ Y tế"]
    assert [one.number for one in sheets if not one.sample_required] == [26]


def test_cells_to_verify_are_named_where_they_stand():
    at = {note.at: note for note in sheet(11).notes}

    assert (at["6.1.1"].printed, at["6.1.1"].read) == ("11", "1")
    assert sheet(11).by_code["6.1.1"].notes == (at["6.1.1"],)


def test_tea_has_a_third_level():
    senses = next(s for part in sheet(11).parts for s in part.sections if s.code == "6")

    assert [(sub.code, sub.name.vi, sub.max) for sub in senses.subsections] == [
        ("6.1", "Ngoại hình", 4),
        ("6.2", "Nước pha", 11),
    ]
    assert [c.code for c in senses.criteria] == ["6.1.1", "6.1.2", "6.2.1", "6.2.2", "6.2.3"]


def test_the_authority_depends_on_star_and_day():
    old, new = bundled.ruleset("qd148-2023"), bundled.ruleset("qd26-2026")
    last_of_districts, day = old.recognition[0].end, new.effective_from

    assert old.authority(3, last_of_districts).vi == "Ủy ban nhân dân cấp huyện"
    assert old.authority(3, old.recognition[1].start).vi == "Ủy ban nhân dân cấp tỉnh"
    assert new.authority(5, day).vi == "Bộ trưởng Bộ Nông nghiệp và Môi trường"
    assert new.authority(2, day) is None


@pytest.mark.parametrize("code", bundled.CODES)
def test_a_bundled_file_is_spelled_as_it_is_digested(code):
    assert unicodedata.is_normalized("NFC", bundled.text(code))
    assert bundled.ruleset(code).code == code
