"""Measures in the units of UN/ECE Recommendation 20, brought to one unit a dimension."""

from decimal import Decimal

_UNITS: dict[str, tuple[str, Decimal, Decimal]] = {
    "KEL": ("temperature", Decimal(1), Decimal(0)),
    "CEL": ("temperature", Decimal(1), Decimal("273.15")),
    "KGM": ("mass", Decimal(1), Decimal(0)),
    "GRM": ("mass", Decimal("0.001"), Decimal(0)),
    "MTR": ("length", Decimal(1), Decimal(0)),
}


def normal(value: float | Decimal | str, uom: str) -> tuple[str, Decimal]:
    """Return the dimension of a unit and the value in its normal unit.

    A unit that is not known is its own dimension, its values untouched.
    """
    dimension, factor, zero = _UNITS.get(uom, (uom, Decimal(1), Decimal(0)))
    return dimension, Decimal(str(value)) * factor + zero
