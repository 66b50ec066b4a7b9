"""The next-star coach: exact, optimal, and obedient to floors, dependence and cases."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rulesets import bundled
from ocop.rulesets.coach import Ground, paths
from ocop.rulesets.effort import effort_of, looking, weighed
from ocop.rulesets.scoring import band_of, floors_hold
from ocop.rulesets.sheet import Band, Criterion, Option, Part, Section, Sheet, Words
from ocop.rulesets.standing import standing

BANDS = (Band(5, 9, to=10), Band(4, 7, below=9), Band(3, 5, below=7), Band(2, 3, below=5),
         Band(1, 0, below=3))  # fmt: skip
SHEETS = bundled.ruleset("qd26-2026").sheets


def a_criterion(number, points, floors, depends_on=None):
    options = tuple(Option(n, p, Words(f"mức {n}")) for n, p in enumerate(points, 1))
    name = Words(f"tiêu chí {number}")
    return Criterion(f"1.{number}", f"key-{number}", "A", "1", name, max(points), options,
                     floors=floors, depends_on=depends_on)  # fmt: skip


def a_sheet(criteria):
    top = sum(c.max for c in criteria)
    section = Section("1", Words("mục"), top, tuple(criteria))
    return Sheet("thử", 1, "thu", Words("thử"), (Part("A", Words("A"), top, (section,)),), BANDS)


@st.composite
def sheets(draw):
    """Return a small sheet, marks on it, weights, and what is known of the producer."""
    criteria = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        points = sorted(draw(st.sets(st.integers(0, 4), min_size=1, max_size=3)) | {1})
        real = [p for p in points if p]
        marked = draw(st.sets(st.sampled_from([3, 4, 5]), max_size=2))
        floors = dict(zip(sorted(marked), sorted(draw(st.sampled_from(real)) for _ in marked),
                          strict=True))  # fmt: skip
        parent = "1.1" if number == 2 and draw(st.booleans()) else None
        criteria.append(a_criterion(number, points, floors, parent))
    sheet = a_sheet(criteria)
    marks = {c.code: draw(st.sampled_from([0, *(o.points for o in c.options)])) for c in criteria}
    weights = {c.key: draw(st.integers(0, 5)) for c in criteria}
    steps = {c.code: draw(st.tuples(*[st.integers(0, 3)] * 2)) for c in criteria}
    limited = draw(st.sets(st.sampled_from(sorted(steps)), max_size=2))
    ground = Ground(
        proved={code: proved for code, (proved, _) in steps.items()},
        served={code: served for code, (_, served) in steps.items()},
        limits={code: draw(st.integers(0, 3)) for code in sorted(limited)},
    )
    return sheet, marks, weights, ground


def climb(criterion, has, points, weight, ground):
    """Return what it costs to come from ``has`` to ``points``, step by step."""
    if points == has:
        return 0
    ladder = [o.points for o in criterion.options]
    free = max(ground.proved[criterion.code], sum(p <= has for p in ladder))
    left = [at for at in range(1, ladder.index(points) + 2) if at > free]
    served, look = ground.served[criterion.code], min(weight, looking().weight)
    return sum(look if at <= served else weight for at in left)


def brute_force(sheet, marks, weights, ground, star):
    """Return the lowest cost of any allowed sheet that stands at ``star`` or above."""
    now = dict(marks)
    for c in sheet.criteria:
        if c.depends_on and not now[c.depends_on]:
            now[c.code] = 0
    open_to = [
        [now[c.code], *(o.points for o in c.options[: ground.limits.get(c.code)]
                        if o.points > now[c.code])]
        for c in sheet.criteria
    ]  # fmt: skip
    costs = []
    for row in product(*open_to):
        card = dict(zip(sheet.by_code, row, strict=True))
        if any(c.depends_on and card[c.code] and not card[c.depends_on] for c in sheet.criteria):
            continue
        missed = [mark for c in sheet.criteria for mark, p in c.floors.items() if card[c.code] < p]
        if band_of(sheet.bands, sum(row), 1) < star or floors_hold(missed) < star:
            continue
        costs.append(
            sum(climb(c, now[c.code], card[c.code], weights[c.key], ground) for c in sheet.criteria)
        )
    return min(costs, default=None)


@given(sheets())
def test_no_allowed_sheet_reaches_the_star_at_a_lower_cost(drawn):
    sheet, marks, weights, ground = drawn
    top = sum(c.max for c in sheet.criteria)
    if top > 10:
        sheet = a_wider(sheet, top)

    found = paths(sheet, marks, ground=ground, weigh=lambda c: weights[c.key])

    for path in found:
        best = brute_force(sheet, marks, weights, ground, path.stars)
        assert (path.cost if path.reachable else None) == best


def a_wider(sheet, top):
    """Return the sheet with its five-star band up to all that it can give."""
    bands = (Band(5, 9, to=top), *sheet.bands[1:])
    return Sheet(sheet.ruleset, 1, "thu", sheet.title, sheet.parts, bands)


@pytest.mark.parametrize("number", sorted(SHEETS))
def test_each_path_ends_where_it_says_on_all_26_sheets(number):
    sheet = SHEETS[number]
    for case in sheet.cases or (None,):
        for path in paths(sheet, {}, case=case):
            card = dict.fromkeys(sheet.by_code, 0)
            card |= {one.criterion.code: one.points for one in path.raises}

            stands = standing(sheet, card, case=case)

            assert path.reachable
            assert stands.total == path.total
            assert stands.stars == path.stars


def test_a_forced_raise_names_the_lowest_star_that_it_opens():
    three = paths(SHEETS[11], {})[0]

    assert three.missing_floors == len(SHEETS[11].floors_of(3))
    assert {one.floor for one in three.raises} == {3, None}


def test_nothing_is_to_do_where_the_star_is_reached():
    five = paths(SHEETS[11], {})[2]
    card = {one.criterion.code: one.points for one in five.raises}

    assert all(path.reached and path.cost == 0 for path in paths(SHEETS[11], card))


def test_what_the_vault_proves_costs_nothing_up_to_its_step_and_no_further():
    sheet = a_sheet([a_criterion(1, [1, 3, 5], {})])

    bought = paths(sheet, {}, weigh=lambda c: 2)[0]
    proved = paths(sheet, {}, ground=Ground(proved={"1.1": 2}), weigh=lambda c: 2)[0]

    assert (bought.cost, proved.cost) == (6, 2)


def test_what_a_paper_may_be_enough_for_costs_a_look_and_never_nothing():
    sheet = a_sheet([a_criterion(1, [1, 3, 5], {})])

    [three, *_] = paths(sheet, {}, ground=Ground(served={"1.1": 2}), weigh=lambda c: 7)

    assert three.cost == 2 * looking().weight + 7
    assert looking().weight > 0


def test_no_step_above_its_limit_is_advised():
    sheet = a_sheet([a_criterion(1, [1, 3, 5], {}), a_criterion(2, [1, 5], {})])

    ways = paths(sheet, {}, ground=Ground(limits={"1.1": 1, "1.2": 0}), weigh=lambda c: 0)

    assert [way.reachable for way in ways] == [False, False, False]


def test_a_star_that_the_sheet_cannot_give_is_told_as_out_of_reach():
    sheet = a_sheet([a_criterion(1, [1, 6], {})])

    assert [path.reachable for path in paths(sheet, {})] == [True, False, False]


def test_a_dependent_criterion_is_raised_only_beside_its_parent():
    sheet = a_sheet([a_criterion(1, [1, 3], {}), a_criterion(2, [2], {}, "1.1")])

    [path, *_] = paths(sheet, {}, weigh=lambda c: 1)

    assert {one.criterion.code for one in path.raises} == {"1.1", "1.2"}


def test_every_criterion_of_the_ruleset_in_force_is_weighed():
    keys = {criterion.key for sheet in SHEETS.values() for criterion in sheet.criteria}

    assert keys == weighed()


def test_a_criterion_that_nobody_weighed_has_an_effort_in_words():
    assert effort_of("no-such-key").label == "Cần chuẩn bị"
