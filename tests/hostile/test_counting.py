"""Twenty thousand hostile inputs, and no fewer."""

from types import SimpleNamespace

from tests.hostile.counting import ASKED, PROPERTY, PURE, TRACED, told


def test_at_least_twenty_thousand_inputs_are_thrown():
    assert sum(PURE.values()) + sum(ASKED.values()) >= 20_000


def test_at_least_fifty_thousand_inputs_of_programs_are_thrown_when_all_are():
    assert sum(TRACED.values()) >= 50_000


def test_most_kinds_of_door_get_their_share():
    assert PURE["grade"] >= 8_000
    assert sum(n for name, n in ASKED.items() if name.startswith(("queries", "addresses"))) >= 4_000


def test_what_was_thrown_is_told():
    reports = [SimpleNamespace(user_properties=[(PROPERTY, 1_500)]), SimpleNamespace()]

    assert told(reports) == "1,500 hostile inputs thrown"
    assert told([]) == ""
