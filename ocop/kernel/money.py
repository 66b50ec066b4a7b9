"""Money in whole đồng: shares that round as people do, and splits that lose nothing."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from ocop.kernel.numbers import show_integer

HALF = Fraction(1, 2)


def share(amount: int, fraction: Fraction | Decimal) -> int:
    """Return a fraction of an amount, half a đồng rounded up."""
    return floor(amount * Fraction(fraction) + HALF)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Return the amount in parts proportional to the weights; the parts always add up to it.

    What the whole parts leave over goes, one đồng each, to the largest remainders, and of equal
    ones to the first.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("An amount is split by weights of which none is below and one above zero.")
    shares = [divmod(amount * weight, total) for weight in weights]
    parts = [whole for whole, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: -shares[place][1])
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def show(amount: int) -> str:
    """Return an amount as it is read: "1.234.567 đ"."""
    return f"{show_integer(amount)} đ"
