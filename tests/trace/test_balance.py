"""Stamps ≤ units of the lot ≤ what the material can make, at both edges."""

import pytest

from ocop.trace.balance import Balance, Edge, harvest_kg


def a_balance(**changes):
    """Return a lot of 1,000 units of 100 g from 100 kg, all of it ordered by this order."""
    told = {
        "wanted": 1_000,
        "taken": 0,
        "units": 1_000,
        "material_kg": 100,
        "grams_per_unit": 100,
        "capacity_kg": 100,
        "used_kg": 0,
    }
    return Balance(**{**told, **changes})


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({}, []),
        ({"wanted": 1_001}, [Edge.STAMPS]),
        ({"wanted": 400, "taken": 600}, []),
        ({"wanted": 401, "taken": 600}, [Edge.STAMPS]),
        ({"units": 1_001}, [Edge.MATERIAL]),
        ({"grams_per_unit": 101}, [Edge.MATERIAL]),
        ({"material_kg": 99}, [Edge.MATERIAL]),
        ({"capacity_kg": 99}, [Edge.MATERIAL]),
        ({"capacity_kg": 150, "used_kg": 50}, []),
        ({"capacity_kg": 150, "used_kg": 51}, [Edge.MATERIAL]),
        ({"capacity_kg": None}, [Edge.MATERIAL]),
        ({"wanted": 1_001, "capacity_kg": None}, [Edge.STAMPS, Edge.MATERIAL]),
    ],
)
def test_a_balance_breaks_just_beyond_its_edges(changes, broken):
    balance = a_balance(**changes)

    assert balance.broken == broken
    assert balance.holds is not bool(broken)
    assert len(balance.reasons) == len(broken)


@pytest.mark.parametrize(
    ("area", "yielded", "kg"), [(10_000, 800, 800), (9_999, 800, 799), (5_000, 1, 0)]
)
def test_a_growing_area_gives_its_yield_cut_to_whole_kilograms(area, yielded, kg):
    assert harvest_kg(area, yielded) == kg
