from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.errors import Refused
from ocop.rulesets import bundled
from ocop.rulesets.scoring import ByLaw, Card, band_of, conclude
from ocop.rulesets.table import check_marks, marks_of
from tests.rulesets.cards import council, full, sheet, steps, worth

TEA = 11


@st.composite
def marked(draw, of, case=None):
    """Marks that the sheet allows."""
    marks = {c.code: draw(st.sampled_from(steps(c, case))) for c in of.criteria}
    for criterion in of.criteria:
        if criterion.depends_on and not marks[criterion.depends_on]:
            marks[criterion.code] = 0
    return marks


@pytest.mark.parametrize(
    ("total", "count", "band"),
    [
        (0, 1, 1),
        (299, 10, 1),
        (30, 1, 2),
        (499, 10, 2),
        (50, 1, 3),
        (699, 10, 3),
        (70, 1, 4),
        (899, 10, 4),
        (90, 1, 5),
        (100, 1, 5),
    ],
)
def test_a_band_begins_at_its_points_and_ends_just_below_the_next(total, count, band):
    assert band_of(sheet(TEA).bands, total, count) == band


@pytest.mark.parametrize(
    ("total", "stars", "outcome"),
    [
        (49, 2, "none"),
        (50, 3, "recognized"),
        (69, 3, "recognized"),
        (70, 4, "recognized"),
        (89, 4, "recognized"),
        (90, 5, "forwarded"),
    ],
)
def test_the_stars_follow_the_band_where_every_floor_holds(total, stars, outcome):
    result = council(sheet(TEA), worth(sheet(TEA), total))

    assert (result.floors_hold, result.stars, result.outcome) == (5, stars, outcome)


def test_a_mean_just_below_ninety_is_not_rounded_up():
    low, high = worth(sheet(TEA), 89), worth(sheet(TEA), 90)

    assert council(sheet(TEA), low, high, high).mean == Fraction(269, 3)
    assert council(sheet(TEA), low, high, high).stars == 4
    assert council(sheet(TEA), high, high, high).stars == 5


@pytest.mark.parametrize(("star", "hold", "stars"), [(3, 2, 2), (4, 3, 3), (5, 4, 4)])
def test_a_missed_floor_holds_the_stars_below_it(star, hold, stars):
    of = sheet(8)
    criterion, needs = of.floors_of(star)[0]
    below = max(points for points in steps(criterion) if points < needs)
    marks = full(of) | {criterion.code: below}

    result = council(of, marks)

    assert (result.band, result.floors_hold, result.stars) == (5, hold, stars)
    assert (result.missed_floors[0].criterion, result.missed_floors[0].reached) == (
        criterion.code,
        below,
    )


def test_missed_floors_come_by_star_and_then_by_the_sheet():
    missed = council(sheet(8), {}).missed_floors
    order = list(sheet(8).by_code)

    assert [(f.stars, order.index(f.criterion)) for f in missed] == sorted(
        (f.stars, order.index(f.criterion)) for f in missed
    )
    assert len(missed) == sum(len(c.floors) for c in sheet(8).criteria)


def test_floors_are_tested_on_the_mean_or_on_every_card():
    of = sheet(8)
    low, high = full(of) | {"1.5": 1}, full(of)

    on_mean = council(of, low, high, high, floors="mean")
    on_each = council(of, low, high, high, floors="each")

    # 1.5 needs 2 points for four stars and 3 for five; the mean is 7/3, the lowest card 1.
    assert [(f.stars, f.reached) for f in on_mean.missed_floors] == [(5, Fraction(7, 3))]
    assert [(f.stars, f.reached) for f in on_each.missed_floors] == [(4, 1), (5, 1)]
    assert (on_mean.stars, on_each.stars) == (4, 3)


def test_a_floor_holds_when_the_mean_is_exactly_its_points():
    of = sheet(8)

    result = council(of, full(of) | {"1.5": 1}, full(of))

    assert [f.stars for f in result.missed_floors] == [5]


def test_the_parts_are_the_means_of_their_criteria():
    low, high = worth(sheet(TEA), 90), full(sheet(TEA))

    result = council(sheet(TEA), low, high)

    assert sum(result.parts.values()) == result.mean == 95
    assert list(result.parts) == ["A", "B", "C"]


def test_every_criterion_has_its_mean_median_and_spread():
    of = sheet(8)
    result = council(of, full(of) | {"1.5": 0}, full(of) | {"1.5": 2}, full(of), full(of))

    figures = {line.criterion.code: line for line in result.figures()}["1.5"]

    assert figures.points == (0, 2, 3, 3)
    assert (figures.mean, figures.median, figures.spread) == (2, Fraction(5, 2), 3)
    assert (result.median, result.spread) == (Fraction(199, 2), 3)


