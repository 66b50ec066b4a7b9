"""Numbers that offices give their papers: what a series holds, and which it leaves out. Pure."""

import re
from collections.abc import Iterable

from ocop.kernel.text import fold

_LEADING = re.compile(r"\s*0*(\d{1,6})\s*(.*)")


def parted(number: str) -> tuple[int, str] | None:
    """Return the running number and the symbol behind it; nothing where none leads.

    "03/BB-HĐ" is 3 of the series "/bb-hd", however it is spaced or accented.
    """
    found = _LEADING.fullmatch(number)
    return (int(found[1]), fold(found[2]).replace(" ", "")) if found else None


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one, so that "3/BB-HĐ" does not pass beside "03/BB-HĐ"."""
    parts = parted(one)
    if parts is None or parted(other) is None:
        return fold(one) == fold(other)
    return parts == parted(other)


def gaps(numbers: Iterable[str]) -> list[int]:
    """Return the running numbers missing below the highest, over all series, in order."""
    series: dict[str, set[int]] = {}
    for number in numbers:
        if parts := parted(number):
            series.setdefault(parts[1], set()).add(parts[0])
    missing = {
        number
        for held in series.values()
        for number in range(1, max(held))
        if number not in held and max(held) <= 10 * len(held) + 20
    }
    return sorted(missing)
