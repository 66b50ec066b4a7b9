"""Measures in the units of UN/ECE Recommendation 20, brought to one unit for each dimension.

A reading in degrees Celsius is found by a threshold in kelvins (EPCIS 2.0 test case 53, step 26).
The table is ``measures.json``: for each dimension its units, each with its factor, as a number or
a fraction, and what is added before. The unit whose factor is 1 is the normal one.
"""

import json
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

# Digits enough for whatever is measured; a fraction that never ends is cut here.
_ARITHMETIC = Context(prec=40, traps=[])


def _table() -> dict[str, tuple[str, Fraction, Decimal]]:
    told = json.loads((Path(__file__).parent / "measures.json").read_text("utf-8"))
    table = {}
    for dimension, listed in told.items():
        for entry in listed.split(", "):
            unit, factor, *added = entry.split(" ")
            table[unit] = (dimension, Fraction(factor), Decimal(added[0] if added else 0))
    return table


UNITS = _table()
DIMENSIONS = frozenset(dimension for dimension, _, _ in UNITS.values())


def normal(value: float | Decimal | str, uom: str) -> tuple[str, Decimal]:
    """Return the dimension of a unit and the value in the normal unit of that dimension.

    Exact where the result has an end. A unit that is not known is a dimension of its own, its
    values untouched. Refused (``ValueError``) when the value is no number.
    """
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation as wrong:
        raise ValueError("This is no number.") from wrong
    if not number.is_finite():
        raise ValueError("This number has no end.")
    if uom not in UNITS:
        return f"uom {uom}" if uom in DIMENSIONS else uom, number
    dimension, factor, added = UNITS[uom]
    if factor == 1 and not added:
        return dimension, number
    moved = _ARITHMETIC.add(number, added) if added else number
    scaled = _ARITHMETIC.multiply(moved, Decimal(factor.numerator))
    measured = _ARITHMETIC.divide(scaled, Decimal(factor.denominator))
    if not measured.is_finite():
        raise ValueError("This number is beyond all measure.")
    return dimension, measured