@pytest.mark.parametrize("upheld", ["dossier", "1.1", "2.1", "6.1"])
def test_a_knockout_that_the_council_upheld_leaves_no_stars(upheld):
    result = council(sheet(8), full(sheet(8)), knockouts=[upheld])

    assert result.knocked_out
    assert (result.band, result.stars, result.outcome) == (5, 0, "none")
    assert result.knockouts == (upheld,)


def test_bottled_water_falls_when_every_card_gives_a_sense_nothing():
    of = sheet(16)
    nothing, clear = full(of) | {"6.2": 0}, full(of)

    assert council(of, nothing, nothing).knockouts == ("6.4",)
    assert council(of, nothing, clear).knockouts == ()


@pytest.mark.parametrize(
    ("number", "code"), [(26, "dossier"), (8, "1.2"), (8, "9.9"), (8, "Dossier")]
)
def test_a_knockout_that_the_set_does_not_print_is_refused(number, code):
    case = "TH1" if number == 26 else None

    with pytest.raises(Refused, match="trường hợp loại tại"):
        council(sheet(number), full(sheet(number)), case=case, knockouts=[code])


@pytest.mark.parametrize("case", ["TH1", "TH2"])
def test_tourism_is_scored_in_one_case(case):
    assert council(sheet(26), full(sheet(26)), case=case).stars == 5


@pytest.mark.parametrize(
    ("number", "case", "sentence"),
    [(26, None, "cần chọn trường hợp"), (26, "TH3", "cần chọn"), (8, "TH1", "không chia")],
)
def test_a_case_is_told_for_tourism_and_nowhere_else(number, case, sentence):
    with pytest.raises(Refused, match=sentence):
        council(sheet(number), full(sheet(number)), case=case)


def test_two_steps_with_the_same_points_are_one_mark_and_two_choices():
    colour = sheet(23).by_code["6.2"]

    assert [option.points for option in colour.options] == [1, 1, 3, 5]
    assert council(sheet(23), full(sheet(23)) | {"6.2": 1}).totals == (96,)
    assert marks_of(sheet(23), {"6.2": 1}) == marks_of(sheet(23), {"6.2": 2}) == {"6.2": 1}
    assert marks_of(sheet(23), {"6.2": 3}) == {"6.2": 3}


@pytest.mark.parametrize(
    ("number", "case", "choices"),
    [
        (8, None, {"1.5": 0}),
        (8, None, {"1.5": 5}),
        (8, None, {"1.5": True}),
        (8, None, {"1.5": "1"}),
        (8, None, {"99": 1}),
        (26, "TH1", {"8": 3}),
        (26, None, {"8": 1}),
    ],
)
def test_a_choice_that_the_sheet_does_not_offer_is_refused(number, case, choices):
    with pytest.raises(Refused):
        marks_of(sheet(number), choices, case=case)


def test_options_of_the_second_case_are_chosen_by_their_place_on_the_sheet():
    assert marks_of(sheet(26), {"8": 4}, case="TH2") == {"8": 3}


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ({"9.9": 1}, "không có tiêu chí “9.9”"),
        ({"1.5": 4}, r"1\.5 \(.*\): 4 điểm không phải là một mức"),
        ({"1.5": -1}, "không phải là một mức"),
        ({"2.4": 2}, "không phải là một mức"),
        ({"5.1": 0, "5.2": 1}, r"5\.2 .* chỉ chấm khi tiêu chí 5\.1"),
        ({"5.2": 1}, r"5\.2 .* chỉ chấm khi tiêu chí 5\.1"),
        ({"1.5": 10**5000}, "một số quá lớn"),
    ],
)
def test_a_wrong_mark_is_refused_by_card_and_criterion(marks, sentence):
    with pytest.raises(Refused, match=sentence) as told:
        council(sheet(8), full(sheet(8)), marks)
    assert "Phiếu của “Người 2”" in str(told.value)
    with pytest.raises(Refused, match=sentence):
        check_marks(sheet(8), marks, who="Phiếu tự chấm")


def test_no_option_reached_is_zero_even_where_no_step_says_so():
    labour = sheet(8).by_code["3.3"]

    assert 0 not in [option.points for option in labour.options]
    assert check_marks(sheet(8), {"3.3": 0, "5.1": 0, "5.2": 0}, who="Phiếu") == 0


