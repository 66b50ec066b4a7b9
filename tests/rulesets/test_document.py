import json
import time
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocop.kernel.errors import Refused
from ocop.rulesets.document import grade
from tests.rulesets.cards import document, full, sheet, worth

KEYS = [
    "totals",
    "mean",
    "band",
    "floors_hold",
    "knocked_out",
    "stars",
    "outcome",
    "parts",
    "missed_floors",
]


def test_the_answer_has_the_keys_of_the_example_in_its_order():
    marks = full(sheet(8))
    cards = (marks | {"1.5": 1}, marks | {"1.5": 1}, marks)

    answer = grade(document(8, *cards))

    assert list(answer) == KEYS
    assert answer == {
        "totals": [98, 98, 100],
        "mean": "296/3",
        "band": 5,
        "floors_hold": 3,
        "knocked_out": False,
        "stars": 3,
        "outcome": "recognized",
        "parts": {"A": "116/3", "B": "25", "C": "35"},
        "missed_floors": [
            {"stars": 4, "criterion": "1.5", "needs": 2, "reached": "5/3"},
            {"stars": 5, "criterion": "1.5", "needs": 3, "reached": "5/3"},
        ],
    }


def test_fractions_are_reduced_strings_and_so_are_whole_numbers():
    answer = grade(document(8, worth(sheet(8), 71), worth(sheet(8), 72)))

    assert answer["mean"] == "143/2"
    assert grade(document(8, worth(sheet(8), 71)))["mean"] == "71"
    assert sum(map(Fraction, answer["parts"].values())) == Fraction(143, 2)


def test_an_answer_is_plain_json():
    answer = grade(document(8, {}))

    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("number", range(1, 27))
def test_every_set_of_the_decision_is_graded(number):
    assert grade(document(number))["stars"] == 5


def test_a_knockout_ends_with_no_stars_and_no_outcome():
    answer = grade(document(8, knockouts=["dossier"]))

    assert (answer["knocked_out"], answer["stars"], answer["outcome"]) == (True, 0, "none")
    assert answer["band"] == 5


def law(**changes):
    return {"seats": 1, "quorum": "1", "spread": 10, "floors": "mean"} | changes


@pytest.mark.parametrize(
    "wrong",
    [
        {"ruleset": "qd27-2027"},
        {"ruleset": 26},
        {"ruleset": "../qd26-2026"},
        {"set": 0},
        {"set": 27},
        {"set": "8"},
        {"set": True},
        {"set": 8.0},
        {"set": 10**5000},
        {"case": "TH1"},
        {"case": ""},
        {"case": 1},
        {"set": 26},
        {"set": 26, "case": "TH3"},
        {"by_law": None},
        {"by_law": law(seats=0)},
        {"by_law": law(seats=True)},
        {"by_law": law(seats=1.0)},
        {"by_law": law(quorum=1)},
        {"by_law": law(quorum="0")},
        {"by_law": law(quorum="4/3")},
        {"by_law": law(quorum="1/0")},
        {"by_law": law(quorum="0.75")},
        {"by_law": law(quorum="3/4 ")},
        {"by_law": law(quorum="٣/٤")},
        {"by_law": law(spread=-1)},
        {"by_law": law(spread=float("nan"))},
        {"by_law": law(floors="median")},
        {"by_law": law(floors=["mean"])},
        {"by_law": law(extra=1)},
        {"by_law": {"seats": 1}},
        {"cards": None},
        {"cards": {}},
        {"cards": []},
        {"cards": [[]]},
        {"cards": [{"councillor": "", "marks": {}}]},
        {"cards": [{"councillor": 1, "marks": {}}]},
        {"cards": [{"councillor": "A"}]},
        {"cards": [{"councillor": "A", "marks": []}]},
        {"cards": [{"councillor": "A", "marks": {"1.1": "3"}}]},
        {"cards": [{"councillor": "A", "marks": {"1.1": True}}]},
        {"cards": [{"councillor": "A", "marks": {"1.1": 1.0}}]},
        {"cards": [{"councillor": "A", "marks": {"1.1": None}}]},
        {"cards": [{"councillor": "A", "marks": {1: 1}}]},
        {"cards": [{"councillor": "A", "marks": {"1.1": 10**5000}}]},
        {"cards": [{"councillor": "A", "marks": {}}, {"councillor": " A", "marks": {}}]},
        {"knockouts": None},
        {"knockouts": "dossier"},
        {"knockouts": [1]},
        {"knockouts": ["1.2"]},
        {"note": "một khóa lạ"},
    ],
)
def test_a_wrong_value_is_refused(wrong):
    with pytest.raises(Refused) as told:
        grade(document(8, **wrong))

    assert str(told.value).endswith(".")


@pytest.mark.parametrize("key", list(document()))
def test_a_missing_key_is_named(key):
    whole = document()
    del whole[key]

    with pytest.raises(Refused, match=f"thiếu khóa “{key}”"):
        grade(whole)


def test_a_refusal_names_card_and_criterion():
    marks = {"1.1": 3, "1.5": 9}

    with pytest.raises(Refused, match=r"Phiếu của “A”, tiêu chí 1\.5 \(.+\): 9 điểm"):
        grade(document(8, marks))


HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=6)
    | st.sampled_from(["1.1", "5.2", "TH1", "3/4", "dossier", 10**4000, "qd26-2026", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(list(document())), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=2000, deadline=None)
@given(st.data(), st.sampled_from([8, 16, 23, 26]))
def test_hostile_values_anywhere_are_refused_and_nothing_else(data, number):
    whole = document(number)
    place = data.draw(st.sampled_from(["whole", "key", "by_law", "card", "mark", "knockout"]))
    poison = data.draw(HOSTILE)
    if place == "whole":
        whole = poison
    elif place == "key":
        whole[data.draw(st.sampled_from(list(whole)))] = poison
    elif place == "by_law":
        whole["by_law"][data.draw(st.sampled_from(list(whole["by_law"])))] = poison
    elif place == "card":
        whole["cards"][0][data.draw(st.sampled_from(["councillor", "marks", "x"]))] = poison
    elif place == "mark":
        whole["cards"][0]["marks"][data.draw(st.sampled_from(["1.1", "5.1", "9.9"]))] = poison
    else:
        whole["knockouts"].append(poison)

    try:
        answer = grade(whole)
    except Refused as refused:
        str(refused).encode()
    else:
        assert list(answer) == KEYS


@settings(max_examples=1000, deadline=None)
@given(HOSTILE)
@example({})
@example([document()])
def test_a_document_of_another_kind_is_refused(poison):
    with pytest.raises(Refused):
        grade(poison)


def test_grading_costs_a_few_readings_of_the_document():
    whole = document(8, *[full(sheet(8))] * 9)
    text = json.dumps(whole)
    grade(whole)

    def cost(work):
        spent = []
        for _ in range(9):
            start = time.perf_counter()
            for _ in range(50):
                work()
            spent.append(time.perf_counter() - start)
        return min(spent)

    # A figure of the programme: ten times at most; here with room for a busy machine.
    assert cost(lambda: grade(whole)) < 10 * cost(lambda: json.loads(text))
