"""When rounds are taken and finished. Pure."""

from datetime import date

# QĐ 26/2026/QĐ-TTg, Điều 5: proposals before 30/4 and 30/10, finished before 30/6 and 30/12.
PROVINCIAL = ((1, (4, 30), (6, 30)), (2, (10, 30), (12, 30)))


def rounds_of(year: int) -> list[tuple[int, date, date]]:
    """Return number, cut-off of proposals and finish day of the two rounds of ``year``."""
    return [(number, date(year, *cut), date(year, *end)) for number, cut, end in PROVINCIAL]
