import pytest

from ocop.kernel.errors import Refused
from ocop.rulesets.standing import gaps, standing
from tests.rulesets.cards import council, full, sheet, worth


def test_an_empty_sheet_lacks_everything():
    found = standing(sheet(8), {})

    assert (found.total, found.band, found.floors_hold, found.stars) == (0, 1, 2, 1)
    assert [(gap.stars, gap.points, len(gap.floors)) for gap in found.gaps] == [
        (3, 50, 8),
        (4, 70, 18),
        (5, 90, 18),
    ]


def test_a_full_sheet_lacks_nothing():
    found = standing(sheet(8), full(sheet(8)))

    assert (found.total, found.stars) == (100, 5)
    assert all(gap.reached for gap in found.gaps)
    assert found.parts == {"A": 40, "B": 25, "C": 35}


@pytest.mark.parametrize("total", [49, 50, 69, 70, 89, 90])
def test_a_sheet_stands_where_a_council_of_one_would_put_it(total):
    marks = worth(sheet(11), total)
    found, result = standing(sheet(11), marks), council(sheet(11), marks)

    assert (found.band, found.floors_hold, found.stars) == (
        result.band,
        result.floors_hold,
        result.stars,
    )
    assert [gap.points for gap in found.gaps] == [max(0, n - total) for n in (50, 70, 90)]


def test_a_floor_is_told_with_the_options_that_reach_it():
    marks = full(sheet(8)) | {"1.5": 1}

    three, four, five = gaps(sheet(8), marks)

    assert three.reached
    assert [(f.criterion.code, f.has, f.needs) for f in four.floors] == [("1.5", 1, 2)]
    assert [option.points for option in four.floors[0].options] == [2, 3]
    assert [(f.criterion.code, f.needs) for f in five.floors] == [("1.5", 3)]
    assert all(option.label.vi for option in four.floors[0].options)


def test_points_on_a_form_without_a_story_do_not_count_yet():
    assert standing(sheet(8), {"5.2": 2}).total == 0
    assert standing(sheet(8), {"5.1": 1, "5.2": 2}).total == 3


def test_a_sense_of_nothing_is_told_once_it_was_chosen():
    assert standing(sheet(16), {}).knockouts == ()
    assert standing(sheet(16), {"6.1": 0}).knockouts == ("6.4",)
    assert standing(sheet(16), full(sheet(16)) | {"6.1": 0}).stars == 0


def test_tourism_stands_in_its_case():
    assert standing(sheet(26), full(sheet(26)), case="TH2").stars == 5
    with pytest.raises(Refused, match="cần chọn trường hợp"):
        standing(sheet(26), {})


def test_points_that_are_no_option_are_refused():
    with pytest.raises(Refused, match="Phiếu tự chấm"):
        standing(sheet(8), {"1.5": 7})
