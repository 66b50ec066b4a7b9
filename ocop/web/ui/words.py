"""How numbers, money, days and digests are written on a page."""

from datetime import date, datetime

from django.utils.dateformat import format as dated
from django.utils.timezone import localtime
from django.utils.translation import get_language

NBSP = "\N{NO-BREAK SPACE}"


def number(value) -> str:
    """Write a whole number with its thousands apart: 1.234.567 (1,234,567 in English)."""
    if value in (None, ""):
        return ""
    mark = "," if get_language() == "en" else "."
    return f"{int(value):,}".replace(",", mark)


def dong(value) -> str:
    """Write whole đồng: 1.234.567 đ."""
    return f"{number(value)}{NBSP}đ" if value not in (None, "") else ""


def points(value) -> str:
    """Write points or a mean, two decimals at most, none rounded up: 71,66."""
    if value is None:
        return ""
    hundredths = int(value * 100)
    whole, rest = divmod(hundredths, 100)
    mark = "." if get_language() == "en" else ","
    return f"{whole}{mark}{rest:02d}".rstrip("0").rstrip(mark) if rest else str(whole)


def signed_points(value) -> str:
    """Return a distance in points with its sign: +3,5, −2, 0."""
    if not value:
        return "0"
    return f"{'+' if value > 0 else '−'}{points(abs(value))}"


def day(value) -> str:
    """Write a day: 05/10/2026 (5 Oct 2026 in English); of a moment, its day in Vietnam."""
    if not isinstance(value, date):
        return ""
    if isinstance(value, datetime):
        value = localtime(value)
    return dated(value, "j M Y") if get_language() == "en" else f"{value:%d/%m/%Y}"


def moment_of(value) -> str:
    """Write a moment: 10:05 ngày 05/10/2026 (10:05, 5 Oct 2026 in English)."""
    if not value:
        return ""
    between = "," if get_language() == "en" else " ngày"
    return f"{localtime(value):%H:%M}{between} {day(value)}"


def filesize_vi(value) -> str:
    """Write the size of a file: 12 KB, 3,4 MB."""
    if value in (None, ""):
        return ""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))}{NBSP}KB"
    megabytes = f"{value / 1_000_000:.1f}{NBSP}MB"
    return megabytes if get_language() == "en" else megabytes.replace(".", ",")


def digest_short(value) -> str:
    """Write the first sixteen characters of a digest, in fours."""
    head = str(value or "")[:16]
    return " ".join(head[i : i + 4] for i in range(0, len(head), 4))
