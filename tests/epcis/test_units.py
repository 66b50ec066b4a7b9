"""Measures in many units meet in one."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from ocop.epcis.units import DIMENSIONS, UNITS, normal


@pytest.mark.parametrize(
    ("value", "unit", "dimension", "measured"),
    [
        (26, "CEL", "temperature", "299.15"),
        (26.1, "CEL", "temperature", "299.25"),
        (78.8, "FAH", "temperature", "299.15"),
        ("-40", "FAH", "temperature", "233.15"),
        (-40, "CEL", "temperature", "233.15"),
        (0, "KEL", "temperature", "0"),
        (2.5, "TNE", "mass", "2500"),
        (1, "LBR", "mass", "0.45359237"),
        (1, "FOT", "length", "0.3048"),
        (1, "HAR", "area", "10000"),
        (250, "MLT", "volume", "0.00025"),
        (1.5, "HUR", "time", "5400"),
        (36, "KMH", "speed", "10"),
        (1013.25, "MBR", "pressure", "101325"),
        (760, "UA", "pressure", "101325"),
        (81.5, "P1", "one", "0.815"),
        (2, "DZN", "one", "24"),
        (12.1, "A93", "density", "0.0121"),
        (90, "D61", "angle", "1.5"),
    ],
)
def test_a_measure_is_brought_to_the_unit_of_its_dimension(value, unit, dimension, measured):
    assert normal(value, unit) == (dimension, Decimal(measured))


def test_a_radian_is_as_many_degrees_as_it_is():
    assert float(normal(1, "C81")[1]) == pytest.approx(math.degrees(1), rel=1e-15)


def test_every_dimension_has_its_normal_unit_and_every_unit_grows():
    for dimension in DIMENSIONS:
        assert (dimension, Fraction(1), 0) in UNITS.values()
    for unit, (_, factor, _) in UNITS.items():
        assert factor > 0
        assert normal(1, unit)[1] < normal(2, unit)[1]


def test_no_unit_is_of_two_dimensions():
    from json import loads
    from pathlib import Path

    from ocop.epcis import units

    told = loads((Path(units.__file__).parent / "measures.json").read_text("utf-8"))
    names = [entry.split()[0] for listed in told.values() for entry in listed.split(", ")]

    assert len(names) == len(set(names)) == len(UNITS)


def test_a_unit_that_is_not_known_is_a_dimension_of_its_own():
    assert normal(7, "ZZZ") == ("ZZZ", Decimal(7))
    assert normal(7, "mass") == ("uom mass", Decimal(7))


@pytest.mark.parametrize(
    "value", ["x", "", "nan", "Infinity", float("inf"), "1e9999999999999999999"]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="number"):
        normal(value, "CEL")
