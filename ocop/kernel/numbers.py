"""Numbers as Vietnamese readers write them: a dot between thousands, a comma before decimals."""

from fractions import Fraction


def show_integer(number: int) -> str:
    """Return a whole number with a dot between thousands: "1.234.567"."""
    return f"{number:,}".replace(",", ".")


def show_fraction(value: Fraction | int, places: int = 2) -> str:
    """Return a number cut, never rounded, after so many decimals: 269.9/3 shows as "89,96".

    A mean that is shown must not seem to reach a star that it misses, so what lies beyond the
    last decimal is dropped. Decimals that say nothing are left out: "89,5" and "90".
    """
    scaled = abs(value) * 10**places
    whole, decimals = divmod(scaled.numerator // scaled.denominator, 10**places)
    shown = show_integer(whole)
    if decimals:
        shown += "," + f"{decimals:0{places}}".rstrip("0")
    return f"-{shown}" if value < 0 and (whole or decimals) else shown