@pytest.mark.parametrize(
    ("seats", "quorum", "signed", "enough"),
    [
        (9, "3/4", 6, False),
        (9, "3/4", 7, True),
        (8, "3/4", 5, False),
        (8, "3/4", 6, True),
        (3, "1", 2, False),
        (3, "1", 3, True),
        (9, "3/4", 0, False),
        (9, "3/4", 10, False),
    ],
)
def test_cards_are_enough_from_the_quorum_up_to_the_seats(seats, quorum, signed, enough):
    by_law = ByLaw(seats, Fraction(quorum), 10)
    cards = [Card(f"Người {at}", full(sheet(8))) for at in range(signed)]

    if enough:
        assert conclude(sheet(8), by_law, cards).stars == 5
    else:
        with pytest.raises(Refused, match=r"chưa đủ|chỉ có 9 ghế"):
            conclude(sheet(8), by_law, cards)


def test_a_councillor_has_one_card():
    cards = [Card("A", full(sheet(8))), Card("A", full(sheet(8)))]

    with pytest.raises(Refused, match="“A” có hai phiếu"):
        conclude(sheet(8), ByLaw(2, Fraction(1), 10), cards)


def test_cards_may_lie_apart_as_far_as_the_by_law_says():
    low, high = worth(sheet(8), 85), worth(sheet(8), 95)

    assert council(sheet(8), low, high, spread=10).mean == 90
    with pytest.raises(Refused, match=r"lệch nhau 10 điểm.*“Người 2” cho 95.*“Người 1” cho 85"):
        council(sheet(8), low, high, spread=9)


def test_an_incomplete_set_is_not_scored():
    with pytest.raises(Refused, match="chưa đầy đủ"):
        council(sheet(11, "qd148-2023"), {})


def test_between_two_closed_bands_of_the_oldest_decision_nothing_is_decided():
    bands = bundled.ruleset("qd1048-2019").bands

    assert (band_of(bands, 89, 1), band_of(bands, 90, 1)) == (4, 5)
    with pytest.raises(Refused, match="179/2"):
        band_of(bands, 179, 2)


@given(st.data(), st.sampled_from(range(1, 26)), st.sampled_from(["mean", "each"]))
def test_more_points_never_earn_fewer_stars(data, number, floors):
    of = sheet(number)
    cards = data.draw(st.lists(marked(of), min_size=1, max_size=4))
    before = council(of, *cards, floors=floors)
    at = data.draw(st.integers(0, len(cards) - 1))
    raised = data.draw(st.sampled_from(of.criteria))
    if not cards[at].get(raised.depends_on, 1):
        raised = of.by_code[raised.depends_on]
    better = data.draw(st.sampled_from(steps(raised)))
    cards[at] = cards[at] | {raised.code: max(better, cards[at][raised.code])}

    assert council(of, *cards, floors=floors).stars >= before.stars


@given(st.data(), st.sampled_from(range(1, 26)), st.sampled_from(["mean", "each"]))
def test_the_order_of_the_cards_changes_nothing(data, number, floors):
    of = sheet(number)
    cards = data.draw(st.lists(marked(of), min_size=1, max_size=5))
    shuffled = data.draw(st.permutations(cards))

    one, other = council(of, *cards, floors=floors), council(of, *shuffled, floors=floors)

    assert sorted(one.totals) == sorted(other.totals)
    assert (one.mean, one.stars, one.missed_floors) == (
        other.mean,
        other.stars,
        other.missed_floors,
    )
    assert [f.median for f in one.figures()] == [f.median for f in other.figures()]


@given(st.data(), st.sampled_from(range(1, 27)))
def test_stars_are_the_lower_of_band_and_floors_counted_the_long_way(data, number):
    of, case = sheet(number), "TH2" if number == 26 else None
    cards = data.draw(st.lists(marked(of, case), min_size=1, max_size=4))
    mean = Fraction(sum(sum(card.values()) for card in cards), len(cards))
    band = 1 + sum(mean >= edge for edge in (30, 50, 70, 90))
    hold = 2
    for star in (3, 4, 5):
        reached = [
            Fraction(sum(card[c.code] for card in cards), len(cards)) >= c.floors[star]
            for c in of.criteria
            if star in c.floors
        ]
        if not all(reached):
            break
        hold = star

    result = council(of, *cards, case=case)

    assert (result.mean, result.band, result.floors_hold) == (mean, band, hold)
    assert result.stars == (0 if result.knocked_out else min(band, hold))
