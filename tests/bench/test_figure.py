"""Figures: the verdict on either side of a goal, and the order of the rounds."""

import pytest

from bench.figure import Figure, interleaved, ratio


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        ({"at_least": 0.04}, 0.04, "holds"),
        ({"at_least": 0.04}, 0.0399, "falls short"),
        ({"at_most": 10}, 10, "holds"),
        ({"at_most": 10}, 10.01, "falls short"),
    ],
)
def test_a_figure_tells_its_ratio_its_goal_and_whether_it_holds(goal, value, verdict):
    line = Figure("search", value, **goal).line()

    assert line.startswith("search ")
    assert line.endswith(verdict)
    assert f"{next(iter(goal.values())):g}" in line


def test_a_figure_without_a_goal_is_told_and_never_falls_short():
    figure = Figure("bin/run", 9999, "s")

    assert figure.holds
    assert figure.line().endswith("told without a goal")


def test_rounds_go_forwards_and_backwards_in_turn_and_give_the_medians():
    taken = []
    times = iter(range(100))

    def measure(name):
        taken.append(name)
        return next(times)

    medians = interleaved({"a": lambda: measure("a"), "b": lambda: measure("b")}, rounds=3)

    assert taken == ["a", "b", "b", "a", "a", "b"]
    assert medians == {"a": 3, "b": 2}


def test_a_ratio_is_taken_within_each_round_so_that_a_slow_while_harms_none():
    taken = {"a": [2.0, 8.0, 2.0], "b": [1.0, 4.0, 4.0]}

    assert ratio(taken, "a", "b") == 2
